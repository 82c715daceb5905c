import { seededId } from '@thidua/contracts/ids';
import { readAudit } from '@thidua/service-kit';
import { ledgerOf } from '../ledger/ledger';
import { chairOf, startFinance, type RunningFinance, type TestUnit } from '../testing/running-finance';
import { seedUnionFund } from './seed-union-fund';

const UNITS: TestUnit[] = [
  { id: seededId('unit', 'AG'), path: '/1/2/' },
  { id: seededId('unit', 'AG-LX'), path: '/1/2/3/' },
  { id: seededId('unit', 'AG-CD'), path: '/1/2/4/' },
  { id: seededId('unit', 'AG-CP'), path: '/1/2/5/' },
];

describe('the seed of finance', () => {
  let finance: RunningFinance;
  beforeAll(async () => {
    finance = await startFinance();
  });
  afterAll(() => finance.stop());

  it('loads before finance has heard of a unit, once however often, and shows 100 % when it has', async () => {
    const { dependencies } = finance.service;
    const rows = (): Promise<unknown> =>
      dependencies.dataSource.query(
        'SELECT id, unit_id, amount FROM receipt UNION ALL SELECT id, unit_id, amount FROM budget',
      );
    await seedUnionFund(dependencies);
    const first = await rows();
    expect(first).toHaveLength(49);
    await seedUnionFund(dependencies);
    expect(await rows()).toEqual(first);

    finance.publish(UNITS);
    const answer = await finance.send(
      `query ($units: [_Any!]!) { _entities(representations: $units) { ... on UnionUnit {
         fundCollection(year: 2020, stream: UNION_FUND) { budget collected ratio { percent display } } } } }`,
      { units: UNITS.map(({ id }) => ({ __typename: 'UnionUnit', id })) },
      [],
    );
    expect(answer.errors).toEqual([]);
    expect(answer.statements).toBe(3);
    expect(answer.data?.['_entities']).toEqual(
      [28_240_000_000, 6_240_000_000, 2_200_000_000, 2_300_000_000].map((sum) => ({
        fundCollection: { budget: sum, collected: sum, ratio: { percent: '100.00', display: '100 %' } },
      })),
    );
  });

  it('says of every row that it is for demonstration and behind which sentence it stands', async () => {
    const answer = await finance.send(
      `query ($id: ID!) { receipts(unitId: $id, first: 3) { nodes { provenance sentence source } pageInfo { hasNextPage } } }`,
      { id: UNITS[1]?.id },
      UNITS.slice(1, 2).map(chairOf),
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data?.['receipts']).toEqual({
      nodes: Array.from({ length: 3 }, () => ({
        provenance: 'DEMONSTRATION',
        sentence: expect.stringContaining('100% chỉ tiêu thực hiện thu kinh phí công đoàn') as string,
        source: expect.stringContaining('05/04/2021') as string,
      })),
      pageInfo: { hasNextPage: true },
    });
  });

  it('leaves a trail of the system’s own acts', async () => {
    const { dataSource } = finance.service.dependencies;
    const trail = await readAudit(dataSource, ledgerOf(UNITS[1]?.id ?? '').id, 0, 10);
    expect(trail.map(({ entry }) => [entry.sequence, entry.actorKind, entry.actor, entry.action])).toEqual([
      [1, 'system', 'seed', 'SET_BUDGET'],
      [2, 'system', 'seed', 'RECORD_RECEIPTS'],
    ]);
  });
});
