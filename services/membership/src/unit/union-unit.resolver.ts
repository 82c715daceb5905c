import {
  CalendarDateScalar,
  DeclaresPermission,
  PageArguments,
  RequiresPermission,
  badInput,
  notFound,
  type Page,
  type RequestContext,
} from '@thidua/service-kit';
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { AsOfArguments } from '../graph/as-of.arguments';
import { Headcount, HeadcountConnection } from '../headcount/headcount.type';
import type { MembershipLoaders } from '../loaders';
import { UnitMembersArguments } from '../member/member.input';
import { Member, MemberConnection } from '../member/member.type';
import { Officer } from '../officer/officer.type';
import { PartyReferral, PartyReferralConnection } from '../party-referral/party-referral.type';
import { UnionUnitsArguments, UnitArguments, UnitByCodeArguments } from './union-unit.input';
import { readUnitsPage } from './union-unit.list';
import { readUnits } from './union-unit.reader';
import { UnionUnit, UnionUnitConnection, UnitFact } from './union-unit.type';

type Context = RequestContext<MembershipLoaders>;

/** A unit on a date. @throws NOT_FOUND. */
export async function requireUnit(
  loaders: MembershipLoaders,
  id: string,
  asOf: string,
  field: string,
): Promise<UnionUnit> {
  const unit = await loaders.units.load({ id, asOf });
  if (!unit) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, field);
  }
  return unit;
}

/** Units: read. */
@Resolver(() => UnionUnit)
export class UnionUnitResolver {
  @Query(() => UnionUnit, {
    nullable: true,
    description:
      'Một đơn vị, như nó tồn tại tại ngày asOf. A unit as it stands on a date; NOT_FOUND before its first day.',
  })
  @RequiresPermission('graph.read')
  async unit(@Args() { id, asOf }: UnitArguments, @Ctx() { dataSource, loaders }: Context): Promise<UnionUnit> {
    return found(await readUnits(dataSource, 'id', [id], asOf ?? loaders.today), 'id');
  }

  @Query(() => UnionUnit, {
    nullable: true,
    description: 'Một đơn vị theo mã, như nó tồn tại tại ngày asOf. A unit by its code as it stands on a date.',
  })
  @RequiresPermission('graph.read')
  async unitByCode(
    @Args() { code, asOf }: UnitByCodeArguments,
    @Ctx() { dataSource, loaders }: Context,
  ): Promise<UnionUnit> {
    return found(await readUnits(dataSource, 'code', [code.normalize('NFC')], asOf ?? loaders.today), 'code');
  }

  @Query(() => UnionUnitConnection, {
    description: 'Danh sách đơn vị tại ngày asOf, theo mã. Units as they stand on a date, by code.',
  })
  @RequiresPermission('graph.read')
  units(
    @Args() { filter, asOf, first, after }: UnionUnitsArguments,
    @Ctx() { dataSource, loaders }: Context,
  ): Promise<Page<UnionUnit>> {
    return readUnitsPage(dataSource, loaders, filter ?? null, asOf ?? loaders.today, { first, after });
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description:
      'Đơn vị cấp trên tại ngày đó; null với Tổng Liên đoàn. The parent on that date; null for the General Confederation.',
  })
  parent(@Root() unit: UnionUnit, @Ctx() { loaders }: Context): Promise<UnionUnit | null> {
    return unit.parentId ? loaders.units.load({ id: unit.parentId, asOf: unit.asOf }) : Promise.resolve(null);
  }

  @FieldResolver(() => [UnionUnit], {
    description: 'Các đơn vị cấp trên, từ Tổng Liên đoàn xuống. All units above, the root first.',
  })
  ancestors(@Root() unit: UnionUnit, @Ctx() { loaders }: Context): Promise<UnionUnit[]> {
    return loaders.ancestors.load(unit);
  }

  @FieldResolver(() => UnionUnitConnection, {
    description:
      'Đơn vị trực thuộc đang hoạt động tại ngày đó, theo mã. Active units directly under it on that date, by code.',
  })
  children(
    @Root() unit: UnionUnit,
    @Args() page: PageArguments,
    @Ctx() { loaders }: Context,
  ): Promise<Page<UnionUnit>> {
    return loaders.children.load({ parent: unit, page });
  }

  @FieldResolver(() => [UnitFact], {
    description: 'Mọi thông tin có thời hạn, kể cả đã hết hiệu lực. All dated facts, past and future ones included.',
  })
  facts(@Root() unit: UnionUnit, @Ctx() { loaders }: Context): Promise<UnitFact[]> {
    return loaders.unitFacts.load(unit.id);
  }

  @FieldResolver(() => MemberConnection, {
    description:
      'Đoàn viên tại ngày đó, trong phạm vi quyền member.read; rỗng ngoài phạm vi. Members on that date within reach of member.read; empty beyond it.',
  })
  @DeclaresPermission('member.read')
  members(
    @Root() unit: UnionUnit,
    @Args() { includeBelow, first, after }: UnitMembersArguments,
    @Ctx() { loaders }: Context,
  ): Promise<Page<Member>> {
    return loaders.membersOfUnit.load({ parent: { unit, includeBelow }, page: { first, after } });
  }

  @FieldResolver(() => Int, {
    description:
      'Số đoàn viên của đơn vị và mọi đơn vị bên dưới tại một ngày. Members of the unit and everything under it on a date, counted from our rows.',
  })
  memberCount(@Root() unit: UnionUnit, @Args() { asOf }: AsOfArguments, @Ctx() { loaders }: Context): Promise<number> {
    const date = asOf ?? unit.asOf;
    return loaders.counts.load({ unitId: unit.id, kind: 'MEMBERS', from: date, to: date });
  }

  @FieldResolver(() => Int, {
    description:
      'Số đoàn viên được kết nạp trong kỳ ở đơn vị và mọi đơn vị bên dưới. Members admitted in a period to the unit and everything under it, counted from our rows.',
  })
  membersJoined(
    @Root() unit: UnionUnit,
    @Arg('from', () => CalendarDateScalar, { description: 'Ngày đầu kỳ. First day.' }) from: string,
    @Arg('to', () => CalendarDateScalar, { description: 'Ngày cuối kỳ, tính cả ngày đó. Last day, inclusive.' })
    to: string,
    @Ctx() { loaders }: Context,
  ): Promise<number> {
    if (to < from) {
      throw badInput({ field: 'to', vi: `Phải từ ngày ${from}.`, en: `Must not be before ${from}.` });
    }
    return loaders.counts.load({ unitId: unit.id, kind: 'JOINED', from, to });
  }

  @FieldResolver(() => [Officer], {
    description: 'Cán bộ giữ chức danh tại một ngày, Chủ tịch trước. Officers on a date, the chair first.',
  })
  officers(@Root() unit: UnionUnit, @Args() { asOf }: AsOfArguments, @Ctx() { loaders }: Context): Promise<Officer[]> {
    return loaders.officersOfUnit.load({ id: unit.id, asOf: asOf ?? unit.asOf });
  }

  @FieldResolver(() => HeadcountConnection, { description: 'Số liệu theo nguồn. Figures as sources state them.' })
  headcounts(
    @Root() unit: UnionUnit,
    @Args() page: PageArguments,
    @Ctx() { loaders }: Context,
  ): Promise<Page<Headcount>> {
    return loaders.headcountsOfUnit.load({ parent: unit.id, page });
  }

  @FieldResolver(() => PartyReferralConnection, {
    description:
      'Đoàn viên ưu tú được giới thiệu cho Đảng, trong phạm vi quyền member.read. Members referred to the Party, within reach of member.read.',
  })
  @DeclaresPermission('member.read')
  partyReferrals(
    @Root() unit: UnionUnit,
    @Args() page: PageArguments,
    @Ctx() { loaders }: Context,
  ): Promise<Page<PartyReferral>> {
    return loaders.partyReferralsOfUnit.load({ parent: unit.id, page });
  }
}

function found([unit]: readonly UnionUnit[], field: string): UnionUnit {
  if (!unit) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, field);
  }
  return unit;
}
