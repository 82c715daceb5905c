import { newId } from '@thidua/contracts/ids';
import { awaited, GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface Pledge {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly content: string | null;
  readonly jointActivities: readonly { description: string }[];
  readonly missingUnits: readonly { id: string }[];
  readonly escalatedUnits: readonly { id: string }[];
  readonly signatures: readonly { late: boolean; unit: { id: string }; signedBy: { id: string } }[];
}
interface PledgeAnswer {
  readonly pledge: { readonly id: string };
}
interface EmulationTask {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subjectId: string;
  readonly unitId: string;
}
interface TaskAnswer {
  readonly task: { readonly id: string; readonly version: number; readonly assigneeId: string | null };
}

const PLEDGE = `id version state content jointActivities { description } missingUnits { id } escalatedUnits { id }
  signatures { late unit { id } signedBy { id } }`;
const draftPledge = new GraphCommand<PledgeAnswer>('draftPledge', 'pledge { id }');
const openPledge = new GraphCommand<PledgeAnswer>('openPledgeForSignature', 'pledge { id }');
const signPledge = new GraphCommand<PledgeAnswer>('signPledge', 'pledge { id }');
const handleEscalation = new GraphCommand<PledgeAnswer>('handlePledgeEscalation', 'pledge { id }');
const claimTask = new GraphCommand<TaskAnswer>('claimEmulationTask', 'task { id version assigneeId }');
const unclaimTask = new GraphCommand<TaskAnswer>(
  'unclaimEmulationTask',
  'task { id version assigneeId }',
  'ClaimEmulationTaskInput',
);

const calendar = (pledgeDeadline: string): object[] => [
  { milestone: 'PLEDGE_DRAFTING', offset: 'PT0S' },
  { milestone: 'PLEDGE_REMINDER', offset: 'PT1S' },
  { milestone: 'PLEDGE_DEADLINE', offset: pledgeDeadline },
  { milestone: 'MID_YEAR_REVIEW', offset: 'PT3H' },
  { milestone: 'MID_YEAR_DEADLINE', offset: 'PT4H' },
  { milestone: 'YEAR_END', offset: 'PT5H' },
];

describe('pledges, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  /** Chairs of the units, by ordinal; units 0 to 2 are one block, 3 and 4 another, 5 and 6 a third. */
  let chairs: PersistentClient[];
  let units: string[];
  /** Vice-chair of unit 1. */
  let deputy: PersistentClient;
  let deputyId: string;
  let groupIds: string[];
  /** A cycle with time to sign, and one whose deadline passes at once. */
  let calm: string;
  let hurried: string;

  const readPledge = async (id: string): Promise<Pledge> =>
    (await chair.read<{ pledge: Pledge }>(`query Pledge($id: ID!) { pledge(id: $id) { ${PLEDGE} } }`, { id })).pledge;
  const pledgeOf = (groupId: string | undefined, cycleId: string): Promise<Pledge> =>
    awaited('the pledge', async () => {
      const { group } = await chair.read<{ group: { pledge: Pledge | null } }>(
        `query Pledge($groupId: ID!, $cycleId: ID!) { group(id: $groupId) { pledge(cycleId: $cycleId) { ${PLEDGE} } } }`,
        { groupId, cycleId },
      );
      return group.pledge;
    });
  const tasksOf = async (client: PersistentClient): Promise<readonly EmulationTask[]> =>
    (
      await client.read<{ viewer: { emulationTasks: { nodes: EmulationTask[] } } }>(
        'query Tasks { viewer { id emulationTasks(first: 200) { nodes { id kind version subjectId unitId } } } }',
      )
    ).viewer.emulationTasks.nodes;
  /** What awaits somebody, as `kind of unit`, for one pledge. */
  const waiting = async (client: PersistentClient | undefined, pledgeId: string): Promise<string[]> =>
    (client ? await tasksOf(client) : [])
      .filter(({ subjectId }) => subjectId === pledgeId)
      .map(({ kind, unitId }) => `${kind} of ${units.indexOf(unitId)}`)
      .sort();
  const taskOf = (client: PersistentClient | undefined, kind: string, pledgeId: string): Promise<EmulationTask> =>
    awaited(`the task ${kind}`, async () =>
      (client ? await tasksOf(client) : []).find((task) => task.kind === kind && task.subjectId === pledgeId),
    );
  const at = (ordinal: number): PersistentClient => {
    const client = chairs[ordinal];
    if (!client) {
      throw new Error(`there is no unit ${ordinal}`);
    }
    return client;
  };
  const versioned = async (pledgeId: string, more: object = {}): Promise<object> => ({
    pledgeId,
    version: (await readPledge(pledgeId)).version,
    ...more,
  });
  const draft = async (pledgeId: string, more: object = {}): Promise<object> => ({
    ...(await versioned(pledgeId)),
    content: 'Các đơn vị cam kết hoàn thành chỉ tiêu.',
    jointActivities: ['Hội thao chung'],
    ...more,
  });
  const opened = async (groupIndex: number, headOrdinal: number, cycleId: string): Promise<string> => {
    const { id } = await pledgeOf(groupIds[groupIndex], cycleId);
    await draftPledge.done(at(headOrdinal), await draft(id));
    await openPledge.done(at(headOrdinal), await versioned(id));
    await awaited('the pledge to be open', async () => (await readPledge(id)).state === 'SIGNING');
    return id;
  };

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 7 });
    chair = system.as(scene.province.chair);
    units = scene.grassroots.map(({ id }) => id);
    chairs = scene.grassroots.map((unit) => system.as(unit.chair));
    deputyId = await system.appoint(chair, units[1] ?? '', 'VICE_CHAIR');
    deputy = system.as(deputyId);
    const form = new GraphCommand<{ group: { id: string } }>('formGroup', 'group { id }');
    groupIds = [];
    for (const [index, members] of [units.slice(0, 3), units.slice(3, 5), units.slice(5)].entries()) {
      const group = {
        ownerId: scene.province.id,
        kind: 'BLOCK',
        number: index + 1,
        name: `Khối ${index + 1}`,
        headUnitId: members[0],
        memberUnitIds: members,
        from: '2020-01-01',
      };
      groupIds.push((await form.done(chair, group)).group.id);
    }
    const open = new GraphCommand<{ cycle: { id: string } }>('openCycle', 'cycle { id }');
    const cycle = (year: number, deadline: string): object => ({
      ownerId: scene.province.id,
      year,
      theme: 'Thi đua',
      calendar: calendar(deadline),
    });
    hurried = (await open.done(chair, cycle(2021, 'PT4S'))).cycle.id;
    calm = (await open.done(chair, cycle(2020, 'PT2H'))).cycle.id;
  });

  describe('draftPledge', () => {
    let pledgeId: string;
    beforeAll(async () => {
      pledgeId = (await pledgeOf(groupIds[1], calm)).id;
    });

    it('awaits the head of the group, and nobody else', async () => {
      await taskOf(chairs[3], 'DRAFT_PLEDGE', pledgeId);
      expect(await waiting(chairs[3], pledgeId)).toEqual(['DRAFT_PLEDGE of 3']);
      for (const client of [chair, chairs[4], chairs[0], system.as(scene.appraiser)]) {
        expect(await waiting(client, pledgeId)).toEqual([]);
      }
    });

    it('stores one draft for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await draftPledge.repeated(at(3), await draft(pledgeId), { content: 'Khác' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect((await readPledge(pledgeId)).content).toBe('Các đơn vị cam kết hoàn thành chỉ tiêu.');
    });

    it('takes one of two drafts of the same instant, whole, and tells the other what happened', async () => {
      const one = await draft(pledgeId, { content: 'Một', jointActivities: ['Một a', 'Một b'] });
      const two = await draft(pledgeId, { content: 'Hai', jointActivities: ['Hai a', 'Hai b', 'Hai c'] });
      expect(await draftPledge.together([at(3), one], [at(3), two])).toEqual(['CONFLICT', 'DONE']);
      const { content, jointActivities } = await readPledge(pledgeId);
      expect(['Một: Một a, Một b', 'Hai: Hai a, Hai b, Hai c']).toContain(
        `${content}: ${jointActivities.map(({ description }) => description).join(', ')}`,
      );
    });

    it('stores text in any normal form as NFC', async () => {
      const content = 'Giao ước thi đua giữa các công đoàn cơ sở';
      const input = await draft(pledgeId, {
        content: content.normalize('NFD'),
        jointActivities: [content.normalize('NFD')],
      });
      await draftPledge.done(at(3), input);
      const stored = await readPledge(pledgeId);
      expect([stored.content, stored.jointActivities[0]?.description]).toEqual([content, content]);
    });

    it.each<[string, number, () => Promise<object>, string]>([
      ['by another member of the group', 4, () => draft(pledgeId), 'FORBIDDEN'],
      [
        'with more than 20 activities',
        3,
        () => draft(pledgeId, { jointActivities: Array(21).fill('a') }),
        'BAD_USER_INPUT',
      ],
      [
        'with an activity twice',
        3,
        () => draft(pledgeId, { jointActivities: ['Hội thao', 'hội  thao'] }),
        'JOINT_ACTIVITY_TWICE',
      ],
      ['of blanks', 3, () => draft(pledgeId, { content: ' \n ' }), 'BAD_USER_INPUT'],
      ['of an unknown pledge', 3, async () => ({ ...(await draft(pledgeId)), pledgeId: newId() }), 'NOT_FOUND'],
    ])('is refused %s', async (_case, ordinal, input, expected) => {
      expect(await draftPledge.outcome(at(ordinal), await input())).toBe(expected);
    });
  });

  describe('openPledgeForSignature', () => {
    let pledgeId: string;
    beforeAll(async () => {
      pledgeId = (await pledgeOf(groupIds[2], calm)).id;
    });

    it('is refused below the owner’s minimum of joint activities, in both languages', async () => {
      await draftPledge.done(at(5), await draft(pledgeId, { jointActivities: [] }));
      const { refusals } = await openPledge.send(at(5), await versioned(pledgeId));
      expect(refusals).toMatchObject([{ code: 'PLEDGE_NEEDS_JOINT_ACTIVITY' }]);
      expect(refusals[0]?.vi).toContain('ít nhất 1');
      expect(refusals[0]?.en).toContain('at least 1');
    });

    it('is refused with a stale version of the task, which it names', async () => {
      await draftPledge.done(at(5), await draft(pledgeId));
      const task = await taskOf(chairs[5], 'DRAFT_PLEDGE', pledgeId);
      const { errors } = await openPledge.send(at(5), await versioned(pledgeId, { taskVersion: task.version + 1 }));
      expect(errors[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        happened: { status: 'OPEN', version: task.version },
      });
    });

    it('is refused to another member, and unknown for an unknown pledge', async () => {
      expect(await openPledge.outcome(at(6), await versioned(pledgeId))).toBe('FORBIDDEN');
      expect(await openPledge.outcome(at(5), { pledgeId: newId(), version: 1 })).toBe('NOT_FOUND');
    });

    it('happens once, however often it is asked for at the same instant', async () => {
      const input = await versioned(pledgeId);
      expect(await openPledge.together([at(5), input], [at(5), input])).toEqual(['DONE', 'PLEDGE_ALREADY_OPEN']);
    });

    it('ends drafting', async () => {
      expect(await draftPledge.outcome(at(5), await draft(pledgeId))).toBe('PLEDGE_ALREADY_OPEN');
    });

    it('answers a repeat like the first, and refuses another input under its commandId', async () => {
      const { id } = await pledgeOf(groupIds[1], calm);
      const { first, again, other } = await openPledge.repeated(at(3), await versioned(id), { taskVersion: 1 });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });
  });

  describe('signPledge, and the tasks to sign', () => {
    let pledgeId: string;
    beforeAll(async () => {
      const { id } = await pledgeOf(groupIds[0], calm);
      expect(await signPledge.outcome(at(0), { pledgeId: id, unitId: units[0] })).toBe('PLEDGE_NOT_OPEN');
      pledgeId = await opened(0, 0, calm);
    });

    it('awaits the leaders of each member unit, and nobody else', async () => {
      await taskOf(chairs[2], 'SIGN_PLEDGE', pledgeId);
      for (const ordinal of [0, 1, 2]) {
        expect(await waiting(chairs[ordinal], pledgeId)).toEqual([`SIGN_PLEDGE of ${ordinal}`]);
      }
      expect(await waiting(deputy, pledgeId)).toEqual(['SIGN_PLEDGE of 1']);
      for (const client of [chair, chairs[3], system.as(scene.appraiser), system.asSeeded('ag-chair')]) {
        expect(await waiting(client, pledgeId)).toEqual([]);
      }
    });

    it.each<[string, number, () => object, string]>([
      ['for another unit than one’s own', 1, () => ({ pledgeId, unitId: units[0] }), 'FORBIDDEN'],
      ['for a unit of another group', 3, () => ({ pledgeId, unitId: units[3] }), 'UNIT_NOT_IN_GROUP'],
      ['for an unknown unit', 0, () => ({ pledgeId, unitId: newId() }), 'NOT_FOUND'],
      ['of an unknown pledge', 0, () => ({ pledgeId: newId(), unitId: units[0] }), 'NOT_FOUND'],
    ])('is refused %s', async (_case, ordinal, input, expected) => {
      expect(await signPledge.outcome(at(ordinal), input())).toBe(expected);
    });

    it('is refused to a person whose mandate does not cover it, naming the one that would', async () => {
      const { errors } = await signPledge.send(system.as(scene.appraiser), { pledgeId, unitId: units[0] });
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'pledge.sign',
        positions: ['CHAIR', 'VICE_CHAIR'],
      });
      expect(errors[0]?.message).toContain('Phó Chủ tịch');
    });

    it('signs once for one commandId, and refuses another input under it', async () => {
      const input = { pledgeId, unitId: units[0] };
      const { first, again, other } = await signPledge.repeated(at(0), input, { unitId: units[1] });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect((await readPledge(pledgeId)).signatures).toHaveLength(1);
      expect(await signPledge.outcome(at(0), input)).toBe('ALREADY_SIGNED');
      expect(await waiting(chairs[0], pledgeId)).toEqual([]);
    });

    it('gives a task to one of two people who claim it at the same instant', async () => {
      const task = await taskOf(deputy, 'SIGN_PLEDGE', pledgeId);
      const input = { taskId: task.id, version: task.version };
      expect(await claimTask.together([at(1), input], [deputy, input])).toEqual(['CONFLICT', 'DONE']);
      expect(await claimTask.outcome(at(0), input)).toBe('FORBIDDEN');
      expect(await claimTask.outcome(at(1), { ...input, taskId: newId() })).toBe('NOT_FOUND');

      const claimed = await taskOf(deputy, 'SIGN_PLEDGE', pledgeId);
      expect(claimed.version).toBe(task.version + 1);
      const current = { taskId: task.id, version: claimed.version };
      const { assigneeId } = await assignee(pledgeId, task.id);
      const [owner, rival] = assigneeId === deputyId ? [deputy, at(1)] : [at(1), deputy];
      // Whoever was second neither signs it nor gives it back.
      const { errors } = await signPledge.send(rival, { pledgeId, unitId: units[1] });
      expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', happened: { status: 'CLAIMED', assigneeId } });
      expect(await unclaimTask.outcome(rival, current)).toBe('CONFLICT');
      expect(await unclaimTask.together([owner, current], [owner, current])).toEqual(['CONFLICT', 'DONE']);
      expect((await assignee(pledgeId, task.id)).assigneeId).toBeNull();
    });

    it('claims and gives back once for one commandId', async () => {
      const { id: taskId, version } = await taskOf(deputy, 'SIGN_PLEDGE', pledgeId);
      const claimed = await claimTask.repeated(deputy, { taskId, version }, { version: version + 1 });
      expect(claimed.again).toEqual(claimed.first);
      expect(claimed.other).toBe('CONFLICT');
      const given = await unclaimTask.repeated(deputy, { taskId, version: version + 1 }, { version: version + 2 });
      expect(given.again).toEqual(given.first);
      expect(given.other).toBe('CONFLICT');
      expect(given.first.task).toEqual({ id: taskId, version: version + 2, assigneeId: null });
    });

    it('takes one signature for a unit when its chair and vice-chair sign at the same instant', async () => {
      const input = { pledgeId, unitId: units[1] };
      expect(await signPledge.together([at(1), input], [deputy, input])).toEqual(['ALREADY_SIGNED', 'DONE']);
      expect((await readPledge(pledgeId)).signatures.filter(({ unit }) => unit.id === units[1])).toHaveLength(1);
    });

    it('tells a claimant who comes too late what happened', async () => {
      const { pledge } = await chair.read<{ pledge: { tasks: { id: string; outcome: string; version: number }[] } }>(
        'query Tasks($id: ID!) { pledge(id: $id) { tasks { id outcome version } } }',
        { id: pledgeId },
      );
      const done = pledge.tasks.find(({ outcome }) => outcome === 'OPEN_FOR_SIGNATURE') ?? pledge.tasks[0];
      const { errors } = await claimTask.send(at(0), { taskId: done?.id, version: 1 });
      expect(errors[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        happened: { status: 'COMPLETED', outcome: done?.outcome },
      });
      expect(errors[0]?.message).toContain(done?.outcome);
    });

    it('is complete when every member unit has signed, none late', async () => {
      await signPledge.done(at(2), { pledgeId, unitId: units[2] });
      await awaited('the pledge to be complete', async () => (await readPledge(pledgeId)).state === 'SIGNED');
      const { signatures, missingUnits } = await readPledge(pledgeId);
      expect(missingUnits).toEqual([]);
      expect(signatures.map(({ late }) => late)).toEqual([false, false, false]);
    });

    const assignee = async (id: string, taskId: string): Promise<{ assigneeId: string | null }> => {
      const { pledge } = await chair.read<{ pledge: { tasks: { id: string; assigneeId: string | null }[] } }>(
        'query Tasks($id: ID!) { pledge(id: $id) { tasks { id assigneeId } } }',
        { id },
      );
      return pledge.tasks.find((task) => task.id === taskId) ?? { assigneeId: null };
    };
  });

  describe('after the deadline', () => {
    let pledgeId: string;
    let task: EmulationTask;
    beforeAll(async () => {
      pledgeId = (await pledgeOf(groupIds[1], hurried)).id;
      task = await taskOf(chair, 'HANDLE_PLEDGE_ESCALATION', pledgeId);
    });

    it('names those who have not signed, and awaits the owner’s office and nobody else', async () => {
      expect(new Set((await readPledge(pledgeId)).escalatedUnits.map(({ id }) => id))).toEqual(
        new Set(units.slice(3, 5)),
      );
      expect(await waiting(system.as(scene.appraiser), pledgeId)).toEqual(['HANDLE_PLEDGE_ESCALATION of -1']);
      expect(await waiting(system.as(scene.secretary), pledgeId)).toEqual([]);
      expect(await waiting(chairs[4], pledgeId)).toEqual([]);
    });

    it.each<[string, () => PersistentClient, () => object, string]>([
      ['by a member unit', () => at(4), () => ({ version: task.version }), 'FORBIDDEN'],
      ['with a note of blanks', () => chair, () => ({ version: task.version, note: '  ' }), 'BAD_USER_INPUT'],
      ['with a stale version', () => chair, () => ({ version: task.version + 1 }), 'CONFLICT'],
      ['of an unknown task', () => chair, () => ({ taskId: newId(), version: 1 }), 'NOT_FOUND'],
    ])('handlePledgeEscalation is refused %s', async (_case, client, more, expected) => {
      expect(await handleEscalation.outcome(client(), { taskId: task.id, note: 'Đã nhắc.', ...more() })).toBe(expected);
    });

    it('is dealt with once, whoever acts at the same instant, and the other is told what happened', async () => {
      const input = { taskId: task.id, version: task.version, note: 'Đã nhắc hai đơn vị.' };
      const office = system.as(scene.appraiser);
      expect(await handleEscalation.together([chair, input], [office, input])).toEqual(['CONFLICT', 'DONE']);
      const { errors } = await handleEscalation.send(chair, input);
      expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', happened: { status: 'COMPLETED' } });
    });

    it('answers a repeat like the first, and refuses another input under its commandId', async () => {
      const { id } = await pledgeOf(groupIds[2], hurried);
      const { id: taskId, version } = await taskOf(chair, 'HANDLE_PLEDGE_ESCALATION', id);
      const input = { taskId, version, note: 'Đã nhắc.' };
      const { first, again, other } = await handleEscalation.repeated(chair, input, { note: 'Khác.' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('still takes signatures, marked late', async () => {
      await opened(1, 3, hurried);
      await signPledge.done(at(3), { pledgeId, unitId: units[3] });
      await signPledge.done(at(4), { pledgeId, unitId: units[4] });
      await awaited('the pledge to be complete', async () => (await readPledge(pledgeId)).state === 'SIGNED');
      expect((await readPledge(pledgeId)).signatures.map(({ late }) => late)).toEqual([true, true]);
    });

    it('has nothing left to be dealt with once every unit has signed', async () => {
      const { id } = await pledgeOf(groupIds[0], hurried);
      const escalation = await taskOf(chair, 'HANDLE_PLEDGE_ESCALATION', id);
      await opened(0, 0, hurried);
      for (const ordinal of [0, 1, 2]) {
        await signPledge.done(at(ordinal), { pledgeId: id, unitId: units[ordinal] });
      }
      const input = { taskId: escalation.id, version: escalation.version, note: 'Đã nhắc.' };
      expect(['PLEDGE_COMPLETE', 'CONFLICT']).toContain(await handleEscalation.outcome(chair, input));
      await awaited('the task to go', async () => (await waiting(chair, id)).length === 0);
    });
  });
});
