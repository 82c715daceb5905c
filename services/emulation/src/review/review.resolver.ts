import {
  DeclaresPermission,
  HistoryArguments,
  HistoryEntryConnection,
  refusable,
  RequiresPermission,
  RoutingState,
  type CommandOutcome,
  type CommandRefused,
  type HistoryEntry,
  type Page,
} from '@thidua/service-kit';
import { Max, Min } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { achievementOf } from '../achievement/achievement';
import { Achievement, achievement } from '../achievement/achievement.type';
import { actorOf, found, ROUTING, THING } from '../command/caller';
import { EmulationCycle } from '../cycle/cycle.entity';
import { EmulationGroup } from '../group/group.entity';
import { mayReadHistory, requireHistory, unitsOfReview } from '../history/history-access';
import { IdentifierArguments } from '../identifier/identifier.validation';
import { Indicator } from '../indicator/indicator.entity';
import type { EmulationContext } from '../loading/emulation-loaders';
import { Member, member } from '../member/member.stub';
import { OfCycleArguments } from '../target/target.resolver';
import { ReviewTask, taskOf } from '../task/emulation-task.type';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { MidYearReview, ReviewContribution, ReviewLine } from './review.entity';
import { ConcludeReviewInput, HandleReviewOverdueInput, OpenMidYearReviewInput } from './review.input';
import { MidYearReviewConnection, reviewPage } from './review.lists';
import {
  ConcludeReviewResult,
  ConcludeReviewSuccess,
  HandleReviewOverdueResult,
  HandleReviewOverdueSuccess,
  OpenMidYearReviewResult,
  OpenMidYearReviewSuccess,
} from './review.results';
import { ReviewService } from './review.service';

const COMMAND = { description: 'Nội dung lệnh. The command.' };

/** How many contributions of a line are shown. */
@ArgsType()
export class ContributionsArguments {
  @Field(() => Int, {
    defaultValue: 200,
    description:
      'Số phần đóng góp tối đa, 1 đến 2000, theo mã đơn vị; xem contributionCount. How many at most, 1 to 2,000, by unit id; contributionCount says how many there are.',
  })
  @Min(1)
  @Max(2000)
  first: number;
}

/** Reviews in the graph. */
@Resolver(() => MidYearReview)
export class ReviewResolver {
  constructor(private readonly reviewService: ReviewService) {}

  @RequiresPermission('graph.read')
  @Query(() => MidYearReview, { nullable: true, description: 'Một sơ kết. A review; NOT_FOUND when unknown.' })
  review(@Args() { id }: IdentifierArguments, @Ctx() { loaders }: EmulationContext): Promise<MidYearReview> {
    return found(loaders.review.load(id), THING.review);
  }

  @RequiresPermission('graph.read')
  @Query(() => MidYearReviewConnection, { description: 'Các sơ kết của một chu kỳ. Reviews of a cycle.' })
  reviews(@Args() page: OfCycleArguments, @Ctx() { dataSource }: EmulationContext): Promise<Page<MidYearReview>> {
    return reviewPage(dataSource, page.cycleId, page);
  }

  @RequiresPermission('review.open')
  @Mutation(() => OpenMidYearReviewResult, {
    description:
      'Mở sơ kết của một cụm, khối hoặc đơn vị; số liệu do hệ thống tự tổng hợp. Opens a review; its figures are drawn from the ledgers.',
  })
  openMidYearReview(
    @Arg('input', () => OpenMidYearReviewInput, COMMAND) input: OpenMidYearReviewInput,
    @Ctx() context: EmulationContext,
  ): Promise<OpenMidYearReviewSuccess | CommandRefused> {
    return refusable(async () =>
      success(context, new OpenMidYearReviewSuccess(), await this.reviewService.open(actorOf(context), input)),
    );
  }

  @RequiresPermission('review.conclude')
  @Mutation(() => ConcludeReviewResult, {
    description: 'Kết luận sơ kết: hạn chế, biện pháp, kết luận. Concludes a review: limits, remedies, conclusion.',
  })
  concludeReview(
    @Arg('input', () => ConcludeReviewInput, COMMAND) input: ConcludeReviewInput,
    @Ctx() context: EmulationContext,
  ): Promise<ConcludeReviewSuccess | CommandRefused> {
    return refusable(async () =>
      success(context, new ConcludeReviewSuccess(), await this.reviewService.conclude(actorOf(context), input)),
    );
  }

  @RequiresPermission('review.overdue.handle')
  @Mutation(() => HandleReviewOverdueResult, {
    description: 'Xử lý sơ kết quá hạn. The owner deals with an overdue review.',
  })
  handleReviewOverdue(
    @Arg('input', () => HandleReviewOverdueInput, COMMAND) input: HandleReviewOverdueInput,
    @Ctx() context: EmulationContext,
  ): Promise<HandleReviewOverdueSuccess | CommandRefused> {
    return refusable(async () =>
      success(
        context,
        new HandleReviewOverdueSuccess(),
        await this.reviewService.handleOverdue(actorOf(context), input),
      ),
    );
  }

  @FieldResolver(() => EmulationCycle, { description: 'Chu kỳ. The cycle.' })
  cycle(@Root() review: MidYearReview, @Ctx() { loaders }: EmulationContext): Promise<EmulationCycle> {
    return found(loaders.cycle.load(review.cycleId), THING.cycle);
  }

  @FieldResolver(() => EmulationGroup, { nullable: true, description: 'Cụm, khối được sơ kết. The group reviewed.' })
  group(@Root() review: MidYearReview, @Ctx() { loaders }: EmulationContext): Promise<EmulationGroup | null> | null {
    return review.groupId ? loaders.group.load(review.groupId) : null;
  }

  @FieldResolver(() => UnionUnit, { nullable: true, description: 'Đơn vị được sơ kết. The unit reviewed.' })
  unit(@Root() review: MidYearReview): UnionUnit | null {
    return review.unitId ? unionUnit(review.unitId) : null;
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Người kết luận. Who concluded it.' })
  concludedBy(@Root() review: MidYearReview): Member | null {
    return review.concludedBy ? member(review.concludedBy) : null;
  }

  @FieldResolver(() => [ReviewLine], {
    description: 'Các dòng số liệu; trống khi đang tổng hợp. The lines; empty while figures are being collected.',
  })
  lines(@Root() review: MidYearReview, @Ctx() { loaders }: EmulationContext): Promise<ReviewLine[]> {
    return loaders.lines.load(review.id);
  }

  @FieldResolver(() => [ReviewTask], { description: 'Mọi nhiệm vụ của sơ kết. All tasks of the review, oldest first.' })
  async tasks(@Root() review: MidYearReview, @Ctx() { loaders }: EmulationContext): Promise<ReviewTask[]> {
    return (await loaders.tasks.load(review.id)).map(taskOf);
  }

  @DeclaresPermission('emulation.history.read')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Ý kiến về việc quá hạn; trống với người ngoài các đơn vị liên quan. The owner’s note on the delay; null for all but officers of the units concerned and of those above.',
  })
  async overdueNote(@Root() review: MidYearReview, @Ctx() context: EmulationContext): Promise<string | null> {
    return (await mayReadHistory(context, () => unitsOfReview(context, review))) ? review.overdueNote : null;
  }

  @DeclaresPermission('emulation.history.read')
  @FieldResolver(() => HistoryEntryConnection, {
    nullable: true,
    description:
      'Nhật ký của sơ kết; chỉ cho cán bộ của đơn vị liên quan hoặc cấp trên. The review’s history, for officers of the units concerned and of those above; else null with FORBIDDEN.',
  })
  async history(
    @Root() review: MidYearReview,
    @Args() wanted: HistoryArguments,
    @Ctx() context: EmulationContext,
  ): Promise<Page<HistoryEntry>> {
    await requireHistory(context, () => unitsOfReview(context, review));
    return context.loaders.history.load(review.id, wanted);
  }
}

/** A line of a review in the graph. */
@Resolver(() => ReviewLine)
export class ReviewLineResolver {
  @FieldResolver(() => Indicator, { description: 'Chỉ tiêu. The indicator.' })
  indicator(@Root() line: ReviewLine, @Ctx() { loaders }: EmulationContext): Promise<Indicator> {
    return found(loaders.indicator.load(line.indicatorCode), THING.indicator);
  }

  @FieldResolver(() => Achievement, { description: 'Tỷ lệ hoàn thành. Achievement of the target.' })
  async achievement(@Root() line: ReviewLine, @Ctx() { loaders }: EmulationContext): Promise<Achievement> {
    const { displayDecimals } = await found(loaders.indicator.load(line.indicatorCode), THING.indicator);
    return achievement(achievementOf(line.actual, line.target, displayDecimals));
  }

  @FieldResolver(() => [ReviewContribution], {
    description:
      'Số liệu của dòng lấy từ đâu: phần của từng đơn vị, theo mã đơn vị, tối đa first phần. Where the figure comes from: each unit’s part, by unit id, at most as many as first says.',
  })
  contributions(
    @Root() line: ReviewLine,
    @Args() { first }: ContributionsArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<ReviewContribution[]> {
    return loaders.contributions.load({ lineId: line.id, first });
  }

  @FieldResolver(() => Int, {
    description: 'Dòng có bao nhiêu phần đóng góp tất cả. How many contributions the line has in all, shown or not.',
  })
  contributionCount(@Root() line: ReviewLine, @Ctx() { loaders }: EmulationContext): Promise<number> {
    return loaders.contributionCount.load(line.id);
  }
}

/** A contribution in the graph. */
@Resolver(() => ReviewContribution)
export class ReviewContributionResolver {
  @FieldResolver(() => UnionUnit, { description: 'Đơn vị. The unit.' })
  unit(@Root() contribution: ReviewContribution): UnionUnit {
    return unionUnit(contribution.unitId);
  }
}

async function success<Success extends { review: MidYearReview; routing: RoutingState }>(
  { loaders }: EmulationContext,
  answered: Success,
  { answer, routing }: CommandOutcome<{ reviewId: string }>,
): Promise<Success> {
  const review = await found(loaders.review.load(answer.reviewId), THING.review);
  return Object.assign(answered, { review, routing: ROUTING[routing] });
}
