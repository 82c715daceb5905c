import { CommandRefused, RequiresPermission, refusable, type RequestContext } from '@thidua/service-kit';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  createUnionType,
} from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { memberOf } from '../member/member.resolver';
import { Member } from '../member/member.type';
import { UnionUnit } from '../unit/union-unit.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { RecordPartyAdmissionInput, ReferToPartyInput } from './party-referral.input';
import { PartyReferralService, type ReferralAnswer } from './party-referral.service';
import { PartyReferral } from './party-referral.type';

type Context = RequestContext<MembershipLoaders>;

/** What referToParty did. */
@ObjectType({ description: 'Kết quả giới thiệu. What referToParty did.' })
export class ReferToPartySuccess {
  @Field(() => Int, { description: 'Số người được giới thiệu. How many were referred.' })
  count: number;
  @Field(() => [PartyReferral], { description: 'Các lần giới thiệu. The referrals.' })
  referrals: PartyReferral[];
  @Field(() => UnionUnit, { description: 'Đơn vị. The unit.' })
  unit: UnionUnit;
}

/** What recordPartyAdmission did. */
@ObjectType({ description: 'Kết quả ghi nhận kết nạp Đảng. What recordPartyAdmission did.' })
export class RecordPartyAdmissionSuccess {
  @Field(() => PartyReferral, {
    description: 'Lần giới thiệu, nay có ngày kết nạp. The referral, now with its admission.',
  })
  referral: PartyReferral;
}

const ReferToPartyResult = createUnionType({
  name: 'ReferToPartyResult',
  description: 'Kết quả của referToParty. What referToParty comes to.',
  types: () => [ReferToPartySuccess, CommandRefused] as const,
});
const RecordPartyAdmissionResult = createUnionType({
  name: 'RecordPartyAdmissionResult',
  description: 'Kết quả của recordPartyAdmission. What recordPartyAdmission comes to.',
  types: () => [RecordPartyAdmissionSuccess, CommandRefused] as const,
});

async function referralsOf(loaders: MembershipLoaders, answer: ReferralAnswer): Promise<PartyReferral[]> {
  const rows = await loaders.partyReferrals.loadMany([...answer.referralIds]);
  return rows.filter((row): row is PartyReferral => row instanceof PartyReferral);
}

/** Referrals to the Party. */
@Resolver(() => PartyReferral)
export class PartyReferralResolver {
  constructor(private readonly service: PartyReferralService) {}

  @Mutation(() => ReferToPartyResult, {
    description:
      'Giới thiệu 1–500 đoàn viên ưu tú của một đơn vị cho Đảng. Refer 1 to 500 outstanding members of a unit to the Party.',
  })
  @RequiresPermission('party-referral.record')
  referToParty(
    @Arg('input', () => ReferToPartyInput, {
      description: 'Ai, của đơn vị nào, ngày nào. Who, of which unit, on what date.',
    })
    input: ReferToPartyInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<ReferToPartySuccess | CommandRefused> {
    return refusable(async () => {
      const answer = await this.service.refer({ kind: 'person', passport }, input);
      const referrals = await referralsOf(loaders, answer);
      const unit = await requireUnit(loaders, answer.unitId, loaders.today, 'input.unitId');
      return Object.assign(new ReferToPartySuccess(), { count: referrals.length, referrals, unit });
    });
  }

  @Mutation(() => RecordPartyAdmissionResult, {
    description:
      'Ghi nhận người được giới thiệu đã được kết nạp vào Đảng. Record that a referred member was admitted to the Party.',
  })
  @RequiresPermission('party-referral.record')
  recordPartyAdmission(
    @Arg('input', () => RecordPartyAdmissionInput, {
      description: 'Lần giới thiệu và ngày kết nạp. The referral and the date.',
    })
    input: RecordPartyAdmissionInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<RecordPartyAdmissionSuccess | CommandRefused> {
    return refusable(async () => {
      const answer = await this.service.recordAdmission({ kind: 'person', passport }, input);
      const [referral] = await referralsOf(loaders, answer);
      return Object.assign(new RecordPartyAdmissionSuccess(), { referral });
    });
  }

  @FieldResolver(() => Member, { description: 'Đoàn viên được giới thiệu. The member.' })
  member(@Root() referral: PartyReferral, @Ctx() { loaders }: Context): Promise<Member> {
    return memberOf(loaders, referral.memberId);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị giới thiệu. The unit that referred, as it stands today.' })
  unit(@Root() referral: PartyReferral, @Ctx() { loaders }: Context): Promise<UnionUnit> {
    return requireUnit(loaders, referral.unitId, loaders.today, 'unit');
  }
}
