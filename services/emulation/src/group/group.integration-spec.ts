import { newId } from '@thidua/contracts/ids';
import { calendarDateAt } from '@thidua/service-kit';
import { fewestStatements } from '@thidua/testkit';
import {
  EmulationBench,
  must,
  outcomesOf,
  person,
  resultField,
  UNITS,
  type TestUnit,
} from '../testing/emulation-bench';

const HOURS = [0, 1, 2, 3, 4, 5];

describe('groups, indicators and targets', () => {
  let bench: EmulationBench;
  let province: TestUnit;
  let units: TestUnit[];
  let groupId: string;
  beforeAll(async () => {
    bench = await EmulationBench.start('groups');
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    ({ province, units } = await bench.province(5));
    groupId = await bench.formGroup(province, 1, units.slice(0, 3));
  });

  const id = (index: number): string => must(units[index]).id;
  const form = (number: number, memberUnitIds: readonly string[], more: object = {}) =>
    bench.command(
      person('CHAIR', province),
      'formGroup',
      {
        ownerId: province.id,
        kind: 'CLUSTER',
        number,
        name: `Cụm ${number}`,
        memberUnitIds,
        from: '2021-01-01',
        ...more,
      },
      'group { id }',
    );
  const change = (unitId: string, kind: string, on: string, more: object = {}) =>
    bench.command(
      person('CHAIR', province),
      'changeGroupMembership',
      { groupId, unitId, change: kind, on, ...more },
      'group { id members { unit { id } from until } }',
    );
  const headOn = async (asOf: string): Promise<string | undefined> => {
    const { data } = await bench.send<{ group: { head: { id: string } | null } }>(
      person(),
      'query ($id: ID!, $asOf: CalendarDate) { group(id: $id) { head(asOf: $asOf) { id } } }',
      { id: groupId, asOf },
    );
    return data?.group.head?.id;
  };

  it('refuse a unit that another group of the owner and kind has, and name that group', async () => {
    const refused = await form(2, [id(3), id(0)]);
    expect(refused.code).toBe('UNIT_IN_OTHER_GROUP');
    expect(refused.words).toContain('Nhóm 1');
    expect((await form(2, [id(0)], { kind: 'BLOCK' })).code).toBeNull();
    expect((await form(3, [id(3)])).code).toBeNull();
    const joined = await change(id(3), 'JOIN', '2022-01-01');
    expect(joined.code).toBe('UNIT_IN_OTHER_GROUP');
    expect(joined.words).toContain('Cụm 3');
  });

  it('take one of two that form groups with the same unit at once', async () => {
    const answers = await Promise.all([form(2, [id(4)]), form(3, [id(4)]), form(2, [id(3)])]);
    const codes = answers.map(({ code }) => code);
    expect(codes.filter((code) => code === null).length).toBeLessThanOrEqual(2);
    const rows = await bench.dataSource.query('SELECT id FROM group_membership WHERE unit_id = ?', [id(4)]);
    expect(rows).toHaveLength(1);
  });

  it('refuse members of which one is above another, and name both', async () => {
    const upper = must(units[3]);
    const lower: TestUnit = { id: newId(), path: `${upper.path}7/`, parentId: upper.id };
    const code = `N${lower.id.slice(-12)}`;
    await bench.placeUnit(code, lower);
    const nested = await form(2, [upper.id, lower.id]);
    expect(nested.code).toBe('MEMBERS_NESTED');
    expect(nested.words).toContain(code);
    const [place] = await bench.dataSource.query('SELECT name FROM unit_projection WHERE unit_id = ?', [upper.id]);
    expect(nested.words).toContain(place.name);
    expect((await change(upper.id, 'JOIN', '2022-01-01', { until: '2023-01-01' })).code).toBeNull();
    expect((await change(lower.id, 'JOIN', '2022-06-01')).code).toBe('MEMBERS_NESTED');
    // On days that they do not share they may both have been members.
    expect((await change(lower.id, 'JOIN', '2023-01-01')).code).toBeNull();
  });

  it('keep dated memberships: leaving, a gap, joining again', async () => {
    expect((await change(id(1), 'LEAVE', '2021-07-01')).code).toBeNull();
    expect((await change(id(1), 'LEAVE', '2022-07-01')).code).toBe('NOT_A_MEMBER');
    expect((await change(id(1), 'JOIN', '2021-06-30')).code).toBe('UNIT_IN_OTHER_GROUP');
    expect((await change(id(1), 'JOIN', '2022-01-01', { until: '2022-01-01' })).code).toBe('BAD_USER_INPUT');
    expect((await change(id(1), 'JOIN', '2022-01-01', { until: '2023-01-01' })).code).toBeNull();
    const membersOn = async (asOf: string): Promise<number> => {
      const { data } = await bench.send<{ group: { units: unknown[] } }>(
        person(),
        'query ($id: ID!, $asOf: CalendarDate) { group(id: $id) { units(asOf: $asOf) { id } } }',
        { id: groupId, asOf },
      );
      return must(data).group.units.length;
    };
    expect(await membersOn('2021-06-30')).toBe(3);
    expect(await membersOn('2021-07-01')).toBe(2);
    expect(await membersOn('2022-06-01')).toBe(3);
    expect(await membersOn('2023-01-01')).toBe(2);
  });

  it('have one head at a time, who is a member and cannot leave', async () => {
    const changeHead = (unitId: string, from: string) =>
      bench.command(person('CHAIR', province), 'changeGroupHead', { groupId, unitId, from }, 'group { id }');
    expect((await change(id(0), 'LEAVE', '2021-07-01')).code).toBe('HEAD_CANNOT_LEAVE');
    expect((await changeHead(id(4), '2022-01-01')).code).toBe('HEAD_NOT_MEMBER');
    expect((await changeHead(id(1), '2022-01-01')).code).toBeNull();
    expect((await changeHead(id(2), '2021-06-01')).code).toBe('HEAD_OVERLAPS');
    expect(await headOn('2021-12-31')).toBe(id(0));
    expect(await headOn('2022-01-01')).toBe(id(1));
    expect((await change(id(0), 'LEAVE', '2022-02-01')).code).toBeNull();
  });

  it('belong to one owner: foreign units, unknown ones, other people are refused', async () => {
    expect((await form(2, [UNITS.first.id])).code).toBe('UNIT_NOT_UNDER_OWNER');
    expect((await form(2, [newId()])).code).toBe('NOT_FOUND');
    expect((await form(1, [id(4)])).code).toBe('GROUP_NUMBER_TAKEN');
    expect((await form(2, [id(4)], { headUnitId: id(3) })).code).toBe('HEAD_NOT_MEMBER');
    expect((await form(2, [])).code).toBe('BAD_USER_INPUT');
    const stranger = await bench.command(
      person('CHAIR', units[0]),
      'changeGroupHead',
      { groupId, unitId: id(1), from: '2022-01-01' },
      'group { id }',
    );
    expect(stranger.code).toBe('FORBIDDEN');
  });

  it('answer a batch of units and groups with a fixed number of statements', async () => {
    const more = await bench.formGroup(province, 2, units.slice(3));
    const ask = (things: object[]) =>
      fewestStatements(() =>
        bench.send<{ things: { emulationGroups?: { id: string }[]; name?: string }[] }>(
          person(),
          `query ($things: [_Any!]!) { things: _entities(representations: $things) {
           ... on UnionUnit { emulationGroups { id name units { id } head { id } } }
           ... on EmulationGroup { name units { id } } } }`,
          { things },
        ),
      );
    const one = await ask([
      { __typename: 'UnionUnit', id: id(0) },
      { __typename: 'EmulationGroup', id: more },
    ]);
    const answer = await ask([
      ...units.map((unit) => ({ __typename: 'UnionUnit', id: unit.id })),
      { __typename: 'EmulationGroup', id: more },
      { __typename: 'EmulationGroup', id: newId() },
    ]);
    expect(answer.data?.things.slice(0, 5).map((unit) => unit.emulationGroups?.[0]?.id)).toEqual([
      groupId,
      groupId,
      groupId,
      more,
      more,
    ]);
    expect(answer.data?.things.at(-1)).toBeNull();
    expect(answer.statements).toBeLessThan(one.statements + units.length - 1);
  });

  describe('target decisions', () => {
    let cycleId: string;
    beforeEach(async () => {
      cycleId = await bench.openCycle(province, 2021, HOURS);
    });
    const today = calendarDateAt(new Date());
    const issue = (targets: object[], more: object = {}) =>
      bench.command(
        person('CHAIR', province),
        'issueTargetDecision',
        { issuerId: province.id, cycleId, number: '12/QĐ-LĐLĐ', issuedOn: today, targets, ...more },
        'targetDecision { id number targets { value applicable } }',
      );
    const target = (value: string | null, more: object = {}): object => ({
      indicatorCode: 'NEW_MEMBERS',
      unitId: id(0),
      value,
      ...more,
    });

    it('take zero and nothing as not applicable', async () => {
      const issued = await issue([target('0'), target(null, { unitId: id(1) }), target('10', { unitId: id(2) })]);
      const { targets } = resultField(issued, 'targetDecision') as {
        targets: { value: string | null; applicable: boolean }[];
      };
      expect(targets.filter(({ applicable }) => applicable).map((row) => Number(row.value))).toEqual([10]);
    });

    it.each<[string, () => object[], object, string]>([
      ['a negative target', () => [target('-1')], {}, 'NEGATIVE_TARGET'],
      ['a target given twice', () => [target('1'), target('2')], {}, 'BAD_USER_INPUT'],
      ['neither group nor unit', () => [target('1', { unitId: null })], {}, 'BAD_USER_INPUT'],
      ['both', () => [target('1', { groupId })], {}, 'BAD_USER_INPUT'],
      ['an unknown indicator', () => [target('1', { indicatorCode: 'NOTHING' })], {}, 'NOT_FOUND'],
      ['a unit of another province', () => [target('1', { unitId: UNITS.first.id })], {}, 'UNIT_NOT_UNDER_OWNER'],
      ['a value that is no number', () => [target('ten')], {}, 'BAD_USER_INPUT'],
      ['a date of issue after today', () => [target('1')], { issuedOn: '2999-01-01' }, 'BAD_USER_INPUT'],
      ['the issuer itself', () => [target('1', { unitId: province.id })], {}, 'ISSUER_IS_ASSIGNEE'],
      ['an unknown cycle', () => [target('1')], { cycleId: newId() }, 'NOT_FOUND'],
      ['no targets', () => [], {}, 'BAD_USER_INPUT'],
    ])('are refused for %s', async (_case, targets, more, code) => {
      expect((await issue(targets(), more)).code).toBe(code);
    });

    it('take only indicators of the cycle’s owner and of the units above it', async () => {
      const { province: stranger } = await bench.province(0);
      const code = `OF_${stranger.id.slice(-12).toUpperCase()}`;
      const defined = await bench.command(
        person('CHAIR', stranger),
        'defineIndicator',
        { ownerId: stranger.id, code, name: 'Sáng kiến', unitOfMeasure: 'sáng kiến', source: 'TYPED_IN' },
        'indicator { code }',
      );
      expect(defined.code).toBeNull();
      const refused = await issue([target('1'), target('1', { indicatorCode: code })]);
      expect(refused.code).toBe('INDICATOR_OF_OTHER_OWNER');
      expect(refused.words).toContain(code);
    });

    it('have a number that is unique for the issuer and year, also at once', async () => {
      const answers = await Promise.all([issue([target('1')]), issue([target('2')])]);
      expect(outcomesOf(answers)).toEqual(['DECISION_NUMBER_TAKEN', 'DONE']);
      expect((await issue([target('1')], { number: '13/QĐ-LĐLĐ' })).code).toBeNull();
    });
  });

  it('define an indicator once', async () => {
    const define = (code: string, more: object = {}) =>
      bench.command(
        person('CHAIR', province),
        'defineIndicator',
        { ownerId: province.id, code, name: 'Sáng kiến', unitOfMeasure: 'sáng kiến', source: 'TYPED_IN', ...more },
        'indicator { code displayDecimals }',
      );
    expect((await define('INITIATIVES')).code).toBeNull();
    expect((await define('INITIATIVES')).code).toBe('INDICATOR_EXISTS');
    expect((await define('lower')).code).toBe('BAD_USER_INPUT');
    expect((await define('MANY_DECIMALS', { displayDecimals: 9 })).code).toBe('BAD_USER_INPUT');
    await bench.dataSource.query(
      `INSERT INTO indicator (code, owner_unit_id, name, unit_of_measure, source, display_decimals, provenance)
       SELECT CONCAT('FULL_', seq), ?, 'Sáng kiến', 'sáng kiến', 'TYPED_IN', 0, 'DEMONSTRATION' FROM seq_1_to_99`,
      [province.id],
    );
    expect((await define('ONE_TOO_MANY')).code).toBe('TOO_MANY_INDICATORS');
  });
});
