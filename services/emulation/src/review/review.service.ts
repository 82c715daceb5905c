import {
  ReviewAction,
  ReviewTaskKind,
  SubjectKind,
  WorkflowType,
  type CollectedActuals,
  type MidYearReviewInput,
  type ReviewScope,
  type TimerOutcome,
  type TimerRequest,
} from '@thidua/contracts';
import { derivedId, newId } from '@thidua/contracts/ids';
import {
  badInput,
  calendarDateAt,
  normalisedText,
  notFound,
  refuse,
  TimerDoesNotAct,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
} from '@thidua/service-kit';
import { LessThanOrEqual, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { reviewPeriodOf, type ReviewPeriod } from '../calendar/cycle-calendar';
import { CycleMilestoneEntry, type EmulationCycle } from '../cycle/cycle.entity';
import { requireCycle, requireOpen } from '../cycle/cycle.service';
import { GroupHead, GroupMembership } from '../group/group.entity';
import { requireGroup } from '../group/group.service';
import { markTasksOverdue, subjectOfTask } from '../task/subject-of-task';
import { requireUnitsUnder } from '../unit/unit-rules';
import { childrenOf, parentOf, pathsOf } from '../unit/unit-tree';
import { computeLines } from './review-computation';
import type { ReviewedUnit } from './review-figures';
import { MidYearReview, ReviewContribution, ReviewLine, ReviewStateValue, ReviewUnit } from './review.entity';

/** What opening a review needs. */
export interface OpenReviewCommand {
  readonly commandId: string;
  readonly cycleId: string;
  readonly groupId?: string | null;
  readonly unitId?: string | null;
  /** Both or neither; by default from 1 January to the calendar's mid-year milestone. */
  readonly periodFrom?: string | null;
  readonly periodTo?: string | null;
}

/** What concluding a review needs. */
export interface ConcludeReviewCommand {
  readonly commandId: string;
  readonly taskId: string;
  readonly version: number;
  readonly limits: string;
  readonly remedies: string;
  readonly conclusion: string;
}

/** What taking note of a delay needs. */
export interface HandleOverdueCommand {
  readonly commandId: string;
  readonly taskId: string;
  readonly version: number;
  readonly note: string;
}

/** The most units of which a ledger is asked at once, the reviewed unit itself included. */
const MOST_UNITS = 2000;
/** Rows of one INSERT. */
const INSERT_BATCH = 500;

type ReviewOutcome = CommandOutcome<{ reviewId: string }>;

/** Opens reviews, records their figures and concludes them: the one writer of reviews. */
export class ReviewService {
  constructor(
    private readonly decisions: Decisions,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Opens the review of a group or a unit for a cycle; its units are fixed as they are today.
   * @throws a refusal when it is open already, when a person asks before the calendar's mid-year milestone, or when the
   * group or unit does not belong to the cycle's owner; BAD_USER_INPUT for a period that is not over or not of the year.
   */
  open(
    actor: CommandActor,
    input: OpenReviewCommand,
    reviewId = newId(),
  ): Promise<CommandOutcome<{ reviewId: string; start: MidYearReviewInput }>> {
    const reviewedId = input.groupId ?? input.unitId ?? '';
    return this.decisions.run({
      actor,
      operation: 'openMidYearReview',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Review, id: reviewId, isNew: true },
      locks: [`review:${input.cycleId}:${reviewedId}`],
      // Opened by the cycle: its workflow is about to start the review's as its child.
      delivery: actor.kind === 'person' ? 'DIRECT' : 'RELAY',
      decide: async (transaction) => {
        if (Boolean(input.groupId) === Boolean(input.unitId)) {
          throw badInput({
            field: 'input.groupId',
            vi: 'Cần hoặc cụm, khối, hoặc đơn vị.',
            en: 'Give either a group or a unit, not both and not neither.',
          });
        }
        const cycle = await requireCycle(transaction.manager, input.cycleId, 'input.cycleId');
        const subject = input.groupId
          ? await reviewedGroup(transaction, cycle, input.groupId)
          : await reviewedUnit(transaction, cycle, reviewedId);
        requireOpen(transaction, cycle, 'input.cycleId');
        if (await transaction.manager.existsBy(MidYearReview, { cycleId: cycle.id, reviewedId })) {
          throw refuse(
            'REVIEW_ALREADY_OPEN',
            'Đã có sơ kết của cụm, khối, đơn vị này trong chu kỳ.',
            'The cycle already has a review of this group or unit.',
            input.groupId ? 'input.groupId' : 'input.unitId',
          );
        }
        const { period, deadlineAt } = await this.timesOf(transaction, cycle, input);
        const start: MidYearReviewInput = {
          reviewId,
          concludingUnitId: subject.concludingUnitId,
          ownerUnitId: subject.ownerUnitId,
          deadlineAt: deadlineAt.toISOString(),
        };
        await transaction.manager.insert(MidYearReview, {
          id: reviewId,
          cycleId: cycle.id,
          reviewedId,
          groupId: input.groupId ?? null,
          unitId: input.unitId ?? null,
          concludingUnitId: subject.concludingUnitId,
          ownerUnitId: subject.ownerUnitId,
          state: ReviewStateValue.Collecting,
          periodFrom: period.from,
          periodTo: period.to,
          deadlineAt,
          openedAt: transaction.now,
        });
        await insertInBatches(
          transaction.manager,
          ReviewUnit,
          subject.units.map((unit) => ({ reviewId, ...unit })),
        );
        return {
          answer: { reviewId, start },
          audit: {
            action: ReviewAction.Open,
            after: {
              cycleId: cycle.id,
              groupId: input.groupId ?? null,
              unitId: input.unitId ?? null,
              ...period,
              units: subject.units.map(({ unitId }) => unitId),
            },
          },
          route: {
            start: { workflowType: WorkflowType.MidYearReview, input: start },
            workflowType: WorkflowType.MidYearReview,
            action: ReviewAction.Open,
            details: {},
          },
        };
      },
    });
  }

  private async timesOf(
    transaction: DecisionTransaction,
    cycle: EmulationCycle,
    { periodFrom, periodTo }: OpenReviewCommand,
  ): Promise<{ period: ReviewPeriod; deadlineAt: Date }> {
    const { today } = transaction;
    if (Boolean(periodFrom) !== Boolean(periodTo) || (periodFrom && periodTo && periodTo < periodFrom)) {
      throw badInput({
        field: 'input.periodTo',
        vi: 'Cần cả hai ngày, ngày cuối không trước ngày đầu.',
        en: 'Give both days, the last not before the first.',
      });
    }
    if (periodFrom && periodTo && !(isOfYear(periodFrom, cycle.year) && isOfYear(periodTo, cycle.year))) {
      throw badInput({
        field: 'input.periodFrom',
        vi: `Kỳ sơ kết phải nằm trong năm ${cycle.year} của chu kỳ.`,
        en: `The period must lie within the cycle’s year ${cycle.year}.`,
      });
    }
    if (periodTo && periodTo > today) {
      throw badInput({
        field: 'input.periodTo',
        vi: 'Ngày cuối kỳ không được sau hôm nay: số liệu được giữ nguyên khi đã tổng hợp.',
        en: 'The period must not end after today: the figures are frozen once they are collected.',
      });
    }
    const milestones = await transaction.manager.findBy(CycleMilestoneEntry, { cycleId: cycle.id });
    const at = (name: string): Date | null => milestones.find(({ milestone }) => milestone === name)?.at ?? null;
    const midYear = at('MID_YEAR_REVIEW');
    const isPerson = transaction.actor.kind === 'person';
    if (isPerson && midYear && midYear > transaction.now) {
      throw tooEarly(calendarDateAt(midYear));
    }
    const byCalendar = reviewPeriodOf(cycle.year, midYear ? calendarDateAt(midYear) : null);
    if (isPerson && byCalendar.from > today) {
      throw tooEarly(byCalendar.from);
    }
    return {
      period:
        periodFrom && periodTo
          ? { from: periodFrom, to: periodTo }
          : { from: byCalendar.from, to: isPerson && byCalendar.to > today ? today : byCalendar.to },
      deadlineAt: at('MID_YEAR_DEADLINE') ?? transaction.now,
    };
  }

  /** What the workflow asks the other services for. */
  async readScope(reviewId: string): Promise<ReviewScope> {
    const { manager } = this.dataSource;
    const review = await requireReview(manager, reviewId);
    const [cycle, units] = await Promise.all([
      requireCycle(manager, review.cycleId, null),
      manager.findBy(ReviewUnit, { reviewId }),
    ]);
    return {
      unitIds: units.map(({ unitId }) => unitId),
      year: cycle.year,
      from: review.periodFrom,
      to: review.periodTo,
    };
  }

  /** Records the figures that the workflow collected; repeating it changes nothing, also with other figures. */
  async recordActuals(collected: CollectedActuals): Promise<TimerOutcome> {
    const { reviewId } = collected;
    const { manager } = this.dataSource;
    const before = await requireReview(manager, reviewId);
    // Computed before the subject is locked: inside, only the check and the rows.
    const lines =
      (before.actualsRecordedAt ?? before.concludedAt)
        ? []
        : await computeLines(
            manager,
            before,
            (await requireCycle(manager, before.cycleId, null)).ownerUnitId,
            collected,
          );
    try {
      const { number } = await this.decisions.run<null>({
        actor: { kind: 'system', name: 'midYearReview' },
        operation: 'recordReviewActuals',
        commandId: derivedId('review-actuals', reviewId),
        payload: { reviewId },
        subject: { kind: SubjectKind.Review, id: reviewId },
        decide: async (transaction) => {
          const review = await requireReview(transaction.manager, reviewId);
          if (review.actualsRecordedAt ?? review.concludedAt) {
            throw new TimerDoesNotAct({ outcome: 'LOST' });
          }
          await transaction.manager.insert(
            ReviewLine,
            lines.map(({ contributions: _apart, ...line }, index) => ({
              id: derivedId('review-line', reviewId, line.indicatorCode),
              reviewId,
              ordinal: index + 1,
              ...line,
            })),
          );
          await insertInBatches(
            transaction.manager,
            ReviewContribution,
            lines.flatMap((line) =>
              line.contributions.map((contribution) => ({
                lineId: derivedId('review-line', reviewId, line.indicatorCode),
                ...contribution,
              })),
            ),
          );
          await transaction.manager.update(MidYearReview, reviewId, { actualsRecordedAt: transaction.now });
          return {
            answer: null,
            audit: {
              action: ReviewAction.RecordActuals,
              after: lines.map(({ indicatorCode, target, actual }) => ({ indicatorCode, target, actual })),
            },
            route: { workflowType: WorkflowType.MidYearReview, action: ReviewAction.RecordActuals, details: {} },
          };
        },
      });
      return { outcome: 'WON', number: number ?? 0 };
    } catch (error) {
      if (error instanceof TimerDoesNotAct) {
        return error.timerOutcome;
      }
      throw error;
    }
  }

  /** The head of the group, or the unit itself, concludes; the figures are frozen. */
  async conclude(actor: CommandActor, input: ConcludeReviewCommand): Promise<ReviewOutcome> {
    const { subjectId } = await subjectOfTask(this.dataSource, input.taskId, [ReviewTaskKind.Conclude]);
    return this.decisions.run({
      actor,
      operation: 'concludeReview',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Review, id: subjectId },
      decide: async (transaction) => {
        const review = await requireReview(transaction.manager, subjectId);
        await transaction.authorise('review.conclude', review.concludingUnitId);
        await transaction.completeTask(input, ReviewAction.Conclude);
        const words = {
          limits: normalisedText(input.limits),
          remedies: normalisedText(input.remedies),
          conclusion: normalisedText(input.conclusion),
        };
        await transaction.manager.update(MidYearReview, review.id, {
          ...words,
          concludedAt: transaction.now,
          concludedBy: transaction.memberId,
        });
        return {
          answer: { reviewId: review.id },
          audit: { action: ReviewAction.Conclude, after: words },
          route: { workflowType: WorkflowType.MidYearReview, action: ReviewAction.Conclude, details: {} },
        };
      },
    });
  }

  /** The owner takes note that the review is overdue. */
  async handleOverdue(actor: CommandActor, input: HandleOverdueCommand): Promise<ReviewOutcome> {
    const { subjectId } = await subjectOfTask(this.dataSource, input.taskId, [ReviewTaskKind.HandleOverdue]);
    return this.decisions.run({
      actor,
      operation: 'handleReviewOverdue',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Review, id: subjectId },
      decide: async (transaction) => {
        const review = await requireReview(transaction.manager, subjectId);
        await transaction.authorise('review.overdue.handle', review.ownerUnitId);
        if (review.concludedAt) {
          throw refuse(
            'REVIEW_CONCLUDED',
            'Sơ kết đã được kết luận; không còn gì phải xử lý.',
            'The review has been concluded meanwhile; there is nothing left to deal with.',
            'input.taskId',
          );
        }
        await transaction.completeTask(input, ReviewAction.HandleOverdue);
        const note = normalisedText(input.note);
        await transaction.manager.update(MidYearReview, review.id, { overdueNote: note });
        return {
          answer: { reviewId: review.id },
          audit: { action: ReviewAction.HandleOverdue, reason: note },
          route: { workflowType: WorkflowType.MidYearReview, action: ReviewAction.HandleOverdue, details: {} },
        };
      },
    });
  }

  /** Marks a review that was not concluded in time as overdue and tells its owner: a timer's act. */
  passDeadline(request: TimerRequest): Promise<TimerOutcome> {
    return this.decisions.actOnTimer(request, {
      operation: 'passReviewDeadline',
      subject: { kind: SubjectKind.Review, id: request.subjectId },
      decide: async (transaction) => {
        const review = await requireReview(transaction.manager, request.subjectId);
        if (review.overdueAt ?? review.concludedAt) {
          throw new TimerDoesNotAct({ outcome: 'LOST' });
        }
        if (review.deadlineAt > transaction.now) {
          throw new TimerDoesNotAct({ outcome: 'NOT_DUE', until: review.deadlineAt.toISOString() });
        }
        await transaction.manager.update(MidYearReview, review.id, { overdueAt: transaction.now });
        await markTasksOverdue(transaction, review.id, transaction.now);
        return {
          answer: null,
          audit: { action: ReviewAction.Overdue },
          route: { workflowType: WorkflowType.MidYearReview, action: ReviewAction.Overdue, details: {} },
        };
      },
    });
  }
}

const isOfYear = (date: string, year: number): boolean => Number(date.slice(0, 4)) === year;

/** Figures are frozen once collected: a review that is opened early would keep those of too few months. */
function tooEarly(date: string): Error {
  return refuse(
    'REVIEW_TOO_EARLY',
    `Chưa đến mốc sơ kết (${date}); số liệu sẽ bị giữ nguyên nếu mở sớm.`,
    `The milestone of the mid-year review (${date}) is not reached; opened early, a review would freeze its figures.`,
    'input.cycleId',
  );
}

interface ReviewSubject {
  readonly concludingUnitId: string;
  readonly ownerUnitId: string;
  readonly units: readonly ReviewedUnit[];
}

async function reviewedGroup(
  transaction: DecisionTransaction,
  cycle: EmulationCycle,
  groupId: string,
): Promise<ReviewSubject> {
  const { manager, today } = transaction;
  const group = await requireGroup(manager, groupId, 'input.groupId');
  await transaction.authorise('review.open', group.ownerUnitId);
  if (group.ownerUnitId !== cycle.ownerUnitId) {
    throw refuse(
      'GROUP_OF_OTHER_OWNER',
      `${group.name} không thuộc đơn vị chủ trì chu kỳ này.`,
      `${group.name} does not belong to the cycle’s owner.`,
      'input.groupId',
    );
  }
  const onToday = { validFrom: LessThanOrEqual(today), validUntil: MoreThan(today) };
  const head = await manager.findOneBy(GroupHead, { groupId, ...onToday });
  const members = await manager.find(GroupMembership, { where: { groupId, ...onToday }, order: { id: 'ASC' } });
  if (!head || members.length === 0) {
    throw refuse(
      'GROUP_WITHOUT_HEAD_OR_MEMBERS',
      `${group.name} hiện chưa có đơn vị trưởng hoặc thành viên.`,
      `${group.name} has no head or no members today.`,
      'input.groupId',
    );
  }
  return {
    concludingUnitId: head.unitId,
    ownerUnitId: group.ownerUnitId,
    units: members.map(({ unitId }) => ({ unitId, isWhole: false })),
  };
}

async function reviewedUnit(
  transaction: DecisionTransaction,
  cycle: EmulationCycle,
  unitId: string,
): Promise<ReviewSubject> {
  await transaction.authorise('review.open', unitId, 'input.unitId');
  await requireUnitsUnder(transaction, cycle.ownerUnitId, [unitId], 'input.unitId');
  const path = (await pathsOf(transaction, [unitId], transaction.today)).get(unitId);
  if (path === undefined) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, 'input.unitId');
  }
  const children = await childrenOf(transaction, unitId, path, transaction.today, MOST_UNITS);
  const parts = children.length < MOST_UNITS ? children : [];
  return {
    concludingUnitId: unitId,
    ownerUnitId: (await parentOf(transaction, unitId, transaction.today)) ?? unitId,
    units: [{ unitId, isWhole: true }, ...parts.map((child) => ({ unitId: child, isWhole: false }))],
  };
}

async function requireReview(manager: EntityManager, reviewId: string): Promise<MidYearReview> {
  const review = await manager.findOneBy(MidYearReview, { id: reviewId });
  if (!review) {
    throw notFound({ vi: 'sơ kết', en: 'mid-year review' }, null);
  }
  return review;
}

async function insertInBatches(
  manager: EntityManager,
  entity: typeof ReviewUnit | typeof ReviewContribution,
  rows: readonly object[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await manager.insert(entity, rows.slice(start, start + INSERT_BATCH));
  }
}
