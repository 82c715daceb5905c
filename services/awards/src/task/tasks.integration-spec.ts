import { newId } from '@thidua/contracts/ids';
import {
  AwardsBench,
  must,
  type NominationView,
  openTask,
  person,
  type TestPerson,
  UNITS,
} from '../testing/awards-bench';
import { RegistryScene } from '../testing/registry-scene';

const chair = person('CHAIR', UNITS.direct);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);
const other = person('STANDING_COMMITTEE_MEMBER', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);
const nobody = person();

interface Bulk {
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  readonly notYet: number;
  readonly results: readonly { taskId: string; outcome: string; reasons: { code: string }[] }[];
}

describe('tasks', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('tasks');
    for (const someone of [cadre, other, provinceChair, secretary, stranger]) {
      bench.knows(someone);
    }
  });
  afterAll(() => bench.stop());

  const submitted = (more: object = {}): Promise<NominationView> => bench.submitted(chair, chair, UNITS.direct, more);
  const bulk = async (caller: TestPerson, field: string, input: object): Promise<Bulk | string> => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}`;
    const { data, errors } = await bench.send(
      caller,
      `mutation ($input: ${type}Input!) { result: ${field}(input: $input) { ... on CommandRefused { reasons { code } }
         ... on ${type}Success { bulk { total done refused notYet results { taskId outcome reasons { code } } } } } }`,
      { input: { commandId: newId(), ...input } },
    );
    const result = (data as unknown as { result: { bulk?: Bulk; reasons?: { code: string }[] } } | null)?.result;
    return result?.bulk ?? result?.reasons?.[0]?.code ?? String(errors[0]?.extensions.code);
  };

  describe('delegateAwardTask, reassignAwardTask and releaseAwardTask', () => {
    it('give it to an officer of the unit who may do it, and to nobody else', async () => {
      const nomination = await submitted({ nomineeMemberId: provinceChair.id });
      const task = openTask(nomination);
      const to = (someone: TestPerson): object => ({ ...task, toMemberId: someone.id });
      expect((await bench.command(cadre, 'delegateAwardTask', to(secretary))).code).toBe('RECEIVER_HAS_NO_MANDATE');
      expect((await bench.command(cadre, 'delegateAwardTask', to(stranger))).code).toBe('RECEIVER_HAS_NO_MANDATE');
      expect((await bench.command(cadre, 'delegateAwardTask', to(nobody))).code).toBe('RECEIVER_HAS_NO_MANDATE');
      expect((await bench.command(cadre, 'delegateAwardTask', to(provinceChair))).code).toBe(
        'RECEIVER_BREAKS_SEPARATION_OF_DUTIES',
      );
      expect((await bench.command(stranger, 'delegateAwardTask', to(other))).code).toBe('NOT_FOUND');
      const commandId = newId();
      const given = await bench.command(cadre, 'delegateAwardTask', { ...to(other), commandId });
      expect(given.task).toMatchObject({ version: 2, assigneeId: other.id });
      expect((await bench.command(cadre, 'delegateAwardTask', { ...to(other), commandId })).task?.version).toBe(2);
      expect((await bench.command(cadre, 'passAppraisal', { ...task, version: 2 })).code).toBe('CONFLICT');
      expect((await bench.command(other, 'passAppraisal', { ...task, version: 2 })).code).toBeNull();
      expect((await bench.trail(nomination.id)).map(({ action }) => action)).toContain('DELEGATE');
    });

    it('let a leader take it from whoever holds it, one of two at the same instant', async () => {
      const task = openTask(await submitted());
      await bench.command(cadre, 'claimAwardTask', task);
      const held = { ...task, version: 2 };
      expect((await bench.command(other, 'delegateAwardTask', { ...held, toMemberId: other.id })).code).toBe(
        'CONFLICT',
      );
      expect((await bench.command(other, 'reassignAwardTask', { ...held, toMemberId: other.id })).code).toBe(
        'FORBIDDEN',
      );
      expect((await bench.command(other, 'releaseAwardTask', held)).code).toBe('FORBIDDEN');
      const codes = await Promise.all([
        bench.command(provinceChair, 'reassignAwardTask', { ...held, toMemberId: other.id }),
        bench.command(provinceChair, 'releaseAwardTask', held),
      ]);
      expect(codes.map(({ code }) => code ?? 'DONE').sort((left, right) => left.localeCompare(right))).toEqual([
        'CONFLICT',
        'DONE',
      ]);
      const released = await bench.command(provinceChair, 'releaseAwardTask', { ...task, version: 3 });
      expect(released.task).toMatchObject({ version: 4, assigneeId: null });
    });

    it('are not for a leader who nominated', async () => {
      const nomination = await bench.submitted(provinceChair, provinceChair, UNITS.ag, {
        nomineeMemberId: newId(),
      });
      const input = { ...openTask(nomination), toMemberId: cadre.id };
      expect((await bench.command(provinceChair, 'reassignAwardTask', input)).code).toBe('FORBIDDEN');
    });

    it('wait for membership', async () => {
      const input = { ...openTask(await submitted()), toMemberId: other.id, commandId: newId() };
      bench.owners.delay = 2500;
      expect((await bench.command(cadre, 'delegateAwardTask', input)).code).toBe('RETRY_LATER');
      bench.owners.delay = 0;
      expect((await bench.command(cadre, 'delegateAwardTask', input)).task?.assigneeId).toBe(other.id);
    });
  });

  it('say why they are there, by when, and what happens next', async () => {
    const nomination = await submitted();
    const { data } = await bench.send(
      cadre,
      `{ nomination(id: "${nomination.id}") { tasks { dueAt why { vi en } nextStages { stage } remindedAt escalatedAt } } }`,
    );
    expect(data).toEqual({
      nomination: {
        tasks: [
          {
            dueAt: expect.any(String),
            why: {
              vi: expect.stringContaining('PROVINCIAL_APPRAISAL'),
              en: expect.stringContaining('PROVINCIAL_APPRAISAL'),
            },
            nextStages: [{ stage: 'COUNCIL' }, { stage: 'DECISION' }],
            remindedAt: null,
            escalatedAt: null,
          },
        ],
      },
    });
    await bench.command(cadre, 'returnNomination', { ...openTask(nomination), reason: 'Thiếu.' });
    const revision = await bench.send(
      chair,
      `{ nomination(id: "${nomination.id}") { tasks(status: OPEN) { why { vi } nextStages { stage } } } }`,
    );
    expect(revision.data).toMatchObject({
      nomination: {
        tasks: [{ nextStages: [{ stage: 'PROVINCIAL_APPRAISAL' }, { stage: 'COUNCIL' }, { stage: 'DECISION' }] }],
      },
    });
  });

  describe('several at once', () => {
    /** As many nominations as one that was submitted, each a subject of its own with its open task. */
    const many = async (count: number): Promise<string[]> => {
      const model = await submitted();
      const [taskId] = model.tasks.map(({ id }) => id);
      const ids = Array.from({ length: count }, () => ({ nomination: newId(), task: newId() }));
      const copy = async (
        table: string,
        key: string,
        column: 'nomination' | 'task',
        also: object = {},
      ): Promise<void> => {
        const columns = (
          await bench.dataSource.query<{ name: string }[]>(
            'SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?',
            [table],
          )
        ).map(({ name }) => name);
        const value = (name: string): string =>
          name === key ? 'n.own' : name in also ? String((also as Record<string, string>)[name]) : `m.${name}`;
        const source = column === 'task' ? taskId : model.id;
        await bench.dataSource.query(
          `INSERT INTO ${table} (${columns.join(', ')})
             SELECT ${columns.map(value).join(', ')} FROM ${table} m
               JOIN (${ids.map(() => 'SELECT ? AS own, ? AS subject').join(' UNION ALL ')}) n WHERE m.${key} = ?`,
          [...ids.flatMap((id) => [id[column], id.nomination]), source],
        );
      };
      await copy('nomination', 'id', 'nomination');
      await copy('nomination_stage', 'nomination_id', 'nomination');
      await copy('nomination_revision', 'nomination_id', 'nomination');
      await copy('subject_head', 'subject_id', 'nomination');
      await copy('task', 'id', 'task', { subject_id: 'n.subject' });
      return ids.map(({ task }) => task);
    };

    it('500 are passed, each by itself: one that is stale and one that is unknown spoil none', async () => {
      const ids = await many(500);
      const tasks = ids.map((taskId) => ({ taskId, version: 1 }));
      const commandId = newId();
      const input = {
        commandId,
        decision: 'PASS',
        reason: 'Đủ điều kiện.',
        tasks: tasks.map((task, index) =>
          index === 7 ? { ...task, version: 9 } : index === 8 ? { taskId: newId(), version: 1 } : task,
        ),
      };
      let answer = (await bulk(cadre, 'decideAwardTasks', input)) as Bulk;
      const progress = [answer.done];
      while (answer.notYet > 0) {
        answer = (await bulk(cadre, 'decideAwardTasks', input)) as Bulk;
        progress.push(answer.done);
      }
      expect(answer).toMatchObject({ total: 500, done: 498, refused: 2, notYet: 0 });
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(answer.results.map(({ taskId }) => taskId)).toEqual(input.tasks.map(({ taskId }) => taskId));
      expect([7, 8].map((index) => answer.results[index]?.reasons[0]?.code)).toEqual(['CONFLICT', 'NOT_FOUND']);
      expect(await bench.count('task', "id IN (?) AND status = 'COMPLETED' AND outcome = 'PASSED'", [ids])).toBe(498);
      expect(await bench.count('outbox', "JSON_VALUE(decision, '$.action') = 'ADVANCE'")).toBe(499);
      const again = (await bulk(cadre, 'decideAwardTasks', input)) as Bulk;
      expect(again.done + again.notYet).toBe(498);
      expect(await bench.count('outbox', "JSON_VALUE(decision, '$.action') = 'ADVANCE'")).toBe(499);
      // The same commandId for something else is a conflict for each.
      const changed = (await bulk(cadre, 'decideAwardTasks', {
        ...input,
        reason: 'Khác',
        tasks: tasks.slice(0, 2),
      })) as Bulk;
      expect(changed.results.map(({ reasons }) => reasons[0]?.code)).toEqual(['CONFLICT', 'CONFLICT']);
    });

    it('are refused one by one for who may not, and for who nominated', async () => {
      const nomination = await submitted();
      const tasks = [openTask(nomination)];
      const refused = (await bulk(stranger, 'decideAwardTasks', { decision: 'PASS', tasks })) as Bulk;
      expect(refused.results[0]).toMatchObject({ outcome: 'REFUSED', reasons: [{ code: 'NOT_FOUND' }] });
      const party = { ...cadre, id: chair.id };
      const own = (await bulk(party, 'decideAwardTasks', { decision: 'PASS', tasks })) as Bulk;
      expect(own.results[0]).toMatchObject({ outcome: 'REFUSED', reasons: [{ code: 'FORBIDDEN' }] });
      expect(await bulk(cadre, 'decideAwardTasks', { decision: 'RETURN', tasks })).toBe('DECISION_NEEDS_REASON');
      expect(await bulk(cadre, 'decideAwardTasks', { decision: 'PASS', tasks: [...tasks, ...tasks] })).toBe(
        'BAD_USER_INPUT',
      );
      expect(await bulk(cadre, 'decideAwardTasks', { decision: 'PASS', tasks: [] })).toBe('BAD_USER_INPUT');
      expect(await bulk(cadre, 'assignAwardTasks', { assignment: 'DELEGATE', tasks })).toBe('BAD_USER_INPUT');
      expect(await bulk(cadre, 'assignAwardTasks', { assignment: 'CLAIM', tasks, toMemberId: other.id })).toBe(
        'BAD_USER_INPUT',
      );
    });

    it('are claimed by one of two at the same instant, and reassigned together', async () => {
      const tasks = (await many(3)).map((taskId) => ({ taskId, version: 1 }));
      const [one, two] = (await Promise.all([
        bulk(cadre, 'assignAwardTasks', { assignment: 'CLAIM', tasks }),
        bulk(other, 'assignAwardTasks', { assignment: 'CLAIM', tasks }),
      ])) as [Bulk, Bulk];
      expect(one.done + two.done).toBe(3);
      const given = (await bulk(provinceChair, 'assignAwardTasks', {
        assignment: 'REASSIGN',
        toMemberId: other.id,
        tasks: tasks.map((task) => ({ ...task, version: 2 })),
      })) as Bulk;
      expect(given).toMatchObject({ total: 3, done: 3 });
      expect(
        await bench.count('task', 'id IN (?) AND assignee_id = ?', [tasks.map(({ taskId }) => taskId), other.id]),
      ).toBe(3);
    });
  });

  describe('viewer.awardTasks and awardTaskCounts', () => {
    const reader = person('FULL_TIME_CADRE', UNITS.lx);
    const schoolChair = person('CHAIR', UNITS.lxSchool);
    let first: NominationView;
    let second: NominationView;
    beforeAll(async () => {
      const scene = await RegistryScene.on(bench);
      first = await bench.submitted(schoolChair, schoolChair, UNITS.lxSchool, {
        nomineeMemberId: scene.person('Đặng Thị Ước Mơ'),
      });
      second = await bench.submitted(schoolChair, schoolChair, UNITS.lxSchool, {
        nomineeMemberId: null,
        nomineeUnitId: UNITS.lxSchool.id,
      });
      await bench.dataSource.query(
        "UPDATE unit_projection SET name = 'Công đoàn cơ sở Trường Đông Phước' WHERE unit_id = ?",
        [UNITS.lxSchool.id],
      );
      while ((await scene.directory.readNext()) > 0);
      await bench.dataSource.query('UPDATE task SET due_at = UTC_TIMESTAMP(6) - INTERVAL 1 DAY WHERE subject_id = ?', [
        second.id,
      ]);
    });

    const inbox = async (more: string): Promise<string[]> => {
      const { data, errors } = await bench.send(
        reader,
        `{ them: _entities(representations: [{ __typename: "Viewer", id: "${reader.id}" }]) { ... on Viewer {
             awardTasks(first: 50${more}) { nodes { nomination { id } } } } } }`,
      );
      expect(errors).toEqual([]);
      const [viewer] = (data as unknown as { them: { awardTasks: { nodes: { nomination: { id: string } }[] } }[] })
        .them;
      return must(viewer).awardTasks.nodes.map(({ nomination }) => nomination.id);
    };

    it.each<[string, string, ('first' | 'second')[]]>([
      ['all, by due date', '', ['second', 'first']],
      ['a kind', ', filter: { kinds: ["APPRAISE_NOMINATION"] }', ['second', 'first']],
      ['another kind', ', filter: { kinds: ["DECIDE_NOMINATION"] }', []],
      ['a stage', ', filter: { stages: ["UPPER_APPRAISAL"] }', ['second', 'first']],
      ['overdue', ', filter: { overdue: true }', ['second']],
      ['due before', `, filter: { dueBefore: "${new Date(Date.now() + 3_600_000).toISOString()}" }`, ['second']],
      ['the unit that nominated', `, filter: { nominatingUnitId: "${UNITS.lxSchool.id}" }`, ['second', 'first']],
      ['another unit', `, filter: { nominatingUnitId: "${UNITS.direct.id}" }`, []],
      ['the unit that acts', `, filter: { unitId: "${UNITS.lx.id}" }`, ['second', 'first']],
      ['a name without its accents', ', filter: { text: "truong dong phuoc" }', ['second', 'first']],
      ['a name with them', ', filter: { text: "Đông Phước" }', ['second', 'first']],
      ['the given name of the nominee', ', filter: { text: "uoc mo" }', ['first']],
      ['part of it with its accents', ', filter: { text: "Thị Ướ" }', ['first']],
      ['a name that nobody has', ', filter: { text: "bac giang" }', []],
      ['what could be a pattern', ', filter: { text: "%%" }', []],
      ['held by nobody', ', filter: { holder: NOBODY }', ['second', 'first']],
      ['held by oneself', ', filter: { holder: MINE }', []],
      ['by stage', ', orderBy: STAGE', ['second', 'first']],
      ['by unit', ', orderBy: UNIT', ['second', 'first']],
      ['by award', ', orderBy: AWARD', ['second', 'first']],
    ])('%s', async (_case, more, expected) => {
      const names = { [first.id]: 'first', [second.id]: 'second' };
      expect((await inbox(more)).map((id) => names[id])).toEqual(expected);
    });

    it.each(['DUE', 'STAGE', 'UNIT', 'AWARD'])('pages by keyset in the order %s', async (order) => {
      const page = async (after: string): Promise<{ id: string | undefined; end: string }> => {
        const { data } = await bench.send(
          reader,
          `{ them: _entities(representations: [{ __typename: "Viewer", id: "${reader.id}" }]) { ... on Viewer {
               awardTasks(first: 1, orderBy: ${order}${after}) { nodes { nomination { id } } pageInfo { endCursor } } } } }`,
        );
        const [viewer] = (
          data as unknown as {
            them: { awardTasks: { nodes: { nomination: { id: string } }[]; pageInfo: { endCursor: string } } }[];
          }
        ).them;
        const { nodes, pageInfo } = must(viewer).awardTasks;
        return { id: nodes[0]?.nomination.id, end: pageInfo.endCursor };
      };
      const one = await page('');
      const two = await page(`, after: "${one.end}"`);
      expect([one.id, two.id]).toEqual([second.id, first.id]);
      expect((await page(`, after: "${two.end}"`)).id).toBeUndefined();
    });

    it('counts them by group, in one statement', async () => {
      const counts = async (group: string, more = ''): Promise<{ counts: unknown; statements: number }> => {
        const { data, errors, statements } = await bench.send(
          reader,
          `{ them: _entities(representations: [{ __typename: "Viewer", id: "${reader.id}" }]) { ... on Viewer {
               awardTaskCounts(groupBy: ${group}${more}) { key count overdue unit { id } awardType { code } } } } }`,
        );
        expect(errors).toEqual([]);
        const [viewer] = (data as unknown as { them: { awardTaskCounts: unknown }[] }).them;
        return { counts: must(viewer).awardTaskCounts, statements };
      };
      expect(await counts('KIND')).toEqual({
        counts: [{ key: 'APPRAISE_NOMINATION', count: 2, overdue: 1, unit: null, awardType: null }],
        statements: 1,
      });
      expect((await counts('STAGE', ', filter: { overdue: true }')).counts).toMatchObject([
        { key: 'UPPER_APPRAISAL', count: 1 },
      ]);
      expect((await counts('UNIT')).counts).toMatchObject([
        { key: 'lxSchool', count: 2, unit: { id: UNITS.lxSchool.id } },
      ]);
      expect((await counts('AWARD')).counts).toMatchObject([
        { count: 2, awardType: { code: 'PROVINCIAL_MERIT_CERTIFICATE' } },
      ]);
      expect((await counts('AWARD', ', filter: { kinds: ["DECIDE_NOMINATION"] }')).counts).toEqual([]);
    });
  });
});
