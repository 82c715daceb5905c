import {
  CommandRefused,
  DeclaresPermission,
  RequiresPermission,
  authorise,
  notFound,
  refusable,
  type Page,
  type RequestContext,
} from '@thidua/service-kit';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  createUnionType,
} from 'type-graphql';
import { IdArguments } from '../graph/id.arguments';
import type { MembershipLoaders } from '../loaders';
import { Officer } from '../officer/officer.type';
import { UnionUnit } from '../unit/union-unit.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { AdmitMembersInput, MembersArguments } from './member.input';
import { MemberService } from './member.service';
import { Affiliation, Member, MemberConnection } from './member.type';

type Context = RequestContext<MembershipLoaders>;

/** What admitMembers did. */
@ObjectType({ description: 'Kết quả kết nạp. What admitMembers did.' })
export class AdmitMembersSuccess {
  @Field(() => Int, { description: 'Số người được kết nạp. How many were admitted.' })
  count: number;
  @Field(() => [ID], {
    description: 'Mã các đoàn viên, theo thứ tự gửi lên. Ids of the members, in the order of the input.',
  })
  memberIds: string[];
  @Field(() => UnionUnit, { description: 'Đơn vị kết nạp. The unit.' })
  unit: UnionUnit;
}

const AdmitMembersResult = createUnionType({
  name: 'AdmitMembersResult',
  description: 'Kết quả của admitMembers. What admitMembers comes to.',
  types: () => [AdmitMembersSuccess, CommandRefused] as const,
});

/** A member whom another row or a command names. */
export async function memberOf(loaders: MembershipLoaders, id: string): Promise<Member> {
  const member = await loaders.members.load(id);
  if (!member) {
    throw new Error('a member who is named is not there');
  }
  return member;
}

/** Members: read and admitted. */
@Resolver(() => Member)
export class MemberResolver {
  constructor(private readonly service: MemberService) {}

  @Query(() => Member, {
    nullable: true,
    description:
      'Một đoàn viên: chính mình, hoặc trong phạm vi quyền member.read. A member: oneself, or one within reach of member.read.',
  })
  @RequiresPermission('member.read')
  async member(@Args() { id }: IdArguments, @Ctx() { loaders }: Context): Promise<Member> {
    const member = await loaders.members.load(id);
    if (!member?.isOpen) {
      throw notFound({ vi: 'đoàn viên', en: 'member' }, 'id');
    }
    return member;
  }

  @Query(() => MemberConnection, {
    description:
      'Đoàn viên của một đơn vị trong phạm vi quyền member.read, theo mã định danh; kể cả bên dưới thì theo đơn vị rồi theo mã. Members of a unit within reach of member.read, by id; with those of units below, by unit and id.',
  })
  @RequiresPermission('member.read')
  async members(
    @Args() { unitId, includeBelow, asOf, first, after }: MembersArguments,
    @Ctx() context: Context,
  ): Promise<Page<Member>> {
    const { loaders, passport } = context;
    const today = await requireUnit(loaders, unitId, loaders.today, 'unitId');
    authorise(passport, 'member.read', { unitId, unitPath: today.path });
    const unit = await requireUnit(loaders, unitId, asOf ?? loaders.today, 'unitId');
    return loaders.membersOfUnit.load({ parent: { unit, includeBelow }, page: { first, after } });
  }

  @Mutation(() => AdmitMembersResult, {
    description: 'Kết nạp 1–500 đoàn viên vào một đơn vị. Admit 1 to 500 members to a unit.',
  })
  @RequiresPermission('member.admit')
  admitMembers(
    @Arg('input', () => AdmitMembersInput, {
      description: 'Ai, vào đơn vị nào, ngày nào. Who, to which unit, on what date.',
    })
    input: AdmitMembersInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<AdmitMembersSuccess | CommandRefused> {
    return refusable(async () => {
      const { unitId, memberIds } = await this.service.admit({ kind: 'person', passport }, input);
      const unit = await requireUnit(loaders, unitId, loaders.today, 'input.unitId');
      return Object.assign(new AdmitMembersSuccess(), { count: memberIds.length, memberIds: [...memberIds], unit });
    });
  }

  @FieldResolver(() => [Affiliation], {
    description:
      'Các đơn vị đã và đang sinh hoạt, từ cũ đến mới; rỗng khi không được xem. Units the member belongs or belonged to, oldest first; empty when they may not be seen.',
  })
  @DeclaresPermission('member.read')
  affiliations(@Root() member: Member, @Ctx() { loaders }: Context): Promise<Affiliation[]> {
    return member.isOpen ? loaders.affiliations.load(member.id) : Promise.resolve([]);
  }

  @FieldResolver(() => [Officer], {
    description: 'Các chức danh đã và đang giữ. Offices held now or before, oldest first.',
  })
  offices(@Root() member: Member, @Ctx() { loaders }: Context): Promise<Officer[]> {
    return loaders.officesOfMember.load(member.id);
  }
}

/** Fields of a belonging. */
@Resolver(() => Affiliation)
export class AffiliationResolver {
  @FieldResolver(() => UnionUnit, { description: 'Đơn vị. The unit, as it stands today.' })
  unit(@Root() affiliation: Affiliation, @Ctx() { loaders }: Context): Promise<UnionUnit> {
    return requireUnit(loaders, affiliation.unitId, loaders.today, 'unit');
  }
}
