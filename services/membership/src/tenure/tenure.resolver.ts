import {
  CommandRefused,
  DeclaresPermission,
  RequiresPermission,
  refusable,
  type RequestContext,
} from '@thidua/service-kit';
import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root, createUnionType } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { memberOf } from '../member/member.resolver';
import { Member } from '../member/member.type';
import { RecordTenureInput, WithdrawTenureInput } from './tenure.input';
import type { TenureService } from './tenure.service';
import { TenurePeriod } from './tenure.type';

type Context = RequestContext<MembershipLoaders>;

/** What commands on tenure did. */
@ObjectType({ description: 'Kết quả ghi nhận hoặc rút thời gian công tác. What commands on tenure did.' })
export class TenureSuccess {
  @Field(() => Member, { description: 'Đoàn viên. The member.' })
  member: Member;
  @Field(() => TenurePeriod, {
    nullable: true,
    description: 'Khoảng thời gian; null khi đã rút. The period; null when it was withdrawn.',
  })
  period: TenurePeriod | null;
}

const TenureResult = createUnionType({
  name: 'TenureResult',
  description: 'Đã thực hiện, hoặc bị từ chối có lý do. Done, or refused with reasons.',
  types: () => [TenureSuccess, CommandRefused] as const,
});

/** Members' tenure: rank at work, union work, maternity leave. */
@Resolver(() => Member)
export class TenureResolver {
  constructor(private readonly service: TenureService) {}

  @Mutation(() => TenureResult, {
    description:
      'Ghi nhận vị trí việc làm, công tác công đoàn hoặc nghỉ thai sản của đoàn viên. Record a member’s rank at work, union work or maternity leave.',
  })
  @RequiresPermission('tenure.record')
  recordTenure(
    @Arg('input', () => RecordTenureInput, { description: 'Của ai, từ khi nào. Whose, and since when.' })
    input: RecordTenureInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<TenureSuccess | CommandRefused> {
    return refusable(async () => {
      const { memberId, tenureId } = await this.service.record({ kind: 'person', passport }, input);
      return success(loaders, memberId, tenureId);
    });
  }

  @Mutation(() => TenureResult, {
    description: 'Rút một khoảng thời gian công tác đã ghi nhận nhầm. Withdraw a period that was recorded by mistake.',
  })
  @RequiresPermission('tenure.record')
  withdrawTenure(
    @Arg('input', () => WithdrawTenureInput, { description: 'Khoảng nào, vì sao. Which, and why.' })
    input: WithdrawTenureInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<TenureSuccess | CommandRefused> {
    return refusable(async () => {
      const { memberId, tenureId } = await this.service.withdraw({ kind: 'person', passport }, input);
      return success(loaders, memberId, tenureId);
    });
  }

  @FieldResolver(() => [TenurePeriod], {
    description:
      'Thời gian công tác, theo loại rồi theo ngày; rỗng khi không được xem. Tenure, by kind and first day; empty when it may not be seen.',
  })
  @DeclaresPermission('member.read')
  tenure(@Root() member: Member, @Ctx() { loaders }: Context): Promise<TenurePeriod[]> {
    return member.isOpen ? loaders.tenureOfMember.load(member.id) : Promise.resolve([]);
  }
}

async function success(loaders: MembershipLoaders, memberId: string, tenureId: string): Promise<TenureSuccess> {
  const periods = await loaders.tenureOfMember.clear(memberId).load(memberId);
  return Object.assign(new TenureSuccess(), {
    member: await memberOf(loaders, memberId),
    period: periods.find(({ id }) => id === tenureId) ?? null,
  });
}
