import { ApplicationFailure } from '@temporalio/common';
import {
  DECISION_DIVERGENCE,
  DECISION_GAP,
  PledgeAction,
  SubjectKind,
  workflowIdOf,
  WorkflowType,
  type PledgeSigningInput,
  type TimerRequest,
} from '@thidua/contracts';
import { refusalType, SubjectOnStage, WorkflowStage } from '../testing/workflow-stage';

const DAY = 86_400_000;
const MEMBERS = ['unit-long-xuyen', 'unit-chau-doc', 'unit-chau-phu'];

let stage: WorkflowStage;
let count = 0;

// A server for each test: a test that leaves its server's clock held must not stop the next one.
beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

async function pledge(days: { reminder: number; deadline: number } = { reminder: 20, deadline: 30 }) {
  count += 1;
  const pledgeId = `pledge-${count}`;
  const input: PledgeSigningInput = {
    pledgeId,
    headUnitId: 'unit-long-xuyen',
    ownerUnitId: 'unit-an-giang',
    reminderAt: await stage.timeIn(days.reminder * DAY),
    deadlineAt: await stage.timeIn(days.deadline * DAY),
  };
  const subject = new SubjectOnStage(
    stage,
    WorkflowType.PledgeSigning,
    workflowIdOf(SubjectKind.Pledge, pledgeId),
    input,
  );
  return { input, subject };
}

/** Timers' activities that win and have their decision delivered, each request noted. */
function timersWin(subject: SubjectOnStage): TimerRequest[] {
  const requests: TimerRequest[] = [];
  const win = (action: string) => async (request: TimerRequest) => {
    requests.push(request);
    const decision = subject.commit(action);
    // Two timers may act in the same instant: their decisions come in any order, and the relay comes again.
    await deliverUntilTaken(subject, decision);
    return { outcome: 'WON' as const, number: decision.number };
  };
  stage.services = {
    remindPledge: win(PledgeAction.Remind),
    passPledgeDeadline: win(PledgeAction.DeadlinePassed),
  };
  return requests;
}

describe('a pledge', () => {
  it('is drafted by the head, opened for every member and complete with the last signature', async () => {
    const { input, subject } = await pledge();

    const prepared = await subject.start(subject.commit(PledgeAction.Prepare));
    expect(prepared).toMatchObject({ number: 1, state: 'DRAFTING', closeOpenTasks: false, finished: false });
    expect(prepared.openTasks).toEqual([
      {
        kind: 'DRAFT_PLEDGE',
        stage: 'DRAFTING',
        unitId: input.headUnitId,
        permission: 'pledge.draft',
        dueAt: input.deadlineAt,
      },
    ]);

    const opened = await subject.decide(PledgeAction.OpenForSignature, { memberUnitIds: MEMBERS });
    expect(opened).toMatchObject({ number: 2, state: 'SIGNING', closeOpenTasks: true });
    expect(opened.openTasks).toEqual(
      MEMBERS.map((unitId) => ({
        kind: 'SIGN_PLEDGE',
        stage: 'SIGNING',
        unitId,
        permission: 'pledge.sign',
        dueAt: input.deadlineAt,
      })),
    );

    for (const unitId of MEMBERS.slice(0, 2)) {
      const signed = await subject.decide(PledgeAction.Sign, { unitId, late: false });
      expect(signed).toMatchObject({ state: 'SIGNING', openTasks: [], finished: false });
    }
    const last = await subject.decide(PledgeAction.Sign, { unitId: MEMBERS[2] ?? '', late: false });
    expect(last).toMatchObject({ number: 5, state: 'SIGNED', closeOpenTasks: true, finished: true });
    await subject.ended();
  });

  it('answers a known command as before, and refuses a gap and a divergence without keeping the refusal', async () => {
    const { subject } = await pledge();
    const first = subject.commit(PledgeAction.Prepare);
    const answer = await subject.start(first);
    expect(await subject.deliver(first)).toEqual(answer);
    expect(await subject.deliver(first, 'asked-under-another-update-id')).toEqual(answer);

    const second = subject.commit(PledgeAction.OpenForSignature, { memberUnitIds: MEMBERS });
    const third = subject.commit(PledgeAction.Sign, { unitId: MEMBERS[0] ?? '', late: false });
    expect(await refusalType(subject.deliver(third))).toBe(DECISION_GAP);
    expect(await refusalType(subject.deliver({ ...second, number: 1 }))).toBe(DECISION_DIVERGENCE);
    expect(await refusalType(subject.deliver({ ...first, number: 2 }, 'another-update-id'))).toBe(DECISION_DIVERGENCE);

    await subject.deliver(second);
    expect(await subject.deliver(third)).toMatchObject({ number: 3, state: 'SIGNING' });
    expect(await subject.subjectState()).toEqual({
      lastNumber: 3,
      lastCommandId: `command-${subject.workflowId}-3`,
      state: 'SIGNING',
      openStage: 'SIGNING',
      finished: false,
      unplaced: [],
    });
  });

  it('reminds, escalates at the deadline and accepts late signatures', async () => {
    const { input, subject } = await pledge();
    await subject.start(subject.commit(PledgeAction.Prepare));
    await subject.decide(PledgeAction.OpenForSignature, { memberUnitIds: MEMBERS });
    await subject.decide(PledgeAction.Sign, { unitId: MEMBERS[0] ?? '', late: false });
    const requests = timersWin(subject);

    await stage.sleep(19 * DAY);
    expect(requests).toEqual([]);
    await stage.sleep(2 * DAY);
    expect(requests).toEqual([
      { subjectId: input.pledgeId, instructionNumber: 1, revision: 1, timer: 'PLEDGE_REMINDER' },
    ]);
    await stage.sleep(10 * DAY);
    expect(requests[1]).toEqual({
      subjectId: input.pledgeId,
      instructionNumber: 1,
      revision: 1,
      timer: 'PLEDGE_DEADLINE',
    });
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 5, state: 'SIGNING' });

    expect(await subject.decide(PledgeAction.Sign, { unitId: MEMBERS[1] ?? '', late: true })).toMatchObject({
      state: 'SIGNING',
    });
    expect(await subject.decide(PledgeAction.HandleEscalation)).toMatchObject({ state: 'SIGNING', openTasks: [] });
    await stage.sleep(100 * DAY);
    expect(requests).toHaveLength(2);
    expect(await subject.decide(PledgeAction.Sign, { unitId: MEMBERS[2] ?? '', late: true })).toMatchObject({
      state: 'SIGNED',
      finished: true,
    });
    await subject.ended();
  });

  it('escalates to the owner when the deadline passes while it is drafted, and can still be opened and signed', async () => {
    const { input, subject } = await pledge();
    await subject.start(subject.commit(PledgeAction.Prepare));
    stage.services = { remindPledge: async () => ({ outcome: 'LOST' }) };
    await stage.sleep(29 * DAY);
    const passed = subject.commit(PledgeAction.DeadlinePassed, { missingUnitIds: MEMBERS });
    let won = 0;
    stage.services.passPledgeDeadline = async () => {
      won += 1;
      return { outcome: 'WON', number: passed.number };
    };
    await stage.sleep(2 * DAY);
    // The act is committed and the workflow waits for the relay to bring it.
    expect(won).toBe(1);
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 1 });

    const escalation = {
      kind: 'HANDLE_PLEDGE_ESCALATION',
      stage: 'ESCALATION',
      unitId: input.ownerUnitId,
      permission: 'pledge.escalation.handle',
      dueAt: null,
    };
    expect(await subject.deliver(passed)).toMatchObject({ state: 'DRAFTING', openTasks: [escalation] });
    const opened = await subject.decide(PledgeAction.OpenForSignature, { memberUnitIds: MEMBERS });
    expect(opened.openTasks.map(({ kind }) => kind)).toEqual([
      'SIGN_PLEDGE',
      'SIGN_PLEDGE',
      'SIGN_PLEDGE',
      'HANDLE_PLEDGE_ESCALATION',
    ]);
    for (const unitId of MEMBERS) {
      await subject.decide(PledgeAction.Sign, { unitId, late: true });
    }
    await subject.ended();
    expect(won).toBe(1);
  });

  it('waits for the person who was first, and until a deadline that was moved', async () => {
    const { subject } = await pledge();
    await subject.start(subject.commit(PledgeAction.Prepare));
    await subject.decide(PledgeAction.OpenForSignature, { memberUnitIds: MEMBERS.slice(0, 1) });
    const moved = await stage.timeIn(50 * DAY);
    const asked: string[] = [];
    const note = async (name: string): Promise<void> => {
      asked.push(`${name} on day ${Math.floor((Date.parse(await stage.timeIn(0)) - startedAt) / DAY)}`);
    };
    const startedAt = Date.parse(await stage.timeIn(0)) - 1000;
    stage.services = {
      remindPledge: async () => {
        await note('reminder');
        return { outcome: 'LOST' };
      },
      passPledgeDeadline: async () => {
        await note('deadline');
        return asked.length < 3 ? { outcome: 'NOT_DUE', until: moved } : { outcome: 'LOST' };
      },
    };
    await stage.sleep(40 * DAY);
    expect(asked).toEqual(['reminder on day 20', 'deadline on day 30']);
    await stage.sleep(20 * DAY);
    expect(asked).toEqual(['reminder on day 20', 'deadline on day 30', 'deadline on day 50']);
    await stage.sleep(20 * DAY);
    expect(asked).toHaveLength(3);
    await subject.decide(PledgeAction.Sign, { unitId: MEMBERS[0] ?? '', late: false });
    await subject.ended();
    expect(asked).toHaveLength(3);
  });

  it('asks again after an activity failed for good', async () => {
    const { subject } = await pledge({ reminder: 1, deadline: 2 });
    await subject.start(subject.commit(PledgeAction.Prepare));
    const requests = timersWin(subject);
    const win = stage.services.passPledgeDeadline;
    stage.services.passPledgeDeadline = async () => {
      stage.services.passPledgeDeadline = win;
      throw ApplicationFailure.nonRetryable('broken');
    };
    await stage.sleep(3 * DAY);
    expect(requests.map(({ timer }) => timer)).toEqual(['PLEDGE_REMINDER', 'PLEDGE_DEADLINE']);
    expect(await subject.status()).toBe('RUNNING');
  });

  it('takes what arrives together with its start, whoever starts it', async () => {
    const { subject } = await pledge();
    const prepare = subject.commit(PledgeAction.Prepare);
    const later = [
      subject.commit(PledgeAction.OpenForSignature, { memberUnitIds: MEMBERS }),
      ...MEMBERS.map((unitId) => subject.commit(PledgeAction.Sign, { unitId, late: false })),
    ];
    // The cycle starts it as its child, then its own START row comes: the second finds the first.
    await subject.startBare();
    const instructions = await Promise.all([
      subject.start(prepare),
      ...later.map((decision) => deliverUntilTaken(subject, decision)),
    ]);
    expect(instructions.map((instruction) => instruction.number)).toEqual([1, 2, 3, 4, 5]);
    expect(instructions.at(-1)).toMatchObject({ state: 'SIGNED', finished: true });
    await subject.ended();
  });

  it('keeps its timers still before its first decision', async () => {
    const { subject } = await pledge({ reminder: -2, deadline: -1 });
    await subject.startBare();
    await stage.sleep(DAY);
    const requests = timersWin(subject);
    await subject.start(subject.commit(PledgeAction.Prepare));
    await stage.sleep(DAY);
    expect(requests.map(({ timer }) => timer).toSorted()).toEqual(['PLEDGE_DEADLINE', 'PLEDGE_REMINDER']);
  });

  it('accepts a committed decision that it cannot place, and says so to the reconciler', async () => {
    const { subject } = await pledge();
    await subject.start(subject.commit(PledgeAction.Prepare));
    const answer = await subject.decide(PledgeAction.Sign, { unitId: 'unit-of-another-group', late: false });
    expect(answer).toMatchObject({ number: 2, state: 'DRAFTING', openTasks: [], finished: false });
    expect(await subject.decide('SOMETHING_NEW')).toMatchObject({ number: 3, state: 'DRAFTING' });
    expect(await subject.subjectState()).toMatchObject({ lastNumber: 3, unplaced: [2, 3] });
  });

  it('waits 300 days for its deadline', async () => {
    const { subject } = await pledge({ reminder: 299, deadline: 300 });
    await subject.start(subject.commit(PledgeAction.Prepare));
    const requests = timersWin(subject);
    await stage.sleep(301 * DAY);
    expect(requests).toHaveLength(2);
  });
});

async function deliverUntilTaken(subject: SubjectOnStage, decision: Parameters<SubjectOnStage['deliver']>[0]) {
  for (;;) {
    const delivery = subject.deliver(decision);
    try {
      return await delivery;
    } catch {
      // A gap: as the relay does, come again; a divergence would come for ever and fail by time.
      expect(await refusalType(delivery)).toBe(DECISION_GAP);
    }
  }
}
