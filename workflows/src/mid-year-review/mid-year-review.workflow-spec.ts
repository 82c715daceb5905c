import {
  ReviewAction,
  SubjectKind,
  workflowIdOf,
  WorkflowType,
  type CollectedActuals,
  type FinanceActuals,
  type MembershipActuals,
  type MidYearReviewInput,
  type TimerRequest,
} from '@thidua/contracts';
import { SubjectOnStage, WorkflowStage } from '../testing/workflow-stage';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SCOPE = { unitIds: ['unit-1', 'unit-2'], year: 2021, from: '2021-01-01', to: '2021-06-30' };
const MEMBERSHIP: MembershipActuals[] = SCOPE.unitIds.map((unitId) => ({
  unitId,
  membersJoined: 11,
  grassrootsUnionsFounded: 1,
  membersReferredToParty: 3,
}));
const FINANCE: FinanceActuals[] = SCOPE.unitIds.map((unitId) => ({
  unitId,
  unionFundBudget: 1_000_000,
  unionFundCollected: 1_000_000,
  duesBudget: 500_000,
  duesCollected: 400_000,
}));

let stage: WorkflowStage;
let count = 0;

// A server for each test: a test that leaves its server's clock held must not stop the next one.
beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

async function review(deadline = 15 * DAY) {
  count += 1;
  const reviewId = `review-${count}`;
  const input: MidYearReviewInput = {
    reviewId,
    concludingUnitId: 'unit-head',
    ownerUnitId: 'unit-owner',
    deadlineAt: await stage.timeIn(deadline),
  };
  const subject = new SubjectOnStage(
    stage,
    WorkflowType.MidYearReview,
    workflowIdOf(SubjectKind.Review, reviewId),
    input,
  );
  return { input, subject };
}

/** Services that answer with the figures above; emulation delivers its decision. */
function servicesAnswer(subject: SubjectOnStage) {
  const asked: { membership: unknown[]; finance: unknown[]; recorded: CollectedActuals[]; overdue: TimerRequest[] } = {
    membership: [],
    finance: [],
    recorded: [],
    overdue: [],
  };
  stage.services = {
    readReviewScope: async () => SCOPE,
    collectMembershipActuals: async (request) => {
      asked.membership.push(request);
      return MEMBERSHIP;
    },
    collectFinanceActuals: async (request) => {
      asked.finance.push(request);
      return FINANCE;
    },
    recordReviewActuals: async (request) => {
      asked.recorded.push(request);
      const decision = subject.commit(ReviewAction.RecordActuals);
      await subject.deliver(decision);
      return { outcome: 'WON', number: decision.number };
    },
    passReviewDeadline: async (request) => {
      asked.overdue.push(request);
      const decision = subject.commit(ReviewAction.Overdue);
      await subject.deliver(decision);
      return { outcome: 'WON', number: decision.number };
    },
  };
  return asked;
}

async function untilState(subject: SubjectOnStage, state: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await subject.subjectState()).state === state) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the review did not become ${state}`);
}

describe('a mid-year review', () => {
  it('draws the figures from membership and finance, then awaits the conclusion', async () => {
    const { input, subject } = await review();
    const asked = servicesAnswer(subject);
    expect(await subject.start(subject.commit(ReviewAction.Open))).toMatchObject({
      number: 1,
      state: 'COLLECTING',
      openTasks: [],
      finished: false,
    });
    await untilState(subject, 'IN_REVIEW');
    const { unitIds, from, to } = SCOPE;
    expect(asked.membership).toEqual([{ unitIds, from, to }]);
    expect(asked.finance).toEqual([SCOPE]);
    expect(asked.recorded).toEqual([{ reviewId: input.reviewId, membership: MEMBERSHIP, finance: FINANCE }]);

    const concluded = await subject.decide(ReviewAction.Conclude);
    expect(concluded).toMatchObject({ number: 3, state: 'CONCLUDED', closeOpenTasks: true, finished: true });
    await subject.ended();
    expect(asked.overdue).toEqual([]);
  });

  it('opens CONCLUDE_REVIEW for the concluding unit with the figures, and HANDLE_REVIEW_OVERDUE for the owner', async () => {
    const { input, subject } = await review();
    const actuals = subject.start(subject.commit(ReviewAction.Open)).then(() => subject.commit('RECORD_ACTUALS'));
    expect((await subject.deliver(await actuals)).openTasks).toEqual([
      {
        kind: 'CONCLUDE_REVIEW',
        stage: 'IN_REVIEW',
        unitId: input.concludingUnitId,
        permission: 'review.conclude',
        dueAt: input.deadlineAt,
      },
    ]);
    expect(await subject.decide(ReviewAction.Overdue)).toMatchObject({
      state: 'IN_REVIEW',
      openTasks: [
        {
          kind: 'HANDLE_REVIEW_OVERDUE',
          stage: 'OVERDUE',
          unitId: input.ownerUnitId,
          permission: 'review.overdue.handle',
          dueAt: null,
        },
      ],
    });
    expect(await subject.decide(ReviewAction.HandleOverdue)).toMatchObject({ state: 'IN_REVIEW', openTasks: [] });
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 4, unplaced: [] });
  });

  it('waits for a service that is away, and is overdue at its deadline even while it collects', async () => {
    const { input, subject } = await review(HOUR);
    const asked = servicesAnswer(subject);
    const finance = stage.services.collectFinanceActuals;
    stage.services.collectFinanceActuals = () => Promise.reject(new Error('finance is away'));
    await subject.start(subject.commit(ReviewAction.Open));
    await stage.sleep(1.1 * HOUR);
    expect(asked.overdue).toEqual([
      { subjectId: input.reviewId, instructionNumber: 1, revision: 1, timer: 'REVIEW_DEADLINE' },
    ]);
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 2, state: 'COLLECTING' });
    stage.services.collectFinanceActuals = finance;
    await stage.sleep(0.1 * HOUR);
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 3, state: 'IN_REVIEW' });
    expect(asked.membership).toHaveLength(1);
    await subject.decide(ReviewAction.Conclude);
    await subject.ended();
    expect(asked.overdue).toHaveLength(1);
  });

  it('does not collect again what is recorded when it is resumed', async () => {
    const { input } = await review();
    const resumed = new SubjectOnStage(stage, WorkflowType.MidYearReview, `review/${input.reviewId}`, {
      ...input,
      resumeFrom: { lastNumber: 2, answers: [], state: { state: 'IN_REVIEW', timersDone: ['REVIEW_DEADLINE'] } },
    });
    const asked = servicesAnswer(resumed);
    resumed.commit(ReviewAction.Open);
    resumed.commit(ReviewAction.RecordActuals);
    await resumed.startBare();
    await stage.sleep(30 * DAY);
    expect(asked.recorded).toEqual([]);
    expect(asked.overdue).toEqual([]);
    expect(await resumed.decide(ReviewAction.Conclude)).toMatchObject({ number: 3, finished: true });
    await resumed.ended();
  });
});
