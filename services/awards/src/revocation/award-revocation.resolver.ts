import {
  type CommandActor,
  type CommandOutcome,
  CommandRefused,
  type HistoryEntry,
  HistoryArguments,
  HistoryEntryConnection,
  notFound,
  type Page,
  refusable,
  RequiresPermission,
} from '@thidua/service-kit';
import {
  Arg,
  Args,
  type ClassType,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { AwardDecision } from '../decision/award-decision.entity';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { Member } from '../member/member.type';
import { AwardRevocation, AwardRevocationItem } from './award-revocation.entity';
import { RecordAwardItemsRecoveredInput, RevokeAwardsInput } from './award-revocation.input';
import { AWARD_REVOCATION, type AwardRevocationAnswer, type AwardRevocationService } from './award-revocation.service';

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

@ObjectType({ description: 'Đã hủy bỏ khen thưởng; tiền thưởng đang được thu hồi. The awards were revoked.' })
class RevokeAwardsSuccess {
  @Field(() => AwardRevocation, { description: 'Lần hủy bỏ. The revocation.' })
  revocation: AwardRevocation;
}

@ObjectType({ description: 'Đã ghi nhận thu hồi hiện vật. The recovery of the items was noted.' })
class RecordAwardItemsRecoveredSuccess {
  @Field(() => AwardRevocation, { description: 'Lần hủy bỏ. The revocation.' })
  revocation: AwardRevocation;
}

const RevokeAwardsResult = createUnionType({
  name: 'RevokeAwardsResult',
  description: 'Đã hủy bỏ, hoặc bị từ chối có lý do. Revoked, or refused with reasons.',
  types: () => [RevokeAwardsSuccess, CommandRefused] as const,
});

const RecordAwardItemsRecoveredResult = createUnionType({
  name: 'RecordAwardItemsRecoveredResult',
  description: 'Đã ghi nhận, hoặc bị từ chối có lý do. Noted, or refused with reasons.',
  types: () => [RecordAwardItemsRecoveredSuccess, CommandRefused] as const,
});

function carryOut(
  context: AwardsContext,
  Success: ClassType<{ revocation: AwardRevocation }>,
  command: (actor: CommandActor) => Promise<CommandOutcome<AwardRevocationAnswer>>,
): Promise<object> {
  return refusable(async () => {
    const { answer } = await command({ kind: 'person', passport: context.passport });
    context.loaders.forget();
    const revocation = await context.dataSource.manager.findOneByOrFail(AwardRevocation, { id: answer.revocationId });
    return Object.assign(new Success(), { revocation });
  });
}

/** Awards that were revoked. */
@Resolver(() => AwardRevocation)
export class AwardRevocationResolver {
  constructor(private readonly revocations: AwardRevocationService) {}

  // Whoever reads a body's decisions reads its nominations as well.
  @RequiresPermission('nomination.read')
  @Query(() => AwardRevocation, {
    description:
      'Một lần hủy bỏ của quyết định mà bạn được xem; không được xem thì như không có. A revocation of a decision that you may see; else NOT_FOUND.',
  })
  async awardRevocation(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardRevocation> {
    const revocation = await loaders.revocation.load(id);
    if (!revocation) {
      throw notFound(AWARD_REVOCATION, 'id');
    }
    return revocation;
  }

  @RequiresPermission('award-decision.revoke')
  @Mutation(() => RevokeAwardsResult, {
    description:
      'Hủy bỏ khen thưởng của các hồ sơ trong một quyết định, có điều khoản và lý do; tiền đã chi được thu hồi bằng bút toán đảo. Revokes awards of a decision, with article and reason; money that was paid is taken back by reversing entries.',
  })
  revokeAwards(
    @Arg('input', () => RevokeAwardsInput, INPUT) input: RevokeAwardsInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, RevokeAwardsSuccess, (actor) => this.revocations.revoke(actor, input));
  }

  @RequiresPermission('award-decision.hand-over')
  @Mutation(() => RecordAwardItemsRecoveredResult, {
    description: 'Ghi nhận đã thu hồi hiện vật khen thưởng. Notes that items of revoked awards came back.',
  })
  recordAwardItemsRecovered(
    @Arg('input', () => RecordAwardItemsRecoveredInput, INPUT) input: RecordAwardItemsRecoveredInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, RecordAwardItemsRecoveredSuccess, (actor) =>
      this.revocations.recordItemsRecovered(actor, input),
    );
  }

  @FieldResolver(() => AwardDecision, {
    nullable: true,
    description: 'Quyết định bị hủy bỏ; null khi bạn không được xem. The decision; null for one that you may not see.',
  })
  decision(@Root() { decisionId }: AwardRevocation, @Ctx() { loaders }: AwardsContext): Promise<AwardDecision | null> {
    return loaders.awardDecision.load(decisionId);
  }

  @FieldResolver(() => Member, { description: 'Người ký hủy bỏ. Who signed it.' })
  signatory(@Root() { signatoryId }: AwardRevocation): Member {
    return { id: signatoryId };
  }

  @FieldResolver(() => [AwardRevocationItem], {
    description: 'Các hồ sơ bị hủy bỏ mà bạn được xem, tối đa 500. The revoked awards that you may see, at most 500.',
  })
  items(@Root() { id }: AwardRevocation, @Ctx() { loaders }: AwardsContext): Promise<AwardRevocationItem[]> {
    return loaders.revocationItems.load(id);
  }

  @FieldResolver(() => HistoryEntryConnection, { description: 'Nhật ký. History.' })
  history(
    @Root() { id }: AwardRevocation,
    @Args(() => HistoryArguments) wanted: HistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    return loaders.history.load(id, wanted);
  }
}
