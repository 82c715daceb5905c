import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface Rating {
  readonly id: string;
  readonly year: number;
  readonly revision: number;
  readonly rating: string;
  readonly reason: string | null;
}

const RATING = 'id year revision rating reason';
const rateUnit = new GraphCommand<{ rating: Rating }>('rateUnit', `rating { ${RATING} }`);

describe('yearly ratings of units, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let unitId: string;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    unitId = scene.grassroots[0]?.id ?? '';
  });

  const rating = (year: number, more: object = {}): object => ({
    unitId,
    year,
    rating: 'GOOD',
    document: 'Quyết định 7/QĐ-LĐLĐ (minh họa)',
    ...more,
  });

  it('rates a year once for one commandId, and refuses another input under it', async () => {
    const { first, again, other } = await rateUnit.repeated(chair, rating(2020), { rating: 'EXCELLENT' });
    expect([again, other]).toEqual([first, 'CONFLICT']);
  });

  it('rates a year once, whoever asks at the same instant', async () => {
    expect(await rateUnit.together([chair, rating(2021)], [viceChair, rating(2021)])).toEqual([
      'DONE',
      'UNIT_RATED_ALREADY',
    ]);
  });

  it('rates it again with a reason, in the place of the rating in force and of no other', async () => {
    const { rating: first } = await rateUnit.done(chair, rating(2022));
    const again = rating(2022, { rating: 'EXCELLENT', supersedesId: first.id, reason: 'Phúc tra' });
    expect(await rateUnit.together([chair, again], [viceChair, again])).toEqual(['DONE', 'UNIT_RATED_ALREADY']);
    const { unit } = await chair.read<{ unit: { ratings: Rating[] } }>(
      `query Ratings($id: ID!) { unit(id: $id) { ratings { ${RATING} } } }`,
      { id: unitId },
    );
    const [latest, ...before] = unit.ratings;
    expect(latest).toMatchObject({ year: 2022, revision: 2, rating: 'EXCELLENT', reason: 'Phúc tra' });
    expect(before.map(({ year }) => year)).toEqual([2021, 2020]);
  });

  it.each<[string, object, string]>([
    ['another rating without a reason', { supersedesId: newId() }, 'BAD_USER_INPUT'],
    ['a reason without a rating before', { reason: 'Phúc tra' }, 'BAD_USER_INPUT'],
    ['one that supersedes nothing', { supersedesId: newId(), reason: 'Phúc tra' }, 'UNIT_NOT_RATED_YET'],
    ['a year to come', { year: 2099 }, 'BAD_USER_INPUT'],
    ['a document of blanks', { document: ' ' }, 'BAD_USER_INPUT'],
    ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
  ])('refuses %s', async (_case, more, expected) => {
    expect(await rateUnit.outcome(chair, rating(2010, more))).toBe(expected);
  });

  it('is refused to the unit itself and to another province', async () => {
    expect(await rateUnit.outcome(system.as(scene.grassroots[0]?.chair ?? ''), rating(2011))).toBe('FORBIDDEN');
    expect(await rateUnit.outcome(system.asSeeded('ag-chair'), rating(2011))).toBe('FORBIDDEN');
  });
});
