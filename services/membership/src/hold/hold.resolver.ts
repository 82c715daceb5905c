import {
  authorise,
  authoriseOver,
  CommandRefused,
  DeclaresPermission,
  notFound,
  RequiresPermission,
  refusable,
  type RequestContext,
} from '@thidua/service-kit';
import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root, createUnionType } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { Member } from '../member/member.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { UnionUnit } from '../unit/union-unit.type';
import { LiftHoldInput, PlaceHoldInput } from './hold.input';
import type { HoldService } from './hold.service';
import { AwardHold } from './hold.type';

type Context = RequestContext<MembershipLoaders>;

/** What commands on holds did. */
@ObjectType({ description: 'Kết quả đặt hoặc gỡ tạm dừng. What commands on holds did.' })
export class HoldSuccess {
  @Field(() => AwardHold, { description: 'Tạm dừng. The hold.' })
  hold: AwardHold;
}

const HoldResult = createUnionType({
  name: 'HoldResult',
  description: 'Đã thực hiện, hoặc bị từ chối có lý do. Done, or refused with reasons.',
  types: () => [HoldSuccess, CommandRefused] as const,
});

/** Holds: placed and lifted. */
@Resolver()
export class HoldResolver {
  constructor(private readonly service: HoldService) {}

  @Mutation(() => HoldResult, {
    description:
      'Tạm dừng xét khen thưởng một người hoặc một đơn vị cấp dưới (kỷ luật, thanh tra, khiếu nại). Place a hold on a person, or on a unit under one’s own.',
  })
  @RequiresPermission('hold.place', 'hold.place-on-unit')
  placeHold(
    @Arg('input', () => PlaceHoldInput, { description: 'Ai, vì sao, từ khi nào. Whom, why and since when.' })
    input: PlaceHoldInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<HoldSuccess | CommandRefused> {
    return refusable(async () => {
      const { holdId } = await this.service.place({ kind: 'person', passport }, input);
      return success(loaders, holdId);
    });
  }

  @Mutation(() => HoldResult, {
    description:
      'Gỡ tạm dừng xét khen thưởng, từ một ngày: bởi đơn vị đã đặt hoặc cấp trên của đơn vị đó. Lift a hold from a day on: by the unit that placed it or one above.',
  })
  @RequiresPermission('hold.place', 'hold.place-on-unit')
  liftHold(
    @Arg('input', () => LiftHoldInput, { description: 'Tạm dừng nào, từ khi nào. Which hold, and since when.' })
    input: LiftHoldInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<HoldSuccess | CommandRefused> {
    return refusable(async () => {
      const { holdId } = await this.service.lift({ kind: 'person', passport }, input);
      return success(loaders, holdId);
    });
  }
}

/** Holds on a person. */
@Resolver(() => Member)
export class MemberHoldsResolver {
  @FieldResolver(() => [AwardHold], {
    description:
      'Các lần tạm dừng xét khen thưởng, mới nhất trước; FORBIDDEN khi không được xem. Holds, latest first; FORBIDDEN where they may not be seen.',
  })
  @DeclaresPermission('hold.read')
  async holds(@Root() { id }: Member, @Ctx() { loaders, passport }: Context): Promise<AwardHold[]> {
    const holds = await loaders.holdsOfMember.load(id);
    if (holds === null) {
      // An empty list would be taken for a member without a hold.
      authoriseOver(passport, 'hold.read', {});
    }
    return holds ?? [];
  }
}

/** Holds on a unit. */
@Resolver(() => UnionUnit)
export class UnitHoldsResolver {
  @FieldResolver(() => [AwardHold], {
    description:
      'Các lần tạm dừng xét khen thưởng của đơn vị, mới nhất trước; FORBIDDEN khi không được xem. Holds on the unit, latest first; FORBIDDEN where they may not be seen.',
  })
  @DeclaresPermission('hold.read')
  async holds(@Root() { id }: UnionUnit, @Ctx() { loaders, passport }: Context): Promise<AwardHold[]> {
    const { path } = await requireUnit(loaders, id, loaders.today, 'unit');
    authorise(passport, 'hold.read', { unitId: id, unitPath: path });
    return loaders.holdsOfUnit.load(id);
  }
}

async function success({ hold }: MembershipLoaders, holdId: string): Promise<HoldSuccess> {
  const placed = await hold.load(holdId);
  if (!placed) {
    throw notFound({ vi: 'tạm dừng xét khen thưởng', en: 'hold' });
  }
  return Object.assign(new HoldSuccess(), { hold: placed });
}
