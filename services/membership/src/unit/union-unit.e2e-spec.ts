import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type CycleUnit, type SceneProvince } from '@thidua/testkit';

interface Changed {
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly status: string;
    readonly validFrom: string;
    readonly parent: { readonly id: string } | null;
  };
}

const UNIT = 'unit { id name status validFrom parent { id } }';
const foundUnit = new GraphCommand<Changed>('foundUnit', UNIT);
const changeUnitFact = new GraphCommand<Changed>('changeUnitFact', UNIT);
const transferUnit = new GraphCommand<Changed>('transferUnit', UNIT);
const dissolveUnit = new GraphCommand<Changed>('dissolveUnit', UNIT);

describe('commands on union units, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let upper: readonly [CycleUnit, CycleUnit];

  beforeAll(async () => {
    scene = await system.foundProvince({ upper: 2 });
    const [first, second] = scene.upper;
    if (!first || !second) throw new Error('two upper unions were asked for');
    upper = [first, second];
  });

  const chair = () => system.as(scene.province.chair);
  const founding = (code: string, parentId = upper[0].id) => ({
    parentId,
    code: `DEMO-${scene.mark}-${code}`,
    name: 'CĐCS Trường Tiểu học Vĩnh Mỹ',
    level: 'GRASSROOTS_UNION',
    foundedOn: '2021-01-01',
    demonstration: true,
  });
  const found = async (code: string): Promise<string> => (await foundUnit.done(chair(), founding(code))).unit.id;
  const asOf = async (id: string, date: string) => {
    const { unit } = await chair().read<{ unit: { name: string; parent: { id: string } | null } }>(
      'query AsOf($id: ID!, $asOf: CalendarDate!) { unit(id: $id, asOf: $asOf) { name parent { id } } }',
      { id, asOf: date },
    );
    return { name: unit.name, parentId: unit.parent?.id };
  };

  describe('foundUnit', () => {
    it('repeats its first answer, and refuses its commandId with another name', async () => {
      const { first, again, other } = await foundUnit.repeated(chair(), founding('F1'), { name: 'Tên khác' });
      expect(first.unit).toMatchObject({ status: 'ACTIVE', parent: { id: upper[0].id }, validFrom: '2021-01-01' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('gives a code to one of two who want it at the same instant', async () => {
      const wanted = founding('F2');
      expect(await foundUnit.together([chair(), wanted], [chair(), wanted])).toEqual(['DONE', 'UNIT_CODE_TAKEN']);
    });

    it('sent twice at the same instant founds one unit', async () => {
      const [one, other] = await foundUnit.twice(chair(), founding('F3'));
      expect(other.unit.id).toBe(one.unit.id);
    });

    it('stores a name in any normal form as NFC', async () => {
      const name = 'Liên đoàn Lao động huyện Thoại Sơn';
      const { unit } = await foundUnit.done(chair(), { ...founding('F4'), name: name.normalize('NFD') });
      expect(unit.name).toBe(name.normalize('NFC'));
    });

    it.each([
      ['a level that cannot stand there', { level: 'PROVINCIAL_FEDERATION' }, 'UNIT_LEVEL_NOT_UNDER_PARENT'],
      ['a day before its parent began', { foundedOn: '1999-12-31' }, 'PARENT_NOT_ACTIVE'],
      ['an unknown parent', { parentId: newId() }, 'NOT_FOUND'],
      ['a parent that is no id', { parentId: 'AG' }, 'BAD_USER_INPUT'],
      ['a code with small letters', { code: 'demo' }, 'BAD_USER_INPUT'],
      ['a blank name', { name: '   ' }, 'BAD_USER_INPUT'],
      ['a day that the calendar does not have', { foundedOn: '2021-02-30' }, 'BAD_USER_INPUT'],
    ])('refuses %s', async (_what, change, code) => {
      expect(await foundUnit.outcome(chair(), { ...founding('F5'), ...change })).toBe(code);
    });

    it('is not for the chair of another province, who is told which mandate it takes', async () => {
      const { errors, result } = await foundUnit.send(system.asSeeded('ag-chair'), founding('F6'));
      expect(result).toBeNull();
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'unit.found',
        message: {
          vi: expect.stringMatching(/Chủ tịch.*của đơn vị đó hoặc đơn vị cấp trên/),
          en: expect.stringMatching(/chair.*of that unit or of one above it/),
        },
      });
    });
  });

  describe('changeUnitFact', () => {
    const renaming = (unitId: string, value = 'LĐLĐ thị xã', validFrom = '2023-07-01') => ({
      unitId,
      kind: 'NAME',
      value,
      validFrom,
      document: '12/QĐ-LĐLĐ',
    });

    it('holds from its date on, and repeats its first answer', async () => {
      const unitId = await found('C1');
      const { first, again, other } = await changeUnitFact.repeated(chair(), renaming(unitId), { value: 'Khác' });
      expect(first.unit.name).toBe('LĐLĐ thị xã');
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect((await asOf(unitId, '2023-06-30')).name).toBe('CĐCS Trường Tiểu học Vĩnh Mỹ');
      expect((await asOf(unitId, '2023-07-01')).name).toBe('LĐLĐ thị xã');
    });

    it('to the same value at the same instant changes it once', async () => {
      const unitId = await found('C2');
      const same = renaming(unitId);
      expect(await changeUnitFact.together([chair(), same], [chair(), same])).toEqual(['DONE', 'UNIT_FACT_UNCHANGED']);
    });

    it.each([
      ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
      ['a type that does not exist', { kind: 'TYPE', value: 'CLUB' }, 'BAD_USER_INPUT'],
      ['the parent, which has a command of its own', { kind: 'PARENT', value: newId() }, 'BAD_USER_INPUT'],
      [
        'a level that does not fit its parent',
        { kind: 'LEVEL', value: 'PROVINCIAL_FEDERATION' },
        'UNIT_LEVEL_NOT_UNDER_PARENT',
      ],
    ])('refuses %s', async (_what, change, code) => {
      expect(await changeUnitFact.outcome(chair(), { ...renaming(upper[1].id), ...change })).toBe(code);
    });

    it('is not for the chair of another province', async () => {
      expect(await changeUnitFact.outcome(system.asSeeded('ag-chair'), renaming(upper[1].id))).toBe('FORBIDDEN');
    });
  });

  describe('transferUnit', () => {
    const moving = (unitId: string, newParentId = upper[1].id) => ({
      unitId,
      newParentId,
      transferredOn: '2024-01-01',
    });

    it('holds from its date on, and repeats its first answer', async () => {
      const unitId = await found('T1');
      const change = { newParentId: scene.province.id };
      const { first, again, other } = await transferUnit.repeated(chair(), moving(unitId), change);
      expect(first.unit.parent?.id).toBe(upper[1].id);
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect((await asOf(unitId, '2023-12-31')).parentId).toBe(upper[0].id);
      expect((await asOf(unitId, '2024-01-01')).parentId).toBe(upper[1].id);
    });

    it('gives a unit one parent when two are asked for at the same instant', async () => {
      const unitId = await found('T2');
      const outcomes = await transferUnit.together(
        [chair(), moving(unitId)],
        [chair(), moving(unitId)],
        [chair(), moving(unitId)],
      );
      expect(outcomes).toEqual(['DONE', 'UNIT_FACT_UNCHANGED', 'UNIT_FACT_UNCHANGED']);
    });

    it('never makes a circle of two units that go under each other at the same instant', async () => {
      const section = (code: string) => ({
        ...founding(code),
        level: 'IMMEDIATE_UPPER_UNION',
        parentId: scene.province.id,
      });
      const one = (await foundUnit.done(chair(), section('T3A'))).unit.id;
      const other = (await foundUnit.done(chair(), section('T3B'))).unit.id;
      const outcomes = await transferUnit.together([chair(), moving(one, other)], [chair(), moving(other, one)]);
      expect(outcomes).not.toEqual(['DONE', 'DONE']);
    });

    it('refuses to put a unit under itself, under nothing known, or under another province', async () => {
      const unitId = await found('T4');
      expect(await transferUnit.outcome(chair(), moving(unitId, unitId))).toBe('TREE_CYCLE');
      expect(await transferUnit.outcome(chair(), moving(unitId, newId()))).toBe('NOT_FOUND');
      const { units } = await chair().read<{ units: { nodes: { id: string }[] } }>(
        '{ units(first: 1, filter: { level: PROVINCIAL_FEDERATION, text: "An Giang" }) { nodes { id } } }',
      );
      expect(await transferUnit.outcome(chair(), moving(unitId, units.nodes[0]?.id))).toBe('FORBIDDEN');
    });
  });

  describe('dissolveUnit', () => {
    const ending = (unitId: string) => ({ unitId, dissolvedOn: '2024-06-01', document: '3/QĐ-LĐLĐ' });

    it('keeps the history, and repeats its first answer', async () => {
      const unitId = await found('D1');
      const { first, again, other } = await dissolveUnit.repeated(chair(), ending(unitId), {
        dissolvedOn: '2024-07-01',
      });
      expect(first.unit.status).toBe('DISSOLVED');
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect((await asOf(unitId, '2024-05-31')).parentId).toBe(upper[0].id);
    });

    it('happens once, whoever asks at the same instant', async () => {
      const unitId = await found('D2');
      const vice = system.as(scene.viceChair);
      const outcomes = await dissolveUnit.together([chair(), ending(unitId)], [vice, ending(unitId)]);
      expect(outcomes).toEqual(['DONE', 'UNIT_NOT_ACTIVE']);
    });

    it('merges into a unit of the same level, and only there', async () => {
      const [from, into] = [await found('D3'), await found('D4')];
      const merging = (mergedIntoId: string) => ({ ...ending(from), mergedIntoId });
      expect(await dissolveUnit.outcome(chair(), merging(upper[1].id))).toBe('MERGER_TARGET_UNFIT');
      expect((await dissolveUnit.done(chair(), merging(into))).unit.status).toBe('MERGED');
    });

    it('refuses a unit with units under it, an unknown one, and another province’s chair', async () => {
      await found('D5');
      expect(await dissolveUnit.outcome(chair(), ending(upper[0].id))).toBe('UNIT_HAS_CHILDREN');
      expect(await dissolveUnit.outcome(chair(), ending(newId()))).toBe('NOT_FOUND');
      expect(await dissolveUnit.outcome(system.asSeeded('ag-chair'), ending(upper[0].id))).toBe('FORBIDDEN');
    });
  });
});
