import type { FeedPage, UnitChange } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { readAudit, readFeed, schemaDrift } from '@thidua/service-kit';
import { fewestStatements } from '@thidua/testkit';
import { definition } from '../definition';
import { command } from '../testing/command-result';
import { mandateOf, startMembership, type RunningMembership, type TestUnit } from '../testing/running-membership';
import { UnitLevel } from './unit.enums';

const unit = (code: string, level: UnitLevel, parentId: string | null): TestUnit => ({
  id: newId(),
  code,
  level,
  parentId,
});
const ROOT = unit('ROOT', UnitLevel.GeneralConfederation, null);
const PROVINCE = unit('P', UnitLevel.ProvincialFederation, ROOT.id);
const OTHER_PROVINCE = unit('Q', UnitLevel.ProvincialFederation, ROOT.id);
const UPPER = unit('P-U', UnitLevel.ImmediateUpperUnion, PROVINCE.id);
const OTHER_UPPER = unit('P-V', UnitLevel.ImmediateUpperUnion, PROVINCE.id);
const MOVED = unit('P-U-1', UnitLevel.GrassrootsUnion, UPPER.id);
const SECTION = unit('P-U-1-S', UnitLevel.UnionSection, MOVED.id);
const TREE = [ROOT, PROVINCE, OTHER_PROVINCE, UPPER, OTHER_UPPER, MOVED, SECTION];

describe('the union tree in the graph', () => {
  let membership: RunningMembership;
  const chairOfProvince = mandateOf(PROVINCE.id, '/1/2/');
  const chairOfRoot = mandateOf(ROOT.id, '/1/');

  beforeAll(async () => {
    membership = await startMembership();
    await membership.grow(TREE);
  });
  afterAll(() => membership.stop());

  const found = (input: object, mandate = chairOfProvince) =>
    command(
      membership,
      'foundUnit',
      { parentId: UPPER.id, name: 'CĐCS mới', level: 'GRASSROOTS_UNION', foundedOn: '2020-03-01', ...input },
      [mandate],
    );
  const parentsOn = async (id: string, asOf: string): Promise<string[]> => {
    const { data } = await membership.send(
      'query ($id: ID!, $asOf: CalendarDate) { unit(id: $id, asOf: $asOf) { ancestors { code } } }',
      { id, asOf },
    );
    return ((data['unit'] as { ancestors: { code: string }[] } | null)?.ancestors ?? []).map(({ code }) => code);
  };

  it('has the tables that the entities say', async () => {
    expect(await schemaDrift(definition as never, membership.database.url)).toEqual([]);
  });

  describe('founding', () => {
    it('puts a unit into the tree from its day on, in NFC, with an audit entry and a change in the feed', async () => {
      const { result } = await found({
        code: 'N-1',
        name: 'Công đoàn cơ sở Đoàn kết'.normalize('NFD'),
        demonstration: true,
      });
      const { id, name } = result['unit'] as { id: string; name: string };
      expect(name).toBe('Công đoàn cơ sở Đoàn kết'.normalize('NFC'));
      expect(await parentsOn(id, '2020-03-01')).toEqual(['ROOT', 'P', 'P-U']);
      const before = await membership.send('query ($id: ID!) { unit(id: $id, asOf: "2020-02-29") { id } }', { id });
      expect(before.errors[0]?.extensions.code).toBe('NOT_FOUND');
      const [entry] = await readAudit(membership.service.dependencies.dataSource, id, 0, 10);
      expect(entry?.entry).toMatchObject({ action: 'FOUND', onBehalfOf: PROVINCE.id, position: 'CHAIR', sequence: 1 });
      const feed: FeedPage<UnitChange> = await readFeed(membership.service.dependencies.dataSource, 0, 1000);
      const { change } = feed.changes.at(-1) ?? {};
      expect(change).toMatchObject({ unitId: id, code: 'N-1', provenance: 'DEMONSTRATION' });
      expect(change?.versions).toHaveLength(1);
    });

    it.each([
      ['a code that is taken', { code: 'P-U' }, 'CommandRefused', ['UNIT_CODE_TAKEN']],
      [
        'a level that cannot stand there',
        { code: 'N-2', level: 'UNION_SECTION' },
        'CommandRefused',
        ['UNIT_LEVEL_NOT_UNDER_PARENT'],
      ],
      [
        'a second root',
        { code: 'N-3', level: 'GENERAL_CONFEDERATION' },
        'CommandRefused',
        ['UNIT_LEVEL_NOT_UNDER_PARENT'],
      ],
      [
        'a day before the parent’s first',
        { code: 'N-4', foundedOn: '2014-12-31' },
        'CommandRefused',
        ['PARENT_NOT_ACTIVE'],
      ],
      ['an unknown parent', { code: 'N-5', parentId: newId() }, 'NOT_FOUND', []],
      ['a malformed parent', { code: 'N-6', parentId: 'x' }, 'BAD_USER_INPUT', []],
      ['a malformed code', { code: 'n 6' }, 'BAD_USER_INPUT', []],
      ['a blank name', { code: 'N-7', name: '   ' }, 'BAD_USER_INPUT', []],
      ['a malformed date', { code: 'N-8', foundedOn: '2020-02-30' }, 'BAD_USER_INPUT', []],
      [
        'a unit of another province',
        { code: 'N-9', parentId: OTHER_PROVINCE.id, level: 'IMMEDIATE_UPPER_UNION' },
        'FORBIDDEN',
        [],
      ],
    ])('refuses %s', async (_name, input, outcome, reasons) => {
      const refused = await found(input);
      expect([refused.outcome, refused.reasonCodes]).toEqual([outcome, reasons]);
    });

    it('answers a repeat with the first answer, and refuses the same commandId for something else', async () => {
      const commandId = newId();
      const memberId = newId();
      const send = (code: string) =>
        command(
          membership,
          'foundUnit',
          { commandId, parentId: UPPER.id, code, name: 'Một', level: 'GRASSROOTS_UNION', foundedOn: '2020-03-01' },
          [chairOfProvince],
          memberId,
        );
      const first = await send('R-1');
      const again = await send('R-1');
      expect(first.outcome).toBe('FoundUnitSuccess');
      expect(again.result['unit']).toEqual(first.result['unit']);
      expect((await send('R-2')).outcome).toBe('CONFLICT');
    });

    it('lets one of two with the same code win when both come at once', async () => {
      const both = await Promise.all([found({ code: 'TWIN' }), found({ code: 'TWIN', parentId: OTHER_UPPER.id })]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'FoundUnitSuccess']);
    });
  });

  describe('transferring', () => {
    const transfer = (input: object, mandate = chairOfProvince) =>
      command(
        membership,
        'transferUnit',
        { unitId: MOVED.id, newParentId: OTHER_UPPER.id, transferredOn: '2021-05-01', ...input },
        [mandate],
      );

    it('moves the whole subtree from the date on, and leaves the time before as it was', async () => {
      expect((await transfer({})).outcome).toBe('TransferUnitSuccess');
      expect(await parentsOn(SECTION.id, '2021-04-30')).toEqual(['ROOT', 'P', 'P-U', 'P-U-1']);
      expect(await parentsOn(SECTION.id, '2021-05-01')).toEqual(['ROOT', 'P', 'P-V', 'P-U-1']);
      const { data } = await membership.send(
        'query ($filter: UnionUnitFilter) { before: units(asOf: "2021-04-30", filter: $filter) { nodes { code } } after: units(asOf: "2021-05-01", filter: $filter) { nodes { code } } }',
        { filter: { underUnitId: OTHER_UPPER.id } },
      );
      const codes = (page: unknown): string[] => (page as { nodes: { code: string }[] }).nodes.map(({ code }) => code);
      expect(codes(data['before'])).not.toContain('P-U-1-S');
      expect(codes(data['after'])).toEqual(expect.arrayContaining(['P-U-1', 'P-U-1-S']));
    });

    it('tells the other services of every unit that moved', async () => {
      const feed: FeedPage<UnitChange> = await readFeed(membership.service.dependencies.dataSource, 0, 1000);
      const lastOfSection = feed.changes.filter(({ change }) => change.unitId === SECTION.id).at(-1)?.change;
      expect(lastOfSection?.versions.map(({ validFrom }) => validFrom)).toEqual(['2015-01-01', '2021-05-01']);
    });

    it.each([
      ['under itself', { newParentId: MOVED.id }, 'CommandRefused', ['TREE_CYCLE']],
      ['under a unit of its own', { newParentId: SECTION.id }, 'CommandRefused', ['TREE_CYCLE']],
      ['to where it stands', { transferredOn: '2022-01-01' }, 'CommandRefused', ['UNIT_FACT_UNCHANGED']],
      ['before its first day', { newParentId: UPPER.id, transferredOn: '2014-01-01' }, 'BAD_USER_INPUT', []],
      [
        'under a level that cannot hold it',
        { unitId: UPPER.id, newParentId: OTHER_UPPER.id },
        'CommandRefused',
        ['UNIT_LEVEL_NOT_UNDER_PARENT'],
      ],
      ['of an unknown unit', { unitId: newId() }, 'NOT_FOUND', []],
      ['to another province without its mandate', { newParentId: OTHER_PROVINCE.id }, 'FORBIDDEN', []],
    ])('refuses one %s', async (_name, input, outcome, reasons) => {
      const refused = await transfer(input);
      expect([refused.outcome, refused.reasonCodes]).toEqual([outcome, reasons]);
    });

    it('goes from province to province by the Confederation', async () => {
      const moved = await transfer({ newParentId: OTHER_PROVINCE.id, transferredOn: '2023-01-01' }, chairOfRoot);
      expect(moved.outcome).toBe('TransferUnitSuccess');
      expect(await parentsOn(SECTION.id, '2022-12-31')).toEqual(['ROOT', 'P', 'P-V', 'P-U-1']);
      expect(await parentsOn(SECTION.id, '2023-01-01')).toEqual(['ROOT', 'Q', 'P-U-1']);
    });

    it('never lets two transfers at once make a cycle', async () => {
      const [a, b] = [unit('CYC-A', UnitLevel.UnionSection, MOVED.id), unit('CYC-B', UnitLevel.UnionGroup, MOVED.id)];
      for (const { code, level } of [a, b]) {
        await found({ code, level, parentId: MOVED.id }, chairOfRoot);
      }
      const { data } = await membership.send(
        '{ a: unitByCode(code: "CYC-A") { id } b: unitByCode(code: "CYC-B") { id } }',
      );
      const idOf = (key: string): string => (data[key] as { id: string }).id;
      const move = (unitId: string, newParentId: string) =>
        transfer({ unitId, newParentId, transferredOn: '2024-01-01' }, chairOfRoot);
      const both = await Promise.all([move(idOf('a'), idOf('b')), move(idOf('b'), idOf('a'))]);
      expect(both.filter(({ outcome }) => outcome === 'TransferUnitSuccess').length).toBeLessThanOrEqual(1);
      expect(await parentsOn(idOf('b'), '2024-01-01')).toContain('ROOT');
    });
  });

  describe('changing facts', () => {
    const change = (input: object) =>
      command(
        membership,
        'changeUnitFact',
        { unitId: UPPER.id, kind: 'NAME', value: 'Tên mới', validFrom: '2022-01-01', ...input },
        [chairOfProvince],
      );
    const nameOn = async (asOf: string): Promise<unknown> =>
      (
        await membership.send('query ($id: ID!, $asOf: CalendarDate) { unit(id: $id, asOf: $asOf) { name } }', {
          id: UPPER.id,
          asOf,
        })
      ).data['unit'];

    it('holds from the date on and keeps what was', async () => {
      expect((await change({ document: '12/QĐ-LĐLĐ' })).outcome).toBe('ChangeUnitFactSuccess');
      expect(await nameOn('2021-12-31')).toEqual({ name: 'Đơn vị P-U' });
      expect(await nameOn('2022-01-01')).toEqual({ name: 'Tên mới' });
      const { data } = await membership.send(
        'query ($id: ID!) { unit(id: $id) { facts { kind value validFrom validUntil document } } }',
        { id: UPPER.id },
      );
      const { facts } = data['unit'] as { facts: { kind: string }[] };
      expect(facts.filter(({ kind }) => kind === 'NAME')).toEqual([
        { kind: 'NAME', value: 'Đơn vị P-U', validFrom: '2015-01-01', validUntil: '2022-01-01', document: null },
        { kind: 'NAME', value: 'Tên mới', validFrom: '2022-01-01', validUntil: null, document: '12/QĐ-LĐLĐ' },
      ]);
    });

    it.each([
      ['a value it has', { value: 'Tên mới', validFrom: '2022-06-01' }, 'CommandRefused'],
      ['a parent by this command', { kind: 'PARENT', value: ROOT.id }, 'BAD_USER_INPUT'],
      ['an unknown type', { kind: 'TYPE', value: 'CASTLE' }, 'BAD_USER_INPUT'],
      ['a date before the unit', { validFrom: '2010-01-01' }, 'BAD_USER_INPUT'],
      ['a level that its parent cannot hold', { kind: 'LEVEL', value: 'UNION_GROUP' }, 'CommandRefused'],
    ])('refuses %s', async (_name, input, outcome) => {
      expect((await change(input)).outcome).toBe(outcome);
    });

    it('is also held by the database: no two names on one day', async () => {
      const { dataSource } = membership.service.dependencies;
      await expect(
        dataSource.query(
          `INSERT INTO union_unit_fact (id, unit_id, kind, value, valid_from, valid_until, provenance) VALUES (?, ?, 'NAME', 'x', '2021-01-01', '2022-06-01', 'RECORDED')`,
          [newId(), UPPER.id],
        ),
      ).rejects.toThrow(/Duplicate entry/);
    });
  });

  describe('dissolving', () => {
    it('refuses while units stand under it, and keeps the history of one that it ends', async () => {
      const dissolve = (unitId: string, more: object = {}) =>
        command(membership, 'dissolveUnit', { unitId, dissolvedOn: '2025-01-01', ...more }, [chairOfRoot]);
      const above = await dissolve(MOVED.id);
      expect(above.reasonCodes).toEqual(['UNIT_HAS_CHILDREN']);
      expect((await dissolve(SECTION.id, { mergedIntoId: UPPER.id })).reasonCodes).toEqual(['MERGER_TARGET_UNFIT']);
      const founded = await found({ code: 'D-1' });
      const target = await found({ code: 'D-2' });
      const id = (founded.result['unit'] as { id: string }).id;
      const targetId = (target.result['unit'] as { id: string }).id;
      await command(
        membership,
        'admitMembers',
        { unitId: id, admittedOn: '2021-01-01', members: [{ fullName: 'A', gender: 'MALE' }] },
        [chairOfProvince],
      );
      expect((await dissolve(id, { dissolvedOn: '2020-06-01' })).reasonCodes).toEqual(['UNIT_HAS_LATER_MEMBERS']);
      expect((await dissolve(id, { mergedIntoId: targetId })).outcome).toBe('DissolveUnitSuccess');
      const { data } = await membership.send(
        `query ($id: ID!, $target: ID!) { earlier: unit(id: $id, asOf: "2024-12-31") { status memberCount } now: unit(id: $id, asOf: "2025-01-01") { status memberCount }
          target: unit(id: $target, asOf: "2025-01-01") { memberCount membersJoined(from: "2020-01-01", to: "2030-12-31") } }`,
        { id, target: targetId },
      );
      expect(data).toEqual({
        earlier: { status: 'ACTIVE', memberCount: 1 },
        now: { status: 'MERGED', memberCount: 0 },
        target: { memberCount: 1, membersJoined: 0 },
      });
      expect((await dissolve(id)).reasonCodes).toEqual(['UNIT_NOT_ACTIVE']);
    });
  });

  describe('lists', () => {
    it.each([
      ['first: 100000', '{ units(first: 100000) { nodes { id } } }'],
      ['first: 0', '{ units(first: 0) { nodes { id } } }'],
      ['first: -1', '{ units(first: -1) { nodes { id } } }'],
      ['a malformed cursor', '{ units(after: "zz") { nodes { id } } }'],
      [
        'a cursor of another list',
        `{ units(after: "${Buffer.from('["a","b"]').toString('base64url')}") { nodes { id } } }`,
      ],
      ['a malformed id in the filter', '{ units(filter: { parentId: "x" }) { nodes { id } } }'],
    ])('answers BAD_USER_INPUT to %s', async (_name, query) => {
      const { errors } = await membership.send(query);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    });

    it('walks all pages in order, each item once', async () => {
      const codes: string[] = [];
      let after: string | null = null;
      do {
        const { data }: { data: unknown } = await membership.send(
          'query ($after: String) { units(first: 3, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }',
          { after },
        );
        const { units } = data as {
          units: { nodes: { code: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
        };
        codes.push(...units.nodes.map(({ code }) => code));
        after = units.pageInfo.hasNextPage ? units.pageInfo.endCursor : null;
      } while (after);
      expect(codes).toEqual([...new Set(codes)].sort());
      expect(codes.length).toBeGreaterThan(7);
    });

    it('finds a text without its accents, in any normal form, and never as a pattern', async () => {
      const search = async (text: string): Promise<unknown> =>
        (
          await membership.send('query ($filter: UnionUnitFilter) { units(filter: $filter) { nodes { code } } }', {
            filter: { text },
          })
        ).data['units'];
      expect(await search('doan ket')).toEqual({ nodes: [{ code: 'N-1' }] });
      expect(await search('ĐOÀN KẾT'.normalize('NFD'))).toEqual({ nodes: [{ code: 'N-1' }] });
      expect(await search('%')).toEqual({ nodes: [] });
    });

    it('takes a bounded number of statements for a deep question, however many units', async () => {
      const query = (
        first: number,
      ): string => `query { units(first: ${first}) { nodes { parent { code } ancestors { code }
        children(first: 2) { nodes { code officers { position member { fullName } } } } memberCount membersJoined(from: "2020-01-01", to: "2020-12-31")
        members(first: 2) { nodes { fullName } } headcounts(first: 1) { nodes { total } } facts { kind } } } }`;
      const few = await fewestStatements(() => membership.send(query(1), {}, [chairOfRoot]));
      const many = await fewestStatements(() => membership.send(query(20), {}, [chairOfRoot]));
      expect([few.errors, many.errors]).toEqual([[], []]);
      expect(many.statements).toBeLessThan(few.statements + 19);
    });

    it('answers a batch of entities in one statement, unknown ones as null', async () => {
      const { data, statements } = await membership.send(
        'query ($units: [_Any!]!) { _entities(representations: $units) { ... on UnionUnit { code } } }',
        { units: [...TREE, { id: newId() }].map(({ id }) => ({ __typename: 'UnionUnit', id })) },
      );
      expect((data['_entities'] as unknown[]).at(-1)).toBeNull();
      expect((data['_entities'] as unknown[]).length).toBe(TREE.length + 1);
      expect(statements).toBeLessThanOrEqual(2);
    });
  });
});
