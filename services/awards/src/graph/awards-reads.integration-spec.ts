import { newId, seededId } from '@thidua/contracts/ids';
import { encodeCursor, listTag, schemaDrift } from '@thidua/service-kit';
import { fewestStatements } from '@thidua/testkit';
import { AwardType } from '../award-type/award-type.entity';
import { definition } from '../definition';
import { seedAwards } from '../seed/award-types.seed';
import { AwardsBench, must, openTask, person, type TestPerson, type TestUnit, UNITS } from '../testing/awards-bench';

const lxChair = person('CHAIR', UNITS.lx);
const lxSchoolChair = person('CHAIR', UNITS.lxSchool);
const directChair = person('CHAIR', UNITS.direct);
const provinceChair = person('CHAIR', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);
const worker = person();

interface Listed {
  readonly nodes: { readonly id: string; readonly nominations?: Listed }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('reading nominations', () => {
  let bench: AwardsBench;
  const nominee = newId();
  const ofSchool: string[] = [];
  const ofDirect: string[] = [];

  beforeAll(async () => {
    bench = await AwardsBench.start('reads');
    for (let at = 0; at < 3; at += 1) {
      ofSchool.push(
        (await bench.submitted(lxSchoolChair, lxSchoolChair, UNITS.lxSchool, { nomineeMemberId: nominee })).id,
      );
      ofDirect.push((await bench.submitted(directChair, directChair, UNITS.direct)).id);
    }
  });
  afterAll(() => bench.stop());

  const list = async (caller: TestPerson, query: string): Promise<string[]> => {
    const { data, errors } = await bench.send(caller, `{ nominations${query} { nodes { id } } }`);
    expect(errors).toEqual([]);
    return (data as unknown as { nominations: Listed }).nominations.nodes.map(({ id }) => id);
  };
  const entities = (type: string, ids: readonly string[], fields: string, caller: TestPerson) =>
    bench.send(
      caller,
      `query ($them: [_Any!]!) { them: _entities(representations: $them) { ... on ${type} { ${fields} } } }`,
      {
        them: ids.map((id) => ({ __typename: type, id })),
      },
    );

  it('finds no drift between entities and migrations', async () => {
    expect(await schemaDrift(definition, bench.database.url)).toEqual([]);
  });

  it('seeds once, whatever the number of runs', async () => {
    const before = [await bench.count('award_type'), await bench.count('command')];
    await seedAwards(bench);
    expect([await bench.count('award_type'), await bench.count('command')]).toEqual(before);
    expect(
      await bench.dataSource.manager.existsBy(AwardType, {
        id: seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE'),
      }),
    ).toBe(true);
  });

  it.each<[string, TestPerson, () => string[]]>([
    ['the province sees all of it', provinceChair, () => [...ofSchool, ...ofDirect]],
    ['its council’s secretary too', secretary, () => [...ofSchool, ...ofDirect]],
    ['the upper union sees its own', lxChair, () => ofSchool],
    ['a unit sees its own', directChair, () => ofDirect],
    ['another province sees nothing', stranger, () => []],
    ['a worker sees nothing', worker, () => []],
  ])('%s', async (_name, caller, expected) => {
    expect((await list(caller, '')).sort()).toEqual(expected().sort());
    for (const id of [...ofSchool, ...ofDirect]) {
      const { data, errors } = await bench.send(caller, `{ nomination(id: "${id}") { id } }`);
      const history = await bench.send(caller, `{ nominationHistory(nominationId: "${id}") { nodes { action } } }`);
      if (expected().includes(id)) {
        expect([errors, data]).toEqual([[], { nomination: { id } }]);
        expect(history.errors).toEqual([]);
      } else {
        expect(errors[0]?.extensions['code']).toBe('NOT_FOUND');
        expect(history.errors[0]?.extensions['code']).toBe('NOT_FOUND');
      }
    }
  });

  it('a drafter still reads the nomination when the mandate has ended', async () => {
    const former: TestPerson = { id: directChair.id, mandates: [] };
    expect((await list(former, '')).sort()).toEqual([...ofDirect].sort());
  });

  it('a unit of the route still reads it when the nominating unit has moved elsewhere', async () => {
    const moving: TestUnit = { id: newId(), path: '/1/2/3/9/', level: 'GRASSROOTS_UNION' };
    await bench.placeUnit('AG-LX-09', moving);
    const mover = person('CHAIR', moving);
    const { id } = await bench.submitted(mover, mover, moving);
    await bench.dataSource.query('UPDATE unit_projection SET path = ? WHERE unit_id = ?', ['/1/6/9/', moving.id]);
    expect(await list(lxChair, '(filter: {state: UNDER_APPRAISAL})')).toContain(id);
    expect(await list(person('CHAIR', UNITS.other), '')).toEqual([id]);
    await bench.dataSource.query('DELETE FROM task WHERE subject_id = ?', [id]);
    await bench.dataSource.query('DELETE FROM nomination WHERE id = ?', [id]);
  });

  it('filters by unit, by the units under one, by state, award and cycle', async () => {
    expect((await list(provinceChair, `(filter: {unitId: "${UNITS.direct.id}"})`)).sort()).toEqual(ofDirect.sort());
    expect((await list(provinceChair, `(filter: {underUnitId: "${UNITS.lx.id}"})`)).sort()).toEqual(ofSchool.sort());
    expect(await list(provinceChair, '(filter: {state: DECIDED})')).toEqual([]);
    expect(await list(provinceChair, `(filter: {awardTypeId: "${newId()}"})`)).toEqual([]);
    expect(await list(provinceChair, `(filter: {cycleId: "${newId()}"})`)).toEqual([]);
  });

  it('pages by keyset: every item once, in order', async () => {
    const seen: string[] = [];
    let after = 'null';
    for (;;) {
      const { data } = await bench.send(
        provinceChair,
        `{ nominations(first: 2, after: ${after}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
      );
      const page = (data as unknown as { nominations: Listed }).nominations;
      seen.push(...page.nodes.map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) {
        break;
      }
      after = JSON.stringify(page.pageInfo.endCursor);
    }
    expect(seen).toHaveLength(6);
    expect(seen).toEqual([...seen].sort());
  });

  it.each([
    ['nominations(first: 0)', 'first'],
    ['nominations(first: 100000)', 'first'],
    ['nominations(after: "no cursor")', 'after'],
    [`nominations(after: "${encodeCursor(['x'])}")`, 'after'],
    [`nominations(after: "${encodeCursor([1])}")`, 'after'],
    [`nominations(after: "${encodeCursor([newId()])}")`, 'after'],
    [`nominations(after: "${encodeCursor([listTag(['t.id']), newId()])}")`, 'after'],
    ['nominations(filter: {unitId: "no id"})', 'unitId'],
    ['awardTypes(first: 201)', 'first'],
    ['awardTypes(after: "no cursor")', 'after'],
  ])('%s is BAD_USER_INPUT', async (field, name) => {
    const { errors } = await bench.send(provinceChair, `{ ${field} { nodes { id } } }`);
    expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain(name);
  });

  it.each([
    ['nomination(id: "x") { id }', 'BAD_USER_INPUT'],
    [`nomination(id: "${newId()}") { id }`, 'NOT_FOUND'],
    [`awardType(id: "${newId()}") { id }`, 'NOT_FOUND'],
    [`nominationHistory(nominationId: "${newId()}") { nodes { action } }`, 'NOT_FOUND'],
    [`nominations(filter: {underUnitId: "${newId()}"}) { nodes { id } }`, 'NOT_FOUND'],
  ])('%s is %s', async (field, code) => {
    const { errors } = await bench.send(provinceChair, `{ ${field} }`);
    expect(errors[0]?.extensions['code']).toBe(code);
  });

  it('reads whole nominations with a number of statements that does not grow with the list', async () => {
    const fields = `nodes { id awardType { code route { stages { stage } } routes { version } } route { stages { stage } }
      nominatingUnit { id nominations(first: 2) { nodes { id } } } nominee { id nominations(first: 1) { nodes { id } } }
      stages { stage skipped unit { id } } skippedStages { stage } revisions { number submittedBy { id } } councilVote { yes }
      decision { number } tasks { kind nomination { id } } history(first: 3) { nodes { action } } }`;
    const read = (first: number) =>
      fewestStatements(() => bench.send(provinceChair, `{ nominations(first: ${first}) { ${fields} } }`));
    const one = await read(1);
    const six = await read(6);
    expect(one.errors).toEqual([]);
    expect(six.errors).toEqual([]);
    expect((six.data as unknown as { nominations: Listed }).nominations.nodes).toHaveLength(6);
    expect(six.statements).toBeLessThan(one.statements + 5);
    expect(one.statements).toBeLessThanOrEqual(20);
  });

  it('gives each unit and each member its own page in two statements, scope included', async () => {
    const units = [UNITS.lxSchool.id, UNITS.direct.id, UNITS.otherSchool.id, ...Array.from({ length: 60 }, newId)];
    const answer = await entities(
      'UnionUnit',
      units,
      'nominations(first: 2) { nodes { id } pageInfo { hasNextPage } }',
      provinceChair,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.statements).toBe(2);
    const [school, direct, other] = (answer.data as unknown as { them: { nominations: Listed }[] }).them;
    expect(school?.nominations.nodes.map(({ id }) => id)).toEqual([...ofSchool].sort().slice(0, 2));
    expect(school?.nominations.pageInfo.hasNextPage).toBe(true);
    expect(direct?.nominations.nodes).toHaveLength(2);
    expect(other?.nominations.nodes).toEqual([]);

    const members = await entities('Member', [nominee, newId()], 'nominations { nodes { id } }', lxChair);
    expect(members.statements).toBe(2);
    const [named] = (members.data as unknown as { them: { nominations: Listed }[] }).them;
    expect(named?.nominations.nodes.map(({ id }) => id)).toEqual([...ofSchool].sort());
    const hidden = await entities('Member', [nominee], 'nominations { nodes { id } }', stranger);
    expect(hidden.data).toEqual({ them: [{ nominations: { nodes: [] } }] });
  });

  it('resolves references under the caller’s scope, in a bounded number of statements', async () => {
    const all = [...ofSchool, ...ofDirect, newId()];
    const answer = await entities('Nomination', all, 'id state', lxChair);
    expect(answer.statements).toBe(2);
    expect((answer.data as unknown as { them: ({ id: string } | null)[] }).them.map((row) => row?.id ?? null)).toEqual([
      ...ofSchool,
      null,
      null,
      null,
      null,
    ]);
    const foreign = await entities('Viewer', [provinceChair.id], 'awardTasks { nodes { id } }', lxChair);
    expect(foreign.data).toEqual({ them: [null] });
  });

  describe('viewer.awardTasks', () => {
    interface Inbox {
      readonly nodes: { id: string; unitId: string; kind: string; dueAt: string | null; nomination: { id: string } }[];
      readonly pageInfo: { hasNextPage: boolean; endCursor: string };
    }
    const inbox = async (caller: TestPerson, more = ''): Promise<{ page: Inbox; statements: number }> => {
      const { data, errors, statements } = await entities(
        'Viewer',
        [caller.id],
        `awardTasks${more} { nodes { id unitId kind dueAt nomination { id } } pageInfo { hasNextPage endCursor } }`,
        caller,
      );
      expect(errors).toEqual([]);
      return {
        page: (data as unknown as { them: { awardTasks: Inbox }[] }).them[0]?.awardTasks as Inbox,
        statements,
      };
    };

    it('shows the open tasks that the person’s mandates let them do, by due date', async () => {
      const { page } = await inbox(lxChair);
      expect(page.nodes.map(({ nomination }) => nomination.id).sort()).toEqual([...ofSchool].sort());
      const due = page.nodes.map(({ dueAt }) => dueAt ?? '');
      expect(due).toEqual([...due].sort());
      expect((await inbox(provinceChair)).page.nodes).toHaveLength(3);
      expect((await inbox(secretary)).page.nodes).toEqual([]);
      expect((await inbox(stranger)).page.nodes).toEqual([]);
      expect((await inbox(worker)).page.nodes).toEqual([]);
    });

    it('pages by keyset and refuses cursors of another make', async () => {
      const first = await inbox(provinceChair, '(first: 2)');
      expect(first.page.pageInfo.hasNextPage).toBe(true);
      const second = await inbox(provinceChair, `(first: 2, after: "${first.page.pageInfo.endCursor}")`);
      const ids = [...first.page.nodes, ...second.page.nodes].map(({ id }) => id);
      expect(new Set(ids).size).toBe(3);
      const tag = listTag(['task.due_at', 'task.id']);
      for (const after of [
        'x',
        encodeCursor([tag, 'now', newId()]),
        encodeCursor([tag, '2021-01-01 00:00:00.000000', 'x']),
        encodeCursor(['2021-01-01 00:00:00.000000', newId()]),
        encodeCursor([listTag(['t.code', 't.id']), '2021-01-01 00:00:00.000000', newId()]),
      ]) {
        const { errors } = await entities(
          'Viewer',
          [lxChair.id],
          `awardTasks(after: "${after}") { nodes { id } }`,
          lxChair,
        );
        expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
      }
    });

    it('costs the same however many tasks there are', async () => {
      const one = await fewestStatements(() => inbox(provinceChair, '(first: 1)'));
      const three = await fewestStatements(() => inbox(provinceChair, '(first: 3)'));
      expect(three.statements).toBe(one.statements);
    });

    it('leaves out what the person nominated or is nominated for, and shows the revision to the unit', async () => {
      const own = { ...directChair, mandates: [...directChair.mandates, ...provinceChair.mandates] };
      expect((await inbox(own)).page.nodes).toEqual([]);
      const nomination = await bench.submitted(directChair, directChair, UNITS.direct, {
        nomineeMemberId: provinceChair.id,
      });
      expect((await inbox(provinceChair)).page.nodes.map((task) => task.nomination.id)).not.toContain(nomination.id);
      await bench.command(person('FULL_TIME_CADRE', UNITS.ag), 'returnNomination', {
        ...openTask(nomination),
        reason: 'Bổ sung',
      });
      expect((await inbox(directChair)).page.nodes).toMatchObject([
        { kind: 'REVISE_NOMINATION', dueAt: null, nomination: { id: nomination.id } },
      ]);
      const done = await inbox(person('CHAIR', UNITS.ag), '(status: COMPLETED)');
      expect(done.page.nodes).toHaveLength(1);
    });
  });

  it('reads lists by their indexes, however many nominations others have', async () => {
    await bench.dataSource.query(
      `INSERT INTO nomination (id, award_type_id, nominating_unit_id, nominee_member_id, merit_year, achievement,
                               state, drafted_by, drafted_at)
       SELECT UUID(), UUID(), UUID(), UUID(), 2025, 'x', 'DRAFT', UUID(), UTC_TIMESTAMP(6) FROM seq_1_to_5000`,
    );
    await bench.dataSource.query(
      `INSERT INTO task (id, subject_kind, subject_id, revision, instruction_number, kind, stage, unit_id, permission,
                         opened_at)
       SELECT UUID(), 'NOMINATION', UUID(), 1, 1, 'APPRAISE_NOMINATION', 'X', UUID(), 'nomination.appraise',
              UTC_TIMESTAMP(6) FROM seq_1_to_5000`,
    );
    await bench.dataSource.query('ANALYZE TABLE nomination, task, nomination_stage, unit_projection');
    const asked = jest.spyOn(bench.dataSource, 'query');
    await list(directChair, '');
    await entities('UnionUnit', [UNITS.direct.id, UNITS.lxSchool.id], 'nominations { nodes { id } }', directChair);
    await entities('Member', [nominee], 'nominations { nodes { id } }', lxChair);
    await entities('Nomination', ofSchool, 'id', lxChair);
    await entities('Viewer', [lxChair.id], 'awardTasks { nodes { id } }', lxChair);
    const reads = asked.mock.calls.filter(([sql]) => /FROM (nomination n|task t)/.test(sql));
    asked.mockRestore();
    expect(reads).toHaveLength(5);
    for (const [sql, parameters] of reads) {
      const plan = await bench.dataSource.query<{ table: string; type: string; rows: string }[]>(
        `EXPLAIN ${sql}`,
        parameters as unknown[],
      );
      const own = plan.filter(({ table }) => table === 'n' || table === 't');
      expect(own.length).toBeGreaterThan(0);
      for (const { table, type, rows } of own) {
        expect([sql, table, type === 'ALL' || type === 'index', Number(rows) > 500]).toEqual([
          sql,
          table,
          false,
          false,
        ]);
      }
    }
  });

  it('reads an inbox in the order of its index, however many tasks its unit has done', async () => {
    await bench.dataSource.query(
      `INSERT INTO task (id, subject_kind, subject_id, revision, instruction_number, kind, stage, unit_id, permission,
                         status, due_at, opened_at)
       SELECT UUID(), 'NOMINATION', UUID(), 1, 1, 'DECIDE_NOMINATION', 'X', ?, 'nomination.decide',
              IF(seq <= 4000, 'COMPLETED', 'OPEN'),
              IF(seq % 10 = 0, NULL, TIMESTAMPADD(SECOND, seq, '2030-01-01')), UTC_TIMESTAMP(6)
         FROM seq_1_to_6000`,
      [UNITS.other.id],
    );
    await bench.dataSource.query('ANALYZE TABLE task');
    const asked = jest.spyOn(bench.dataSource, 'query');
    const read = async (after: string): Promise<string | null> => {
      const { data } = await bench.send(
        stranger,
        `query ($people: [_Any!]!) { people: _entities(representations: $people) {
           ... on Viewer { awardTasks(first: 7${after}) { nodes { id dueAt } pageInfo { endCursor } } } } }`,
        { people: [{ __typename: 'Viewer', id: stranger.id }] },
      );
      const [viewer] = (data as unknown as { people: { awardTasks: { pageInfo: { endCursor: string } } }[] }).people;
      return must(viewer).awardTasks.pageInfo.endCursor;
    };
    await read(`, after: "${await read('')}"`);
    const inboxes = asked.mock.calls.filter(([sql]) => /FROM task t/.test(sql));
    asked.mockRestore();
    expect(inboxes).toHaveLength(2);
    for (const [sql, parameters] of inboxes) {
      const plan = await bench.dataSource.query<{ table: string; key: string; Extra: string }[]>(
        `EXPLAIN ${sql}`,
        parameters as unknown[],
      );
      const branches = plan.filter(({ table }) => table === 't');
      expect(branches.length).toBeGreaterThan(0);
      for (const { key, Extra } of branches) {
        expect(key).toBe('task_inbox');
        expect(Extra).not.toMatch(/filesort|temporary/);
      }
      const runner = bench.dataSource.createQueryRunner();
      await runner.query('FLUSH STATUS');
      await runner.query(sql, parameters as unknown[]);
      const status: readonly { readonly Value: string }[] = await runner.query(
        "SHOW SESSION STATUS WHERE Variable_name IN ('Handler_read_next', 'Handler_read_prev')",
      );
      await runner.release();
      expect(status.reduce((sum, { Value }) => sum + Number(Value), 0)).toBeLessThan(100);
    }
  });
});
