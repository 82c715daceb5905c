import { newId, seededId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface TallyAnswer {
  readonly tally: {
    readonly id: string;
    readonly label: string;
    readonly total: number | null;
    readonly collectives: number | null;
    readonly individuals: number | null;
    readonly parts: readonly { label: string; count: number }[];
    readonly warnings: readonly string[];
    readonly overlaps: readonly { relation: string; tally: { id: string } }[];
  };
}

const FIELDS =
  'id label standing measure total collectives individuals parts { label count } sentence warnings overlaps { relation tally { id } }';
const recordTally = new GraphCommand<TallyAnswer>('recordAwardTally', `tally { ${FIELDS} }`);

describe('asserted tallies of awards, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;

  beforeAll(async () => {
    scene = await system.foundProvince();
    chair = system.as(scene.province.chair);
  });

  const tally = (more: object = {}): object => ({
    ownerUnitId: scene.province.id,
    unitName: 'Dữ liệu minh họa',
    periodFrom: '2023-01-01',
    periodTo: '2023-12-31',
    label: 'Bằng khen',
    standing: 'AWARDED',
    grantor: 'PROVINCIAL_FEDERATION',
    forms: ['MERIT_CERTIFICATE'],
    source: 'Dữ liệu minh họa',
    sentence: 'Dữ liệu minh họa',
    ...more,
  });

  it('records one tally for one commandId, and refuses another input under it', async () => {
    const input = tally({ total: 470, collectives: 77, individuals: 393 });
    const { first, again, other } = await recordTally.repeated(chair, input, { total: 471 });
    expect(again).toEqual(first);
    expect(other).toBe('CONFLICT');
    expect(first.tally).toMatchObject({ total: 470, collectives: 77, individuals: 393, warnings: [], overlaps: [] });
  });

  it('records the same command sent twice at the same instant once', async () => {
    const [one, two] = await recordTally.twice(chair, tally({ label: 'Hai lần', individuals: 3 }));
    expect(two.tally.id).toBe(one.tally.id);
    const { awardTallies } = await chair.read<{ awardTallies: { nodes: { label: string }[] } }>(
      'query Tallies($owner: ID!) { awardTallies(ownerUnitId: $owner, first: 200) { nodes { label } } }',
      { owner: scene.province.id },
    );
    expect(awardTallies.nodes.filter(({ label }) => label === 'Hai lần')).toHaveLength(1);
  });

  it('keeps what contradicts itself as printed, with a warning, and makes up no total', async () => {
    const wrong = await recordTally.done(chair, tally({ total: 471, collectives: 77, individuals: 393 }));
    expect(wrong.tally).toMatchObject({ total: 471, collectives: 77, individuals: 393 });
    expect(wrong.tally.warnings).toEqual([expect.stringContaining('cộng lại là 470, nguồn nêu tổng 471')]);
    const apart = await recordTally.done(chair, tally({ collectives: 120, individuals: 678 }));
    expect(apart.tally).toMatchObject({ total: null, warnings: [] });
  });

  it('shows an overlap from both of its sides', async () => {
    const whole = await recordTally.done(chair, tally({ individuals: 108 }));
    const within = await recordTally.done(
      chair,
      tally({ individuals: 30, overlaps: [{ tallyId: whole.tally.id, relation: 'WITHIN' }] }),
    );
    expect(within.tally.overlaps).toEqual([{ relation: 'WITHIN', tally: { id: whole.tally.id } }]);
    expect(within.tally.warnings).toEqual([expect.stringContaining('không cộng')]);
    const { awardTallies } = await chair.read<{ awardTallies: { nodes: TallyAnswer['tally'][] } }>(
      `query Tallies($owner: ID!) { awardTallies(ownerUnitId: $owner, first: 200) { nodes { ${FIELDS} } } }`,
      { owner: scene.province.id },
    );
    expect(awardTallies.nodes.find(({ id }) => id === whole.tally.id)?.overlaps).toEqual([
      { relation: 'CONTAINS', tally: { id: within.tally.id } },
    ]);
  });

  it.each<[string, () => object, string]>([
    ['a negative number', () => tally({ total: -1 }), 'BAD_USER_INPUT'],
    ['a number beyond any source', () => tally({ total: 100_000_001 }), 'BAD_USER_INPUT'],
    ['a period that runs backwards', () => tally({ periodTo: '2022-12-31' }), 'BAD_USER_INPUT'],
    ['no form', () => tally({ forms: [] }), 'BAD_USER_INPUT'],
    ['a form twice', () => tally({ forms: ['HONOUR', 'HONOUR'] }), 'BAD_USER_INPUT'],
    ['a sentence of blanks', () => tally({ sentence: '  ' }), 'BAD_USER_INPUT'],
    ['an unknown federation', () => tally({ ownerUnitId: newId() }), 'NOT_FOUND'],
    ['an unknown unit', () => tally({ unitId: newId() }), 'NOT_FOUND'],
    ['a unit of another province', () => tally({ unitId: seededId('unit', 'AG-TS') }), 'UNIT_NOT_UNDER_OWNER'],
    ['an unknown overlap', () => tally({ overlaps: [{ tallyId: newId(), relation: 'WITHIN' }] }), 'NOT_FOUND'],
    [
      'an overlap with another federation’s',
      () => tally({ overlaps: [{ tallyId: seededId('award-tally', 'ts-contest'), relation: 'MAY_OVERLAP' }] }),
      'TALLY_OF_ANOTHER_OWNER',
    ],
    ['a federation that is not the caller’s', () => tally({ ownerUnitId: seededId('unit', 'AG') }), 'FORBIDDEN'],
  ])('refuses %s', async (_case, input, expected) => {
    expect(await recordTally.outcome(chair, input())).toBe(expected);
  });

  it('shows what the articles say, with their sentences', async () => {
    const { awardTallies } = await system.asSeeded('ag-chair').read<{
      awardTallies: { nodes: (TallyAnswer['tally'] & { standing: string; sentence: string })[] };
    }>(`query Tallies($unit: ID!) { awardTallies(unitId: $unit, first: 200) { nodes { ${FIELDS} } } }`, {
      unit: seededId('unit', 'AG-TS'),
    });
    const certificates = awardTallies.nodes.find(({ total }) => total === 470);
    expect(certificates).toMatchObject({ standing: 'UNCLEAR', collectives: 77, individuals: 393 });
    expect(certificates?.sentence).toContain('470 Bằng khen');
    expect(certificates?.overlaps.map(({ relation }) => relation)).toEqual(['MAY_OVERLAP', 'MAY_OVERLAP']);
  });
});
