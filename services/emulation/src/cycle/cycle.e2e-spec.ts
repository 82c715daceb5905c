import { newId, seededId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface CycleAnswer {
  readonly cycle: { readonly id: string; readonly year: number; readonly theme: string | null };
}
interface TargetsAnswer {
  readonly targetDecision: {
    readonly id: string;
    readonly number: string;
    readonly targets: readonly { value: string | null; applicable: boolean; indicator: { code: string } }[];
  };
}
interface FigureAnswer {
  readonly figure: { readonly id: string; readonly value?: string; readonly warnings?: readonly string[] };
}

const openCycle = new GraphCommand<CycleAnswer>('openCycle', 'cycle { id year theme }');
const defineIndicator = new GraphCommand<{ indicator: { code: string; name: string } }>(
  'defineIndicator',
  'indicator { code name }',
);
const issueTargets = new GraphCommand<TargetsAnswer>(
  'issueTargetDecision',
  'targetDecision { id number targets { value applicable indicator { code } } }',
);
const recordStated = new GraphCommand<FigureAnswer>('recordStatedFigure', 'figure { id warnings }');
const recordActual = new GraphCommand<FigureAnswer>('recordActual', 'figure { id value }');

const MILESTONES = [
  'PLEDGE_DRAFTING',
  'PLEDGE_REMINDER',
  'PLEDGE_DEADLINE',
  'MID_YEAR_REVIEW',
  'MID_YEAR_DEADLINE',
  'YEAR_END',
] as const;
const calendar = (...offsets: readonly string[]): object[] =>
  MILESTONES.map((milestone, index) => ({ milestone, offset: offsets[index] ?? `PT${index + 1}H` }));

describe('cycles, targets and figures, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let unitId: string;
  let cycleId: string;
  let typedIn: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    unitId = scene.grassroots[0]?.id ?? '';
    typedIn = `DEMO_${scene.mark}`;
    cycleId = (await openCycle.done(chair, opening(2020))).cycle.id;
    await defineIndicator.done(chair, indicator(typedIn));
  });

  const opening = (year: number, more: object = {}): object => ({
    ownerId: scene.province.id,
    year,
    theme: 'Nâng cao chất lượng hoạt động công đoàn cơ sở',
    calendar: calendar(),
    ...more,
  });
  const indicator = (code: string, more: object = {}): object => ({
    ownerId: scene.province.id,
    code,
    name: 'Hội nghị người lao động',
    unitOfMeasure: '%',
    source: 'TYPED_IN',
    displayDecimals: 2,
    ...more,
  });

  describe('openCycle', () => {
    const cyclesOf = async (year: number): Promise<number> =>
      (
        await chair.read<{ cycles: { nodes: unknown[] } }>(
          'query Cycles($ownerId: ID!, $year: Int!) { cycles(ownerId: $ownerId, year: $year) { nodes { id } } }',
          { ownerId: scene.province.id, year },
        )
      ).cycles.nodes.length;

    it('opens one cycle for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await openCycle.repeated(chair, opening(2031), { year: 2032 });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect([await cyclesOf(2031), await cyclesOf(2032)]).toEqual([1, 0]);
    });

    it('opens one cycle for a year, whoever asks at the same instant', async () => {
      expect(await openCycle.together([chair, opening(2033)], [viceChair, opening(2033)])).toEqual([
        'CYCLE_EXISTS',
        'DONE',
      ]);
      expect(await cyclesOf(2033)).toBe(1);
    });

    it('refuses a second cycle for a year in both languages', async () => {
      const { refusals } = await openCycle.send(viceChair, opening(2020));
      expect(refusals).toMatchObject([{ code: 'CYCLE_EXISTS', field: 'input.year' }]);
      expect(refusals[0]?.vi).toContain('2020');
      expect(refusals[0]?.en).toContain('2020');
    });

    it('stores a theme in any normal form as NFC, and takes both forms for the same input', async () => {
      const theme = 'Đoàn viên, người lao động thi đua lao động giỏi';
      const commandId = newId();
      const first = await openCycle.done(chair, opening(2034, { theme: theme.normalize('NFD'), commandId }));
      expect(first.cycle.theme).toBe(theme.normalize('NFC'));
      expect(await openCycle.done(chair, opening(2034, { theme: theme.normalize('NFC'), commandId }))).toEqual(first);
    });

    it.each<[string, () => object, string]>([
      ['milestones that do not ascend', () => opening(2040, { calendar: calendar('PT9H') }), 'BAD_USER_INPUT'],
      ['a missing milestone', () => opening(2040, { calendar: calendar().slice(1) }), 'BAD_USER_INPUT'],
      ['a malformed offset', () => opening(2040, { calendar: calendar('soon') }), 'BAD_USER_INPUT'],
      ['a negative offset', () => opening(2040, { calendar: calendar('-PT1H') }), 'BAD_USER_INPUT'],
      ['a theme of blanks', () => opening(2040, { theme: '   ' }), 'BAD_USER_INPUT'],
      ['a year out of bounds', () => opening(20_210), 'BAD_USER_INPUT'],
      ['a minimum below 0', () => opening(2040, { minimumJointActivities: -1 }), 'BAD_USER_INPUT'],
      ['an unknown owner', () => opening(2040, { ownerId: newId() }), 'NOT_FOUND'],
      ['a malformed commandId', () => opening(2040, { commandId: 'again' }), 'BAD_USER_INPUT'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await openCycle.outcome(chair, input())).toBe(expected);
    });

    it('is for the chair and the vice-chair of that very unit, and says so', async () => {
      for (const member of [scene.appraiser, scene.grassroots[0]?.chair ?? '']) {
        const { errors } = await openCycle.send(system.as(member), opening(2040));
        expect(errors[0]?.extensions).toMatchObject({
          code: 'FORBIDDEN',
          permission: 'cycle.open',
          positions: ['CHAIR', 'VICE_CHAIR'],
          scopes: ['OWN_UNIT'],
        });
      }
    });

    it('keeps another person’s commandId apart', async () => {
      const commandId = newId();
      expect(await openCycle.outcome(chair, opening(2035, { commandId }))).toBe('DONE');
      expect(await openCycle.outcome(viceChair, opening(2035, { commandId }))).toBe('CONFLICT');
    });
  });

  describe('defineIndicator', () => {
    it('defines one indicator for one commandId, and refuses another input under it', async () => {
      const input = indicator(`DEMO_${scene.mark}_A`);
      const { first, again, other } = await defineIndicator.repeated(chair, input, { name: 'Khác' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('gives a code away once, whoever asks at the same instant', async () => {
      const input = indicator(`DEMO_${scene.mark}_B`);
      expect(await defineIndicator.together([chair, input], [viceChair, input])).toEqual(['DONE', 'INDICATOR_EXISTS']);
    });

    it.each<[string, () => object, string]>([
      ['a code that is taken', () => indicator('NEW_MEMBERS'), 'INDICATOR_EXISTS'],
      ['a malformed code', () => indicator('phát triển đoàn viên'), 'BAD_USER_INPUT'],
      ['more than 4 decimals', () => indicator('DEMO_NEVER', { displayDecimals: 5 }), 'BAD_USER_INPUT'],
      ['a unit of measure of blanks', () => indicator('DEMO_NEVER', { unitOfMeasure: ' ' }), 'BAD_USER_INPUT'],
      ['a unit that is not the caller’s', () => indicator('DEMO_NEVER', { ownerId: unitId }), 'FORBIDDEN'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await defineIndicator.outcome(chair, input())).toBe(expected);
    });
  });

  describe('issueTargetDecision', () => {
    const decision = (number: string, value: string | null, more: object = {}): object => ({
      issuerId: scene.province.id,
      cycleId,
      number,
      issuedOn: '2020-01-15',
      targets: [{ indicatorCode: 'NEW_MEMBERS', unitId, value }],
      ...more,
    });

    it('issues one decision for one commandId, and refuses another input under it', async () => {
      const input = decision('01/QĐ-LĐLĐ', '5000');
      const { first, again, other } = await issueTargets.repeated(chair, input, { number: '02/QĐ-LĐLĐ' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect(first.targetDecision.targets).toMatchObject([{ value: '5000', applicable: true }]);
    });

    it('gives a number away once, whoever asks at the same instant', async () => {
      const input = decision('03/QĐ-LĐLĐ', '1');
      expect(await issueTargets.together([chair, input], [viceChair, input])).toEqual([
        'DECISION_NUMBER_TAKEN',
        'DONE',
      ]);
    });

    it('takes the same number again in another year', async () => {
      expect(await issueTargets.outcome(chair, decision('01/QĐ-LĐLĐ', '1', { issuedOn: '2021-01-15' }))).toBe('DONE');
    });

    it('knows a number in any normal form', async () => {
      const input = decision('01/QĐ-LĐLĐ'.normalize('NFD'), '1');
      expect(await issueTargets.outcome(chair, input)).toBe('DECISION_NUMBER_TAKEN');
    });

    it('accepts a target of zero and shows it as not applicable', async () => {
      const { targetDecision } = await issueTargets.done(chair, decision('04/QĐ-LĐLĐ', '0'));
      expect(targetDecision.targets).toMatchObject([{ value: '0', applicable: false }]);
    });

    it('shows exact decimals as they are', async () => {
      const { targetDecision } = await issueTargets.done(chair, decision('05/QĐ-LĐLĐ', '85.710000'));
      expect(targetDecision.targets).toMatchObject([{ value: '85.71', applicable: true }]);
    });

    it('refuses a negative target and says which', async () => {
      const { refusals } = await issueTargets.send(chair, decision('06/QĐ-LĐLĐ', '-1'));
      expect(refusals).toHaveLength(1);
      expect(refusals[0]?.field).toContain('input.targets.0');
    });

    it.each<[string, () => object, string]>([
      ['no target at all', () => decision('07', '1', { targets: [] }), 'BAD_USER_INPUT'],
      ['a target that is no number', () => decision('07', 'nhiều'), 'BAD_USER_INPUT'],
      ['an unknown cycle', () => decision('07', '1', { cycleId: newId() }), 'NOT_FOUND'],
      [
        'an unknown indicator',
        () => decision('07', '1', { targets: [{ indicatorCode: 'NEVER_DEFINED', unitId, value: '1' }] }),
        'NOT_FOUND',
      ],
      [
        'neither group nor unit',
        () => decision('07', '1', { targets: [{ indicatorCode: 'NEW_MEMBERS', value: '1' }] }),
        'BAD_USER_INPUT',
      ],
      [
        'a unit of another province',
        () =>
          decision('07', '1', {
            targets: [{ indicatorCode: 'NEW_MEMBERS', unitId: seededId('unit', 'AG-LX'), value: '1' }],
          }),
        'UNIT_NOT_UNDER_OWNER',
      ],
      ['a date of issue after today', () => decision('07', '1', { issuedOn: '2999-01-01' }), 'BAD_USER_INPUT'],
      [
        'a target for the issuer itself',
        () =>
          decision('07', '1', { targets: [{ indicatorCode: 'NEW_MEMBERS', unitId: scene.province.id, value: '1' }] }),
        'ISSUER_IS_ASSIGNEE',
      ],
      [
        'an issuer that is not the caller’s',
        () => decision('07', '1', { issuerId: seededId('unit', 'AG') }),
        'FORBIDDEN',
      ],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await issueTargets.outcome(chair, input())).toBe(expected);
    });

    it('is for the Confederation too, which is above the cycle’s owner', async () => {
      const input = decision(`01/QĐ-TLĐ-${scene.mark}`, '5000', {
        issuerId: seededId('unit', 'TLD'),
        targets: [{ indicatorCode: 'NEW_MEMBERS', unitId: scene.province.id, value: '5000' }],
      });
      expect(await issueTargets.outcome(system.asSeeded('tld-chair'), input)).toBe('DONE');
    });

    it('takes no indicator of another province', async () => {
      const other = await system.foundProvince({ grassroots: 1 });
      const code = `DEMO_${other.mark}_X`;
      await defineIndicator.done(system.as(other.province.chair), indicator(code, { ownerId: other.province.id }));
      const input = decision('07', '1', { targets: [{ indicatorCode: code, unitId, value: '1' }] });
      expect(await issueTargets.outcome(chair, input)).toBe('INDICATOR_OF_OTHER_OWNER');
    });

    it('is refused to the chair of another province, even for its own unit', async () => {
      const input = decision('08', '1', { issuerId: seededId('unit', 'AG') });
      expect(await issueTargets.outcome(system.asSeeded('ag-chair'), input)).toBe('ISSUER_NOT_ABOVE');
    });
  });

  describe('recordStatedFigure', () => {
    const stated = (more: object = {}): object => ({
      ownerUnitId: scene.province.id,
      indicatorCodes: [typedIn],
      periodFrom: '2020-01-01',
      periodTo: '2020-12-31',
      kind: 'PERCENT',
      label: 'HTTNV',
      percent: '85.71',
      source: 'Dữ liệu minh họa',
      sentence: 'Tỷ lệ đơn vị hoàn thành tốt nhiệm vụ đạt 85,71%.',
      ...more,
    });
    const figures = async (): Promise<{ id: string; label: string; percent: string | null }[]> =>
      (
        await chair.read<{ statedFigures: { nodes: { id: string; label: string; percent: string | null }[] } }>(
          'query Figures($ownerUnitId: ID!) { statedFigures(ownerUnitId: $ownerUnitId, first: 200) { nodes { id label percent } } }',
          { ownerUnitId: scene.province.id },
        )
      ).statedFigures.nodes;

    it('records one figure for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await recordStated.repeated(chair, stated({ label: 'A' }), { label: 'B' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect(await figures()).toEqual([{ id: first.figure.id, label: 'A', percent: '85.71' }]);
    });

    it('records one figure when the same command comes twice at the same instant', async () => {
      const [one, two] = await recordStated.twice(chair, stated({ label: 'C' }));
      expect(two).toEqual(one);
      expect((await figures()).filter(({ label }) => label === 'C')).toHaveLength(1);
    });

    it('keeps a figure that contradicts itself, with a warning in both languages', async () => {
      const { figure } = await recordStated.done(
        chair,
        stated({
          kind: 'MONEY',
          percent: null,
          quantity: '95',
          unitOfMeasure: 'suất',
          amount: 57_500_000,
          amountEachMin: 300_000,
          amountEachMax: 500_000,
        }),
      );
      expect(figure.warnings).toHaveLength(1);
      expect(figure.warnings?.[0]).toMatch(/không khớp.* \/ .*do not agree/su);
    });

    it.each<[string, () => object, string]>([
      ['a period that ends before it begins', () => stated({ periodTo: '2019-12-31' }), 'BAD_USER_INPUT'],
      ['a negative percentage', () => stated({ percent: '-1' }), 'BAD_USER_INPUT'],
      ['a negative sum', () => stated({ kind: 'MONEY', amount: -1 }), 'BAD_USER_INPUT'],
      ['a number that its kind demands', () => stated({ kind: 'RATIO' }), 'BAD_USER_INPUT'],
      [
        'a range that runs backwards',
        () => stated({ kind: 'PERCENT_RANGE', percentMin: '130', percentMax: '100' }),
        'BAD_USER_INPUT',
      ],
      ['a sentence of blanks', () => stated({ sentence: '  ' }), 'BAD_USER_INPUT'],
      ['an unknown group', () => stated({ groupId: newId() }), 'NOT_FOUND'],
      ['an unknown unit', () => stated({ unitId: newId() }), 'NOT_FOUND'],
      ['a unit of another province', () => stated({ unitId: seededId('unit', 'AG-LX') }), 'FORBIDDEN'],
      ['an unknown indicator', () => stated({ indicatorCodes: ['NEVER_DEFINED'] }), 'NOT_FOUND'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await recordStated.outcome(chair, input())).toBe(expected);
    });
  });

  describe('recordActual', () => {
    const actual = (more: object = {}): object => ({
      cycleId,
      indicatorCode: typedIn,
      unitId,
      asOf: '2020-06-30',
      value: '12.50',
      evidence: 'Biên bản hội nghị ngày 30/06/2020',
      ...more,
    });

    it('records one figure for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await recordActual.repeated(chair, actual(), { value: '13' });
      expect(first.figure.value).toBe('12.5');
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('records one figure when the same command comes twice at the same instant', async () => {
      const [one, two] = await recordActual.twice(chair, actual({ value: '14' }));
      expect(two).toEqual(one);
    });

    it.each<[string, () => object, string]>([
      ['what a ledger knows', () => actual({ indicatorCode: 'NEW_MEMBERS' }), 'FED_BY_LEDGER'],
      ['a negative figure', () => actual({ value: '-0.5' }), 'BAD_USER_INPUT'],
      ['evidence of blanks', () => actual({ evidence: '\t' }), 'BAD_USER_INPUT'],
      ['an unknown cycle', () => actual({ cycleId: newId() }), 'NOT_FOUND'],
      ['an unknown unit', () => actual({ unitId: newId() }), 'NOT_FOUND'],
      ['an unknown indicator', () => actual({ indicatorCode: 'NEVER_DEFINED' }), 'NOT_FOUND'],
      ['a unit of another province', () => actual({ unitId: seededId('unit', 'AG-LX') }), 'FORBIDDEN'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await recordActual.outcome(chair, input())).toBe(expected);
    });

    it('is refused by a cycle that has been closed', async () => {
      const { cycles } = await chair.read<{ cycles: { nodes: { id: string; state: string }[] } }>(
        'query Closed($ownerId: ID!) { cycles(ownerId: $ownerId, year: 2020) { nodes { id state } } }',
        { ownerId: seededId('unit', 'AG') },
      );
      expect(cycles.nodes).toMatchObject([{ state: 'CLOSED' }]);
      const input = actual({ cycleId: cycles.nodes[0]?.id, unitId: seededId('unit', 'AG-LX') });
      expect(await recordActual.outcome(system.asSeeded('ag-chair'), input)).toBe('CYCLE_CLOSED');
    });
  });
});
