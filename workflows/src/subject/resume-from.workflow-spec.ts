import {
  CycleAction,
  NominationAction,
  PledgeAction,
  ReviewAction,
  SubjectKind,
  workflowIdOf,
  WorkflowType,
  type AcceptedDecision,
  type TimerRequest,
  type WorkflowTypeName,
} from '@thidua/contracts';
import { SubjectOnStage, WorkflowStage, type ServiceActivities } from '../testing/workflow-stage';

const DAY = 86_400_000;
const UNITS = ['unit-1', 'unit-2', 'unit-3'];

let stage: WorkflowStage;
beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

/** A subject in the middle of its way: what it decides next, and the timer that must still come. */
interface Example {
  readonly kind: SubjectKind;
  readonly type: WorkflowTypeName;
  input(deadlineAt: string): object;
  /** Brings it to its middle. @param collected settles when the figures of a review were collected. */
  begin(subject: SubjectOnStage, collected: Promise<void>): Promise<AcceptedDecision[]>;
  readonly timer: keyof ServiceActivities;
  readonly request: Partial<TimerRequest>;
  readonly next: {
    readonly action: string;
    readonly details?: Record<string, string | boolean>;
    readonly state: string;
  };
}

const examples: Record<string, Example> = {
  'a pledge that was signed in part': {
    kind: SubjectKind.Pledge,
    type: WorkflowType.PledgeSigning,
    input: (deadlineAt) => ({
      pledgeId: 'subject',
      headUnitId: 'unit-1',
      ownerUnitId: 'unit-owner',
      reminderAt: deadlineAt,
      deadlineAt,
    }),
    begin: async (subject) => {
      const decisions = [
        subject.commit(PledgeAction.Prepare),
        subject.commit(PledgeAction.OpenForSignature, { memberUnitIds: UNITS }),
        subject.commit(PledgeAction.Sign, { unitId: 'unit-1', late: false }),
      ];
      return started(subject, decisions);
    },
    timer: 'passPledgeDeadline',
    request: { instructionNumber: 1, revision: 1, timer: 'PLEDGE_DEADLINE' },
    next: { action: PledgeAction.Sign, details: { unitId: 'unit-2', late: false }, state: 'SIGNING' },
  },
  'a review whose figures are there': {
    kind: SubjectKind.Review,
    type: WorkflowType.MidYearReview,
    input: (deadlineAt) => ({
      reviewId: 'subject',
      concludingUnitId: 'unit-1',
      ownerUnitId: 'unit-owner',
      deadlineAt,
    }),
    begin: async (subject, collected) => {
      const [opened] = await started(subject, [subject.commit(ReviewAction.Open)]);
      await collected;
      return [...(opened ? [opened] : []), ...(await started(subject, [subject.commit(ReviewAction.RecordActuals)]))];
    },
    timer: 'passReviewDeadline',
    request: { instructionNumber: 1, revision: 1, timer: 'REVIEW_DEADLINE' },
    next: { action: ReviewAction.Conclude, state: 'CONCLUDED' },
  },
  'a nomination at its second stage, in its second revision': {
    kind: SubjectKind.Nomination,
    type: WorkflowType.NominationApproval,
    input: () => ({
      nominationId: 'subject',
      nominatingUnitId: 'unit-grassroots',
      routeVersionId: 'route-1',
      stages: ['APPRAISAL', 'COUNCIL', 'DECISION'].map((name) => ({
        stage: name,
        state: `AT_${name}`,
        taskKind: `DO_${name}`,
        unitId: 'unit-province',
        permission: 'nomination.appraise',
        timeLimitSeconds: (10 * DAY) / 1000,
      })),
    }),
    begin: (subject) =>
      started(subject, [
        subject.commit(NominationAction.Submit),
        subject.commit(NominationAction.Advance),
        subject.commit(NominationAction.Return),
        subject.commit(NominationAction.Resubmit, {}, 2),
      ]),
    timer: 'markStageOverdue',
    request: { instructionNumber: 4, revision: 2, timer: 'STAGE_OVERDUE' },
    next: { action: NominationAction.Advance, state: 'AT_DECISION' },
  },
  'an open cycle': {
    kind: SubjectKind.Cycle,
    type: WorkflowType.AnnualCycle,
    input: (deadlineAt) => ({
      cycleId: 'subject',
      calendar: {
        PLEDGE_DRAFTING: deadlineAt,
        PLEDGE_REMINDER: deadlineAt,
        PLEDGE_DEADLINE: deadlineAt,
        MID_YEAR_REVIEW: deadlineAt,
        MID_YEAR_DEADLINE: deadlineAt,
        YEAR_END: deadlineAt,
      },
    }),
    begin: (subject) => started(subject, [subject.commit(CycleAction.Open)]),
    timer: 'closeCycle',
    request: { instructionNumber: 1, revision: 1, timer: 'YEAR_END' },
    next: { action: CycleAction.Close, state: 'CLOSED' },
  },
};

async function started(subject: SubjectOnStage, decisions: AcceptedDecision[]): Promise<AcceptedDecision[]> {
  for (const decision of decisions) {
    await (decision.number === 1 ? subject.start(decision) : subject.deliver(decision));
  }
  return decisions;
}

describe('rule 12: a workflow that begins again where its database stands', () => {
  it.each(Object.entries(examples))('is what it was: %s', async (_name, example) => {
    const input = example.input(await stage.timeIn(10 * DAY));
    const subject = new SubjectOnStage(stage, example.type, workflowIdOf(example.kind, 'subject'), input);
    const empty = async () => ({ prepared: [], nextCursor: null });
    const requests: TimerRequest[] = [];
    let collect: () => void = () => undefined;
    const collected = new Promise<void>((resolve) => {
      collect = resolve;
    });
    stage.services = {
      preparePledges: empty,
      prepareReviews: empty,
      remindPledge: async () => ({ outcome: 'LOST' }),
      readReviewScope: async () => ({ unitIds: [], year: 2026, from: '2026-01-01', to: '2026-06-30' }),
      collectMembershipActuals: async () => [],
      collectFinanceActuals: async () => [],
      recordReviewActuals: async () => {
        collect();
        return { outcome: 'LOST' };
      },
      [example.timer]: async (request: TimerRequest) => {
        requests.push(request);
        return { outcome: 'LOST' };
      },
    };
    const decisions = await example.begin(subject, collected);
    const [before, answers] = [await subject.subjectState(), subject.resumeFrom().answers];

    await subject.rebuild();
    expect(await subject.subjectState()).toEqual(before);
    for (const [index, decision] of decisions.entries()) {
      expect(await subject.deliver(decision)).toMatchObject({ ...answers[index]?.[1] });
    }
    await stage.sleep(11 * DAY);
    expect(requests).toMatchObject([{ subjectId: 'subject', ...example.request }]);
    expect(await subject.decide(example.next.action, example.next.details)).toMatchObject({
      number: decisions.length + 1,
      state: example.next.state,
    });
  });
});
