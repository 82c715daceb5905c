import { newId } from '@thidua/contracts/ids';
import { PledgeTimer, type PledgeSigningInput, type TimerRequest } from '@thidua/contracts';
import {
  EmulationBench,
  must,
  outcomesOf,
  resultField,
  person,
  UNITS,
  type CommandAnswer,
  type TestUnit,
} from '../testing/emulation-bench';
import { PledgeService } from './pledge.service';

const PAST = new Date('2021-01-01T00:00:00.000Z');
const PLEDGE = `pledge { id state missingUnits { id } signatures { unit { id } late } jointActivities { ordinal }
  tasks { id kind status version outcome overdueAt unitId } } routing`;

interface PledgeView {
  readonly id: string;
  readonly state: string;
  readonly missingUnits: readonly { readonly id: string }[];
  readonly signatures: readonly { readonly unit: { readonly id: string }; readonly late: boolean }[];
  readonly tasks: readonly {
    readonly id: string;
    readonly kind: string;
    readonly status: string;
    readonly version: number;
    readonly overdueAt: string | null;
  }[];
}

describe('pledges', () => {
  let bench: EmulationBench;
  let province: TestUnit;
  let units: TestUnit[];
  let cycleId: string;
  let waiting: readonly PledgeSigningInput[] = [];
  let pledgeIds: string[];
  let number = 0;

  beforeAll(async () => {
    bench = await EmulationBench.start('pledges');
  });
  afterAll(() => bench.stop());

  const of = (answer: CommandAnswer): PledgeView => resultField(answer, 'pledge') as PledgeView;
  const chairOf = (unit: TestUnit | undefined) => person('CHAIR', must(unit));
  const versionOf = async (pledgeId: string): Promise<number> => {
    const { data } = await bench.send<{ pledge: { version: number } }>(
      person(),
      'query ($id: ID!) { pledge(id: $id) { version } }',
      { id: pledgeId },
    );
    return must(data).pledge.version;
  };
  const draft = async (
    pledgeId: string,
    jointActivities: string[],
    head = units[0],
    more: object = {},
  ): Promise<CommandAnswer> =>
    bench.command(
      chairOf(head),
      'draftPledge',
      { pledgeId, version: await versionOf(pledgeId), content: 'Thi đua', jointActivities, ...more },
      PLEDGE,
    );
  const open = async (pledgeId: string, more: object = {}, head = units[0]): Promise<CommandAnswer> =>
    bench.command(
      chairOf(head),
      'openPledgeForSignature',
      { pledgeId, version: await versionOf(pledgeId), ...more },
      PLEDGE,
    );
  const sign = (pledgeId: string, unit: TestUnit | undefined, more: object = {}): Promise<CommandAnswer> =>
    bench.command(chairOf(unit), 'signPledge', { pledgeId, unitId: must(unit).id, ...more }, PLEDGE);
  const timer = (pledgeId: string, name: string): TimerRequest => ({
    subjectId: pledgeId,
    instructionNumber: 1,
    revision: 1,
    timer: name,
  });

  /** A province with a cluster of three units and one of two, whose pledges have been prepared. */
  beforeEach(async () => {
    ({ province, units } = await bench.province(5));
    await bench.formGroup(province, 1, units.slice(0, 3));
    await bench.formGroup(province, 2, units.slice(3));
    number += 1;
    cycleId = await bench.openCycle(province, 2000 + number, [0, 1, 2, 3, 4, 5]);
    const page = await bench.activities.preparePledges({ cycleId, cursor: null });
    expect(page.nextCursor).toBeNull();
    pledgeIds = page.prepared
      .toSorted((left) => (left.headUnitId === units[0]?.id ? -1 : 1))
      .map(({ pledgeId }) => pledgeId);
    waiting = page.prepared;
    await bench.relay.deliverBatch();
  });

  it('are prepared once, however often the milestone asks', async () => {
    expect(waiting).toHaveLength(2);
    expect(waiting[0]).toMatchObject({ ownerUnitId: province.id });
    const again = await Promise.all([
      bench.activities.preparePledges({ cycleId, cursor: null }),
      bench.activities.preparePledges({ cycleId, cursor: null }),
    ]);
    // They have been started since: a parent that asks again starts none of them a second time.
    expect(again.map(({ prepared }) => prepared)).toEqual([[], []]);
    const rows = await bench.dataSource.query('SELECT id FROM emulation_pledge WHERE cycle_id = ?', [cycleId]);
    expect(rows).toHaveLength(2);
    expect(await bench.trail(must(pledgeIds[0]))).toEqual(['PREPARE', 'ROUTED']);
  });

  it('are refused for signature below the minimum of joint activities, and open above it', async () => {
    const [pledgeId = ''] = pledgeIds;
    expect((await draft(pledgeId, [])).code).toBeNull();
    const refused = await open(pledgeId);
    expect(refused.code).toBe('PLEDGE_NEEDS_JOINT_ACTIVITY');
    expect(refused.words).toContain('ít nhất 1 hoạt động chung');
    await draft(pledgeId, ['Sinh hoạt chuyên đề chung']);
    const opened = of(await open(pledgeId));
    expect(opened.state).toBe('SIGNING');
    expect(opened.missingUnits).toHaveLength(3);
    expect(opened.tasks.filter(({ kind, status }) => kind === 'SIGN_PLEDGE' && status === 'OPEN')).toHaveLength(3);
    expect((await open(pledgeId)).code).toBe('PLEDGE_ALREADY_OPEN');
    expect((await draft(pledgeId, ['Muộn'])).code).toBe('PLEDGE_ALREADY_OPEN');
  });

  it('refuse a stale task version as CONFLICT and strangers as FORBIDDEN', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    expect((await open(pledgeId, { taskVersion: 7 })).code).toBe('CONFLICT');
    const forbidden = await draft(pledgeId, ['Một'], units[1]);
    expect(forbidden.code).toBe('FORBIDDEN');
    expect(forbidden.words).toContain('Chủ tịch');
  });

  it('are drafted by one at a time: a stale version is CONFLICT with what happened', async () => {
    const [pledgeId = ''] = pledgeIds;
    const drafts = await Promise.all([
      draft(pledgeId, ['Một'], units[0], { version: 1 }),
      draft(pledgeId, ['Hai'], units[0], { version: 1 }),
    ]);
    expect(outcomesOf(drafts)).toEqual(['CONFLICT', 'DONE']);
    const { error } = must(drafts.find(({ code }) => code === 'CONFLICT'));
    expect(error?.extensions['happened']).toMatchObject({
      status: 'DRAFTED',
      version: 2,
      at: expect.stringMatching(/Z$/) as string,
      by: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect((await open(pledgeId, { version: 1 })).code).toBe('CONFLICT');
    expect((await open(pledgeId, { version: 2 })).code).toBeNull();
  });

  it('take each joint activity once, whatever its case, normal form and white space', async () => {
    const [pledgeId = ''] = pledgeIds;
    const twice = await draft(pledgeId, ['Hội thao chung', 'HỘI  THAO chung'.normalize('NFD')]);
    expect(twice.code).toBe('JOINT_ACTIVITY_TWICE');
    expect(twice.words).toContain('HỘI  THAO chung');
    expect(await versionOf(pledgeId)).toBe(1);
  });

  it('are drafted and opened by the head of today, who takes the task over from the one before', async () => {
    const [pledgeId = ''] = pledgeIds;
    const { data } = await bench.send<{ pledge: { group: { id: string }; tasks: { id: string; version: number }[] } }>(
      person(),
      'query ($id: ID!) { pledge(id: $id) { group { id } tasks { id version } } }',
      { id: pledgeId },
    );
    const { group, tasks } = must(data).pledge;
    const task = must(tasks[0]);
    const reference = { taskId: task.id, version: task.version };
    const claimed = await bench.command(chairOf(units[0]), 'claimEmulationTask', reference, 'task { id }');
    expect(claimed.code).toBeNull();
    await bench.dataSource.query('UPDATE group_head SET unit_id = ? WHERE group_id = ?', [units[1]?.id, group.id]);
    expect((await draft(pledgeId, ['Một'])).code).toBe('FORBIDDEN');
    expect((await open(pledgeId)).code).toBe('FORBIDDEN');
    expect((await draft(pledgeId, ['Một'], units[1])).code).toBeNull();
    const opened = of(await open(pledgeId, {}, units[1]));
    expect(opened.state).toBe('SIGNING');
    expect(opened.tasks.find(({ kind }) => kind === 'DRAFT_PLEDGE')?.status).toBe('COMPLETED');
  });

  it('wait while nobody heads the group', async () => {
    const [pledgeId = ''] = pledgeIds;
    await bench.dataSource.query('DELETE FROM group_head WHERE unit_id = ?', [units[0]?.id]);
    expect((await draft(pledgeId, ['Một'])).code).toBe('GROUP_HAS_NO_HEAD');
  });

  it('are signed by people only: the system has no mandate to record', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    await open(pledgeId);
    const service = new PledgeService(bench.dependencies.decisions, bench.dataSource);
    const unitId = must(units[0]).id;
    await expect(
      service.sign({ kind: 'system', name: 'seed' }, { commandId: newId(), pledgeId, unitId }),
    ).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('are complete when every member has signed, and refuse another group’s unit and a second signature', async () => {
    const [pledgeId = ''] = pledgeIds;
    expect((await sign(pledgeId, units[0])).code).toBe('PLEDGE_NOT_OPEN');
    await draft(pledgeId, ['Một']);
    await open(pledgeId);
    expect((await sign(pledgeId, units[3])).code).toBe('UNIT_NOT_IN_GROUP');
    expect((await sign(pledgeId, UNITS.other)).code).toBe('UNIT_NOT_IN_GROUP');
    const commandId = newId();
    const caller = chairOf(units[0]);
    const input = { pledgeId, unitId: units[0]?.id, commandId };
    expect((await bench.command(caller, 'signPledge', input, PLEDGE)).value?.['routing']).toBe('DONE');
    expect((await bench.command(caller, 'signPledge', input, PLEDGE)).code).toBeNull();
    expect((await bench.command(caller, 'signPledge', { ...input, unitId: units[1]?.id }, PLEDGE)).code).toBe(
      'CONFLICT',
    );
    expect((await sign(pledgeId, units[0])).code).toBe('ALREADY_SIGNED');
    await sign(pledgeId, units[1]);
    const last = of(await sign(pledgeId, units[2]));
    expect(last).toMatchObject({ state: 'SIGNED', missingUnits: [] });
    expect(last.signatures.map(({ late }) => late)).toEqual([false, false, false]);
    expect(await bench.activities.passPledgeDeadline(timer(pledgeId, PledgeTimer.Deadline))).toEqual({
      outcome: 'LOST',
    });
  });

  it('take two signatures at once, and of one unit only one', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    await open(pledgeId);
    const answers = await Promise.all([sign(pledgeId, units[0]), sign(pledgeId, units[1]), sign(pledgeId, units[0])]);
    expect(outcomesOf(answers)).toEqual(['ALREADY_SIGNED', 'DONE', 'DONE']);
    const { data } = await bench.send<{ pledge: PledgeView }>(
      person(),
      `query ($id: ID!) { pledge(id: $id) { missingUnits { id } signatures { late unit { id } } } }`,
      { id: pledgeId },
    );
    expect(data?.pledge.missingUnits).toEqual([{ id: units[2]?.id }]);
    expect(data?.pledge.signatures).toHaveLength(2);
  });

  it('name who has not signed at the deadline, escalate, and take a late signature as late', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    await open(pledgeId);
    await sign(pledgeId, units[0]);
    const request = timer(pledgeId, PledgeTimer.Deadline);
    const early = await bench.activities.passPledgeDeadline(request);
    expect(early).toMatchObject({ outcome: 'NOT_DUE', until: expect.stringMatching(/Z$/) as string });
    await bench.moveTo('emulation_pledge', 'reminder_at', pledgeId, PAST);
    await bench.moveTo('emulation_pledge', 'deadline_at', pledgeId, PAST);
    await bench.dataSource.query('UPDATE task SET due_at = ? WHERE subject_id = ?', [PAST, pledgeId]);
    const reminded = await bench.activities.remindPledge(timer(pledgeId, PledgeTimer.Reminder));
    expect(reminded).toMatchObject({ outcome: 'WON' });
    const won = await bench.activities.passPledgeDeadline(request);
    expect(won).toMatchObject({ outcome: 'WON', number: 5 });
    expect(await bench.activities.passPledgeDeadline(request)).toEqual(won);
    expect(await bench.activities.passPledgeDeadline({ ...request, instructionNumber: 2 })).toEqual({
      outcome: 'LOST',
    });

    const { data } = await bench.send<{ pledge: PledgeView & { escalatedUnits: { id: string }[] } }>(
      person(),
      `query ($id: ID!) { pledge(id: $id) { escalatedUnits { id } tasks { id kind status version overdueAt } } }`,
      { id: pledgeId },
    );
    expect(data?.pledge.escalatedUnits.map(({ id }) => id).toSorted()).toEqual(
      units
        .slice(1, 3)
        .map(({ id }) => id)
        .toSorted(),
    );
    const escalation = must(data?.pledge.tasks.find(({ kind }) => kind === 'HANDLE_PLEDGE_ESCALATION'));
    expect(data?.pledge.tasks.filter(({ overdueAt }) => overdueAt !== null)).toHaveLength(2);
    const handled = await bench.command(
      person('FULL_TIME_CADRE', province),
      'handlePledgeEscalation',
      { taskId: escalation.id, version: escalation.version, note: 'Đã nhắc' },
      PLEDGE,
    );
    expect(handled.code).toBeNull();
    const late = of(await sign(pledgeId, units[1]));
    expect(late.signatures.find(({ unit }) => unit.id === units[1]?.id)?.late).toBe(true);
    expect(of(await sign(pledgeId, units[2])).state).toBe('SIGNED');
  });

  it('wait for an engine that is down, and go on in their order when it is back', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    bench.engine.down = true;
    const opened = await open(pledgeId);
    expect(opened.value?.['routing']).toBe('ACCEPTED');
    expect((await sign(pledgeId, units[0])).value?.['routing']).toBe('ACCEPTED');
    bench.engine.down = false;
    await bench.dataSource.query('UPDATE outbox SET next_attempt_at = UTC_TIMESTAMP(6) WHERE subject_id = ?', [
      pledgeId,
    ]);
    await bench.relay.deliverBatch();
    await bench.relay.deliverBatch();
    const { data } = await bench.send<{ pledge: PledgeView }>(
      person(),
      `query ($id: ID!) { pledge(id: $id) { state tasks { kind status } } }`,
      { id: pledgeId },
    );
    expect(data?.pledge.state).toBe('SIGNING');
    // Who signed before the task to sign could open has nothing left to do; the other two have.
    const signing = (data?.pledge.tasks ?? []).filter(({ kind }) => kind === 'SIGN_PLEDGE').map(({ status }) => status);
    expect(signing.toSorted()).toEqual(['COMPLETED', 'OPEN', 'OPEN']);
  });

  it('are not escalated a second time when the escalation was dealt with while the opening was on its way', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    await bench.moveTo('emulation_pledge', 'deadline_at', pledgeId, PAST);
    await bench.activities.passPledgeDeadline(timer(pledgeId, PledgeTimer.Deadline));
    bench.engine.down = true;
    const opened = of(await open(pledgeId));
    const escalation = must(opened.tasks.find(({ kind }) => kind === 'HANDLE_PLEDGE_ESCALATION'));
    const handled = await bench.command(
      person('FULL_TIME_CADRE', province),
      'handlePledgeEscalation',
      { taskId: escalation.id, version: escalation.version, note: 'Đã nhắc' },
      PLEDGE,
    );
    expect(handled.value?.['routing']).toBe('ACCEPTED');
    bench.engine.down = false;
    await bench.dataSource.query('UPDATE outbox SET next_attempt_at = UTC_TIMESTAMP(6) WHERE subject_id = ?', [
      pledgeId,
    ]);
    await bench.relay.deliverBatch();
    await bench.relay.deliverBatch();
    const { data } = await bench.send<{ pledge: PledgeView }>(
      person(),
      `query ($id: ID!) { pledge(id: $id) { state tasks { kind status } } }`,
      { id: pledgeId },
    );
    expect(data?.pledge.state).toBe('SIGNING');
    const escalations = (data?.pledge.tasks ?? []).filter(({ kind }) => kind === 'HANDLE_PLEDGE_ESCALATION');
    expect(escalations.map(({ status }) => status)).not.toContain('OPEN');
  });

  it('show each officer the tasks that their mandate covers, by due date', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    await open(pledgeId);
    const tasksOf = async (unit: TestUnit | undefined, position: 'CHAIR' | 'FULL_TIME_CADRE' = 'CHAIR') => {
      const caller = person(position, must(unit));
      const answer = await bench.send<{
        viewers: { emulationTasks: { nodes: { kind: string; pledge: { id: string } }[] } }[];
      }>(
        caller,
        `query ($viewer: [_Any!]!) { viewers: _entities(representations: $viewer) { ... on Viewer {
           emulationTasks(first: 10) { nodes { kind ... on PledgeTask { pledge { id } } } pageInfo { hasNextPage } } } } }`,
        { viewer: [{ __typename: 'Viewer', id: caller.id }] },
      );
      expect(answer.errors).toEqual([]);
      expect(answer.statements).toBeLessThanOrEqual(2);
      return must(answer.data?.viewers[0]).emulationTasks.nodes;
    };
    expect(await tasksOf(units[1])).toEqual([{ kind: 'SIGN_PLEDGE', pledge: { id: pledgeId } }]);
    expect(await tasksOf(units[3])).toEqual([{ kind: 'DRAFT_PLEDGE', pledge: { id: pledgeIds[1] } }]);
    expect(await tasksOf(province)).toEqual([]);
    expect(await tasksOf(units[1], 'FULL_TIME_CADRE')).toEqual([]);
  });

  it('let one officer claim a task, and tell the other who has it', async () => {
    const [pledgeId = ''] = pledgeIds;
    await draft(pledgeId, ['Một']);
    const task = must(
      of(await open(pledgeId)).tasks.find(({ kind, status }) => kind === 'SIGN_PLEDGE' && status === 'OPEN'),
    );
    const { data } = await bench.send<{ pledge: { tasks: { id: string; unitId: string }[] } }>(
      person(),
      `query ($id: ID!) { pledge(id: $id) { tasks { id unitId } } }`,
      { id: pledgeId },
    );
    const unit = units.find(({ id }) => id === data?.pledge.tasks.find((row) => row.id === task.id)?.unitId);
    const reference = { taskId: task.id, version: task.version };
    const fields = 'task { id version assigneeId }';
    const chair = chairOf(unit);
    const claimed = await bench.command(chair, 'claimEmulationTask', reference, fields);
    expect(claimed.value?.['task']).toMatchObject({ version: 2, assigneeId: chair.id });
    expect((await bench.command(chairOf(unit), 'claimEmulationTask', reference, fields)).code).toBe('CONFLICT');
    expect((await sign(pledgeId, unit)).code).toBe('CONFLICT');
    const given = await bench.command(chair, 'unclaimEmulationTask', { ...reference, version: 2 }, fields);
    expect(given.value?.['task']).toMatchObject({ version: 3, assigneeId: null });
    expect((await sign(pledgeId, unit)).code).toBeNull();
  });
});
