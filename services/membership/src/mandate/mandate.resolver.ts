import type { RequestContext } from '@thidua/service-kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { memberOf } from '../member/member.resolver';
import { Member } from '../member/member.type';
import { officerOf } from '../officer/officer.resolver';
import { Officer } from '../officer/officer.type';
import { UnionUnit } from '../unit/union-unit.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { Mandate, MandateDelegation } from './mandate.type';

type Context = RequestContext<MembershipLoaders>;

/** Fields of a mandate in force. */
@Resolver(() => Mandate)
export class MandateResolver {
  @FieldResolver(() => UnionUnit, { description: 'Đơn vị được nhân danh. The unit it acts for, as it stands today.' })
  unit(@Root() mandate: Mandate, @Ctx() { loaders }: Context): Promise<UnionUnit> {
    return requireUnit(loaders, mandate.unitId, loaders.today, 'unit');
  }

  @FieldResolver(() => MandateDelegation, {
    nullable: true,
    description:
      'Ủy quyền mà ủy nhiệm này dựa vào; null khi là chức danh của chính mình. The delegation it comes from; null for an office of one’s own.',
  })
  delegation(@Root() mandate: Mandate, @Ctx() { loaders }: Context): Promise<MandateDelegation | null> {
    return mandate.delegationId ? loaders.delegations.load(mandate.delegationId) : Promise.resolve(null);
  }
}

/** Fields of a delegation. */
@Resolver(() => MandateDelegation)
export class MandateDelegationResolver {
  @FieldResolver(() => Officer, { description: 'Chức danh được ủy quyền. The office that is delegated.' })
  office(@Root() delegation: MandateDelegation, @Ctx() { loaders }: Context): Promise<Officer> {
    return officerOf(loaders, delegation.officeId);
  }

  @FieldResolver(() => Member, { description: 'Người ủy quyền: người giữ chức danh. Who delegates: the holder.' })
  async principal(@Root() delegation: MandateDelegation, @Ctx() { loaders }: Context): Promise<Member> {
    const { memberId } = await officerOf(loaders, delegation.officeId);
    return memberOf(loaders, memberId);
  }

  @FieldResolver(() => Member, { description: 'Người được ủy quyền. Who acts under it.' })
  toMember(@Root() delegation: MandateDelegation, @Ctx() { loaders }: Context): Promise<Member> {
    return memberOf(loaders, delegation.toMemberId);
  }
}
