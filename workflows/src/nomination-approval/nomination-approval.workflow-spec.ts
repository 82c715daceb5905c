import {
  DECISION_DIVERGENCE,
  NominationAction,
  SubjectKind,
  workflowIdOf,
  WorkflowType,
  type NominationApprovalInput,
  type RouteStage,
  type TimerRequest,
} from '@thidua/contracts';
import { KEPT_ANSWERS } from '../subject/decision-ledger';
import { DECISIONS_PER_RUN } from '../subject/subject-decisions';
import { refusalType, SubjectOnStage, WorkflowStage } from '../testing/workflow-stage';

const DAY = 86_400_000;
const HALF_DAY_SECONDS = 43_200;

function route(days: { appraisal: number; council: number; decision: number }): RouteStage[] {
  return [
    {
      stage: 'APPRAISAL',
      state: 'UNDER_APPRAISAL',
      taskKind: 'APPRAISE_NOMINATION',
      unitId: 'unit-province',
      permission: 'nomination.appraise',
      timeLimitSeconds: days.appraisal * 2 * HALF_DAY_SECONDS,
    },
    {
      stage: 'COUNCIL',
      state: 'COUNCIL_REVIEW',
      taskKind: 'RECORD_COUNCIL_VOTE',
      unitId: 'unit-province',
      permission: 'nomination.record-council-vote',
      timeLimitSeconds: days.council * 2 * HALF_DAY_SECONDS,
    },
    {
      stage: 'DECISION',
      state: 'RECOMMENDED',
      taskKind: 'DECIDE_NOMINATION',
      unitId: 'unit-province',
      permission: 'nomination.decide',
      timeLimitSeconds: days.decision * 2 * HALF_DAY_SECONDS,
    },
  ];
}

let stage: WorkflowStage;
let count = 0;

// A server for each test: a test that leaves its server's clock held must not stop the next one.
beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

function nomination(stages: RouteStage[] = route({ appraisal: 10, council: 15, decision: 5 })) {
  count += 1;
  const nominationId = `nomination-${count}`;
  const input: NominationApprovalInput = {
    nominationId,
    nominatingUnitId: 'unit-grassroots',
    routeVersionId: 'route-1',
    stages,
  };
  return new SubjectOnStage(
    stage,
    WorkflowType.NominationApproval,
    workflowIdOf(SubjectKind.Nomination, nominationId),
    input,
  );
}

describe('a nomination', () => {
  it('goes from stage to stage, each due a time limit after it was opened', async () => {
    const subject = nomination();
    const before = Date.parse(await stage.timeIn(0));
    const submitted = await subject.start(subject.commit(NominationAction.Submit));
    expect(submitted).toMatchObject({ number: 1, state: 'UNDER_APPRAISAL', finished: false });
    expect(submitted.openTasks).toEqual([
      {
        kind: 'APPRAISE_NOMINATION',
        stage: 'APPRAISAL',
        unitId: 'unit-province',
        permission: 'nomination.appraise',
        dueAt: expect.any(String),
      },
    ]);
    const due = Date.parse(submitted.openTasks[0]?.dueAt ?? '');
    expect(due - before).toBeGreaterThanOrEqual(10 * DAY - 1000);
    expect(due - before).toBeLessThan(10 * DAY + 60_000);

    expect(await subject.decide(NominationAction.Advance)).toMatchObject({
      state: 'COUNCIL_REVIEW',
      openTasks: [{ kind: 'RECORD_COUNCIL_VOTE', stage: 'COUNCIL' }],
    });
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 2, openStage: 'COUNCIL', finished: false });
    expect(await subject.decide(NominationAction.Advance)).toMatchObject({
      state: 'RECOMMENDED',
      openTasks: [{ kind: 'DECIDE_NOMINATION', stage: 'DECISION', permission: 'nomination.decide' }],
    });
    expect(await subject.decide(NominationAction.Advance)).toMatchObject({
      number: 4,
      state: 'DECIDED',
      openTasks: [],
      finished: true,
    });
    await subject.ended();
  });

  it('comes back after a return to the stage that returned it, as a new revision', async () => {
    const subject = nomination();
    await subject.start(subject.commit(NominationAction.Submit));
    await subject.decide(NominationAction.Advance);
    expect(await subject.decide(NominationAction.Return)).toEqual({
      number: 3,
      state: 'RETURNED',
      openTasks: [
        {
          kind: 'REVISE_NOMINATION',
          stage: 'REVISION',
          unitId: 'unit-grassroots',
          permission: 'nomination.submit',
          dueAt: null,
        },
      ],
      closeOpenTasks: true,
      finished: false,
      runId: expect.any(String),
      takenAt: expect.any(String),
      workflowState: expect.objectContaining({ state: 'RETURNED', returnedFromStageIndex: 1 }),
    });
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 3, state: 'RETURNED', openStage: 'REVISION' });
    // A stage cannot be passed while the dossier is with the nominating unit.
    expect(await subject.decide(NominationAction.Advance)).toMatchObject({ state: 'RETURNED', openTasks: [] });
    expect(await subject.decide(NominationAction.Resubmit, {}, 2)).toMatchObject({
      number: 5,
      state: 'COUNCIL_REVIEW',
      openTasks: [{ kind: 'RECORD_COUNCIL_VOTE', stage: 'COUNCIL' }],
    });
    const requests: TimerRequest[] = [];
    stage.services.markStageOverdue = async (request) => {
      requests.push(request);
      return { outcome: 'LOST' };
    };
    await stage.sleep(16 * DAY);
    expect(requests).toMatchObject([{ instructionNumber: 5, revision: 2, timer: 'STAGE_OVERDUE' }]);
    expect(await subject.subjectState()).toMatchObject({ unplaced: [4] });
  });

  it('ends with a rejection, also of a dossier that was returned', async () => {
    const atOnce = nomination();
    await atOnce.start(atOnce.commit(NominationAction.Submit));
    const rejected = { state: 'REJECTED', closeOpenTasks: true, openTasks: [], finished: true };
    expect(await atOnce.decide(NominationAction.Reject)).toMatchObject(rejected);
    await atOnce.ended();

    const returned = nomination();
    await returned.start(returned.commit(NominationAction.Submit));
    await returned.decide(NominationAction.Return);
    expect(await returned.decide(NominationAction.Reject)).toMatchObject(rejected);
    await returned.ended();
  });

  it('skips a stage that the unit’s place in the tree does not have', async () => {
    const [appraisal, council, decision] = route({ appraisal: 1, council: 1, decision: 1 });
    const subject = nomination([
      { ...appraisal, stage: 'UPPER_LEVEL', unitId: null },
      { ...appraisal },
      { ...council, unitId: null },
      { ...decision },
    ] as RouteStage[]);
    expect(await subject.start(subject.commit(NominationAction.Submit))).toMatchObject({
      openTasks: [{ stage: 'APPRAISAL' }],
    });
    expect(await subject.decide(NominationAction.Advance)).toMatchObject({ openTasks: [{ stage: 'DECISION' }] });
  });

  it('marks each stage as overdue once, and leaves its task open', async () => {
    const subject = nomination();
    const requests: TimerRequest[] = [];
    stage.services.markStageOverdue = async (request) => {
      requests.push(request);
      const decision = subject.commit(NominationAction.Overdue);
      expect(await subject.deliver(decision)).toMatchObject({
        state: 'UNDER_APPRAISAL',
        openTasks: [],
        closeOpenTasks: false,
      });
      return { outcome: 'WON', number: decision.number };
    };
    await subject.start(subject.commit(NominationAction.Submit));
    await stage.sleep(100 * DAY);
    expect(requests).toMatchObject([{ instructionNumber: 1, revision: 1, timer: 'STAGE_OVERDUE' }]);
    await subject.decide(NominationAction.Advance);
    const moved = await stage.timeIn(40 * DAY);
    stage.services.markStageOverdue = async (request) => {
      requests.push(request);
      return requests.length === 2 ? { outcome: 'NOT_DUE', until: moved } : { outcome: 'LOST' };
    };
    await stage.sleep(39 * DAY);
    expect(requests).toHaveLength(2);
    await stage.sleep(2 * DAY);
    expect(requests.slice(1)).toMatchObject([{ instructionNumber: 3 }, { instructionNumber: 3 }]);
    expect(await subject.decide(NominationAction.Advance)).toMatchObject({ state: 'RECOMMENDED' });
  });

  it('carries its number, its answers and its stage into the next run', async () => {
    const subject = nomination();
    const submitted = await subject.start(subject.commit(NominationAction.Submit));
    const delivered = [];
    for (let pass = 1; pass <= DECISIONS_PER_RUN / 2; pass += 1) {
      for (const action of [NominationAction.Return, NominationAction.Resubmit]) {
        const decision = subject.commit(action, {}, pass);
        delivered.push({ decision, instruction: await subject.deliver(decision) });
      }
    }
    const last = delivered.at(-1);
    const oldest = delivered[0];
    if (!last || !oldest) {
      throw new Error('nothing was delivered');
    }
    expect(last.instruction).toMatchObject({ number: DECISIONS_PER_RUN + 1, state: 'UNDER_APPRAISAL' });
    expect(last.instruction.runId).not.toBe(submitted.runId);
    expect(await subject.subjectState()).toMatchObject({ lastNumber: DECISIONS_PER_RUN + 1, unplaced: [] });

    // The engine has forgotten the update ids of the first run; the workflow has not.
    const remembered = delivered.filter(({ instruction }) => instruction.runId === submitted.runId).at(-1) ?? last;
    expect(await subject.deliver(remembered.decision)).toEqual({ ...remembered.instruction, workflowState: null });
    expect(await refusalType(subject.deliver(oldest.decision))).toBe(DECISION_DIVERGENCE);
    expect(delivered.length - KEPT_ANSWERS).toBeGreaterThan(0);

    const requests: TimerRequest[] = [];
    stage.services.markStageOverdue = async (request) => {
      requests.push(request);
      return { outcome: 'LOST' };
    };
    await stage.sleep(11 * DAY);
    expect(requests).toMatchObject([
      { instructionNumber: DECISIONS_PER_RUN + 1, revision: DECISIONS_PER_RUN / 2 + 1, timer: 'STAGE_OVERDUE' },
    ]);
    await subject.decide(NominationAction.Reject);
    await subject.ended();
  });

  it('reminds, marks as overdue and tells the unit above, and does so anew when the deadline is moved', async () => {
    const [appraisal] = route({ appraisal: 10, council: 1, decision: 1 });
    const subject = nomination([
      {
        ...appraisal,
        remindBeforeSeconds: 2 * 2 * HALF_DAY_SECONDS,
        escalateAfterSeconds: 5 * 2 * HALF_DAY_SECONDS,
        escalationUnitId: 'unit-root',
      } as RouteStage,
    ]);
    const acts: string[] = [];
    const acting = (action: string) => async (request: TimerRequest) => {
      acts.push(`${request.timer} ${request.instructionNumber} ${request.clockNumber ?? '-'}`);
      const decision = subject.commit(action);
      await subject.deliver(decision);
      return { outcome: 'WON' as const, number: decision.number };
    };
    stage.services.remindStage = acting(NominationAction.Remind);
    stage.services.markStageOverdue = acting(NominationAction.Overdue);
    stage.services.escalateStage = acting(NominationAction.Escalate);
    await subject.start(subject.commit(NominationAction.Submit));
    await stage.sleep(9 * DAY);
    expect(acts).toEqual(['STAGE_REMINDER 1 -']);
    await stage.sleep(2 * DAY);
    expect(acts.slice(1)).toEqual(['STAGE_OVERDUE 1 -']);
    await stage.sleep(5 * DAY);
    expect(acts.slice(2)).toEqual(['STAGE_ESCALATION 1 -']);
    expect(await subject.decide(NominationAction.HandleEscalation)).toMatchObject({ state: 'UNDER_APPRAISAL' });
    await subject.decide(NominationAction.ExtendDeadline, { dueAt: await stage.timeIn(10 * DAY) });
    await stage.sleep(30 * DAY);
    expect(acts.slice(3)).toEqual(['STAGE_REMINDER 1 6', 'STAGE_OVERDUE 1 6', 'STAGE_ESCALATION 1 6']);
    expect(await subject.subjectState()).toMatchObject({ openStage: 'APPRAISAL', unplaced: [] });
  });

  it('stands still while it is suspended, and its deadline comes later by that time', async () => {
    const subject = nomination();
    const requests: TimerRequest[] = [];
    stage.services.markStageOverdue = async (request) => {
      requests.push(request);
      return { outcome: 'LOST' };
    };
    await subject.start(subject.commit(NominationAction.Submit));
    await stage.sleep(5 * DAY);
    expect(await subject.decide(NominationAction.Suspend)).toMatchObject({ state: 'SUSPENDED', openTasks: [] });
    expect(await subject.subjectState()).toMatchObject({ state: 'SUSPENDED', openStage: 'APPRAISAL' });
    await stage.sleep(100 * DAY);
    expect(requests).toEqual([]);
    const resumed = await subject.decide(NominationAction.Resume, { suspendedMilliseconds: 100 * DAY });
    expect(resumed).toMatchObject({ state: 'UNDER_APPRAISAL', openTasks: [], closeOpenTasks: false });
    await stage.sleep(4 * DAY);
    expect(requests).toEqual([]);
    await stage.sleep(2 * DAY);
    expect(requests).toHaveLength(1);
  });

  it('ends when it is withdrawn, wherever it is', async () => {
    const withdrawn = { state: 'WITHDRAWN', closeOpenTasks: true, openTasks: [], finished: true };
    for (const before of [[], [NominationAction.Return], [NominationAction.Suspend]]) {
      const subject = nomination();
      await subject.start(subject.commit(NominationAction.Submit));
      for (const action of before) {
        await subject.decide(action);
      }
      expect(await subject.decide(NominationAction.Withdraw)).toMatchObject(withdrawn);
      await subject.ended();
    }
  });

  it('asks several bodies at once, each by a day of its own, and goes on when none is awaited', async () => {
    const subject = nomination();
    const requests: TimerRequest[] = [];
    stage.services.passConsultationDeadline = async (request) => {
      requests.push(request);
      const action = requests.length === 1 ? NominationAction.EndConsultation : NominationAction.ConsultationOverdue;
      const consultationId = requests.length === 1 ? 'tax-office' : 'police';
      const decision = subject.commit(action, { consultationId });
      await subject.deliver(decision);
      return { outcome: 'WON', number: decision.number };
    };
    await subject.start(subject.commit(NominationAction.Submit));
    const ask = async (consultationId: string, days: number) =>
      subject.decide(NominationAction.Consult, { consultationId, dueAt: await stage.timeIn(days * DAY) });
    expect(await ask('police', 7)).toMatchObject({
      state: 'CONSULTATION',
      closeOpenTasks: false,
      openTasks: [{ kind: 'RECORD_CONSULTATION_ANSWER', stage: 'CONSULTATION', unitId: 'unit-province' }],
    });
    await ask('tax-office', 3);
    await stage.sleep(4 * DAY);
    // Silence of the one counts as consent; the other is waited for all the same.
    expect(requests).toMatchObject([{ timer: 'CONSULTATION_DEADLINE', instructionNumber: 3 }]);
    await stage.sleep(4 * DAY);
    expect(requests.slice(1)).toMatchObject([{ timer: 'CONSULTATION_DEADLINE', instructionNumber: 2 }]);
    expect(await subject.subjectState()).toMatchObject({ state: 'CONSULTATION', openStage: 'APPRAISAL' });
    const answered = await subject.decide(NominationAction.EndConsultation, { consultationId: 'police' });
    expect(answered).toMatchObject({ state: 'UNDER_APPRAISAL', openTasks: [] });
    expect(await subject.decide(NominationAction.Advance)).toMatchObject({ state: 'COUNCIL_REVIEW' });
  });

  it('opens the nomination one level up when it is forwarded, and ends with that', async () => {
    const subject = nomination();
    const opened: object[] = [];
    let attempts = 0;
    stage.services.openForwardedNomination = async (forwarded) => {
      attempts += 1;
      if (attempts === 1) {
        throw new Error('not yet');
      }
      opened.push(forwarded);
    };
    await subject.start(subject.commit(NominationAction.Submit));
    expect(await subject.decide(NominationAction.ForwardUp, { forwardedToId: 'nomination-above' })).toMatchObject({
      state: 'FORWARDED_UP',
      closeOpenTasks: true,
      finished: true,
    });
    await stage.sleep(DAY);
    await subject.ended();
    expect(opened).toEqual([expect.objectContaining({ forwardedToId: 'nomination-above' })]);
  });

  it('goes on along another route from the stage of the same name, and carries it into its next life', async () => {
    const [appraisal, council, decision] = route({ appraisal: 10, council: 15, decision: 5 });
    const subject = nomination([appraisal, council, decision] as RouteStage[]);
    await subject.start(subject.commit(NominationAction.Submit));
    const shorter = [appraisal, { ...decision, unitId: 'unit-upper' }].map((each) => JSON.stringify(each));
    expect(await subject.decide(NominationAction.ChangeRoute, { stages: shorter })).toMatchObject({
      state: 'UNDER_APPRAISAL',
      openTasks: [],
    });
    await subject.rebuild();
    expect(await subject.decide(NominationAction.Advance)).toMatchObject({
      state: 'RECOMMENDED',
      openTasks: [{ kind: 'DECIDE_NOMINATION', unitId: 'unit-upper' }],
    });
  });
});
