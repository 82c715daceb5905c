import { ApplicationFailure } from '@temporalio/common';
import {
  CycleAction,
  PledgeAction,
  ReviewAction,
  SubjectKind,
  workflowIdOf,
  WorkflowType,
  type AcceptedDecision,
  type AnnualCycleInput,
  type CycleCalendar,
  type MidYearReviewInput,
  type PledgeSigningInput,
  type TimerRequest,
} from '@thidua/contracts';
import { SubjectOnStage, WorkflowStage } from '../testing/workflow-stage';

const DAY = 86_400_000;

let stage: WorkflowStage;
let count = 0;

// A server for each test: a test that leaves its server's clock held must not stop the next one.
beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

async function cycle() {
  count += 1;
  const cycleId = `cycle-${count}`;
  const calendar: CycleCalendar = {
    PLEDGE_DRAFTING: await stage.timeIn(10 * DAY),
    PLEDGE_REMINDER: await stage.timeIn(30 * DAY),
    PLEDGE_DEADLINE: await stage.timeIn(40 * DAY),
    MID_YEAR_REVIEW: await stage.timeIn(180 * DAY),
    MID_YEAR_DEADLINE: await stage.timeIn(195 * DAY),
    YEAR_END: await stage.timeIn(360 * DAY),
  };
  const input: AnnualCycleInput = { cycleId, calendar };
  const subject = new SubjectOnStage(stage, WorkflowType.AnnualCycle, workflowIdOf(SubjectKind.Cycle, cycleId), input);
  return { input, subject, calendar };
}

const pledgeInput = (pledgeId: string, calendar: CycleCalendar): PledgeSigningInput => ({
  pledgeId,
  headUnitId: 'unit-head',
  ownerUnitId: 'unit-owner',
  reminderAt: calendar.PLEDGE_REMINDER,
  deadlineAt: calendar.PLEDGE_DEADLINE,
});

const reviewInput = (reviewId: string, calendar: CycleCalendar): MidYearReviewInput => ({
  reviewId,
  concludingUnitId: 'unit-head',
  ownerUnitId: 'unit-owner',
  deadlineAt: calendar.MID_YEAR_DEADLINE,
});

describe('an annual cycle', () => {
  it('starts pledges and reviews at their milestones, page by page, and closes at the end of the year', async () => {
    const { input, subject, calendar } = await cycle();
    const pages: string[] = [];
    const closing: TimerRequest[] = [];
    let committed: AcceptedDecision | undefined;
    stage.services = {
      preparePledges: async ({ cycleId, cursor }) => {
        pages.push(`pledges of ${cycleId} after ${cursor}`);
        const names = cursor === null ? ['a', 'b'] : ['c'];
        return {
          prepared: names.map((name) => pledgeInput(`${cycleId}-${name}`, calendar)),
          nextCursor: cursor === null ? 'b' : null,
        };
      },
      prepareReviews: async ({ cycleId, cursor }) => {
        pages.push(`reviews of ${cycleId} after ${cursor}`);
        return { prepared: [reviewInput(`${cycleId}-r`, calendar)], nextCursor: null };
      },
      closeCycle: async (request) => {
        closing.push(request);
        const decision = subject.commit(CycleAction.Close);
        // Delivered after the activity has answered: a server that skips time stands still when the workflow ends first.
        committed = decision;
        return { outcome: 'WON', number: decision.number };
      },
    };
    expect(await subject.start(subject.commit(CycleAction.Open))).toMatchObject({
      number: 1,
      state: 'OPEN',
      openTasks: [],
      finished: false,
    });
    await stage.sleep(9 * DAY);
    expect(pages).toEqual([]);

    // One pledge's own START decision wins the race against the cycle.
    const early = new SubjectOnStage(
      stage,
      WorkflowType.PledgeSigning,
      workflowIdOf(SubjectKind.Pledge, `${input.cycleId}-b`),
      pledgeInput(`${input.cycleId}-b`, calendar),
    );
    await early.start(early.commit(PledgeAction.Prepare));
    await stage.sleep(2 * DAY);
    const { cycleId } = input;
    expect(pages).toEqual([`pledges of ${cycleId} after null`, `pledges of ${cycleId} after b`]);
    const child = new SubjectOnStage(
      stage,
      WorkflowType.PledgeSigning,
      workflowIdOf(SubjectKind.Pledge, `${cycleId}-c`),
      pledgeInput(`${cycleId}-c`, calendar),
    );
    expect(await child.subjectState()).toMatchObject({ lastNumber: 0 });
    expect(await child.start(child.commit(PledgeAction.Prepare))).toMatchObject({ state: 'DRAFTING' });
    expect(await early.subjectState()).toMatchObject({ lastNumber: 1 });

    stage.services.remindPledge = async () => ({ outcome: 'LOST' });
    stage.services.passPledgeDeadline = async () => ({ outcome: 'LOST' });
    // The review that the cycle starts finds its figures recorded by someone else and waits for that decision.
    stage.services.readReviewScope = async () => ({ unitIds: [], year: 2021, from: '2021-01-01', to: '2021-06-30' });
    stage.services.collectMembershipActuals = async () => [];
    stage.services.collectFinanceActuals = async () => [];
    stage.services.recordReviewActuals = async () => ({ outcome: 'LOST' });
    stage.services.passReviewDeadline = async () => ({ outcome: 'LOST' });
    await stage.sleep(170 * DAY);
    expect(pages.slice(2)).toEqual([`reviews of ${cycleId} after null`]);
    const review = new SubjectOnStage(
      stage,
      WorkflowType.MidYearReview,
      workflowIdOf(SubjectKind.Review, `${cycleId}-r`),
      reviewInput(`${cycleId}-r`, calendar),
    );
    expect(await review.start(review.commit(ReviewAction.Open))).toMatchObject({ state: 'COLLECTING' });

    await stage.sleep(180 * DAY);
    expect(committed && (await subject.deliver(committed))).toMatchObject({
      number: 2,
      state: 'CLOSED',
      finished: true,
    });
    await subject.ended();
    expect(closing).toEqual([{ subjectId: cycleId, instructionNumber: 1, revision: 1, timer: 'YEAR_END' }]);
    // What the cycle started lives on without it.
    expect(await child.status()).toBe('RUNNING');
    expect(await review.status()).toBe('RUNNING');
    await stage.client.workflow.getHandle(workflowIdOf(SubjectKind.Pledge, `${cycleId}-a`)).terminate();
  });

  it('goes on where it was after a service failed for good', async () => {
    const { subject } = await cycle();
    let asked = 0;
    stage.services = {
      preparePledges: async () => {
        asked += 1;
        if (asked === 1) {
          throw ApplicationFailure.nonRetryable('broken for now');
        }
        return { prepared: [], nextCursor: null };
      },
    };
    await subject.start(subject.commit(CycleAction.Open));
    await stage.sleep(20 * DAY);
    expect(asked).toBe(2);
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 1, state: 'OPEN' });
  });

  it('starts no more than 1,000 children in one run and goes on in the next', async () => {
    const { input, subject, calendar } = await cycle();
    const cursors: (string | null)[] = [];
    const prepared: string[] = [];
    stage.services = {
      preparePledges: async ({ cycleId, cursor }) => {
        cursors.push(cursor);
        const page = Number(cursor ?? '0');
        const inputs = Array.from({ length: 200 }, (_, index) =>
          pledgeInput(`${cycleId}-${page * 200 + index}`, calendar),
        );
        prepared.push(...inputs.map(({ pledgeId }) => pledgeId));
        return { prepared: inputs, nextCursor: page < 5 ? String(page + 1) : null };
      },
    };
    const opened = await subject.start(subject.commit(CycleAction.Open));
    await stage.sleep(11 * DAY);
    expect(cursors).toEqual([null, '1', '2', '3', '4', '5']);
    const now = await stage.client.workflow.getHandle(subject.workflowId).describe();
    expect(now.runId).not.toBe(opened.runId);
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 1, state: 'OPEN' });
    const [first, last] = [prepared[0] ?? '', prepared.at(-1) ?? ''];
    for (const pledgeId of [first, last]) {
      const child = await stage.client.workflow.getHandle(workflowIdOf(SubjectKind.Pledge, pledgeId)).describe();
      expect(child.status.name).toBe('RUNNING');
    }
    expect(new Set(prepared).size).toBe(1_200);
    expect(input.calendar).toBe(calendar);

    expect(await subject.decide(CycleAction.Close)).toMatchObject({ number: 2, state: 'CLOSED', finished: true });
    await subject.ended();
  });
});
