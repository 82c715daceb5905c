import { newId } from '@thidua/contracts/ids';
import { statementCount } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { createFinanceActivities } from '../activities/finance-activities';
import { FundStream } from '../ledger/fund-stream';
import { startFinance, type RunningFinance } from '../testing/running-finance';
import { fundCollectionLoader } from './fund-collection.loader';
import { budgetSums, collectedOf, receiptSums, sumLedgers, type LedgerSumsRequest } from './ledger-sums';
import type { PlacedUnit } from './unit-tree';

const GRASSROOTS_OF_A_PROVINCE = 3000;
const RECEIPTS_OF_A_UNIT = 36;

interface PlanRow {
  table: string;
  type: string;
  key: string | null;
  Extra: string;
}

/** Two provinces of thousands of units with three years of monthly receipts among others without any. */
async function fill(dataSource: DataSource): Promise<void> {
  const units = `INSERT INTO unit_projection (unit_id, valid_from, valid_until, code, path, level, name, status, provenance)`;
  const row = (code: string, path: string): string =>
    `UUID(), '2015-01-01', '9999-12-31', ${code}, ${path}, 'GRASSROOTS_UNION', 'Đơn vị', 'ACTIVE', 'DEMONSTRATION'`;
  for (let province = 2; province <= 9; province += 1) {
    await dataSource.query(`${units} VALUES (${row(`'P${province}'`, `'/1/${province}/'`)})`);
    await dataSource.query(
      `${units} SELECT ${row(`CONCAT('U${province}-', seq)`, `CONCAT('/1/${province}/', ${province}0000 + seq, '/')`)} FROM seq_1_to_14`,
    );
    await dataSource.query(
      `${units} SELECT ${row(`CONCAT('C${province}-', seq)`, `CONCAT('/1/${province}/', ${province}0001 + seq % 14, '/', ${province}0100 + seq, '/')`)}
         FROM seq_1_to_${GRASSROOTS_OF_A_PROVINCE}`,
    );
  }
  const withMoney = `unit.path LIKE '/1/2/%' OR unit.path LIKE '/1/3/%'`;
  await dataSource.query(
    `INSERT INTO receipt (id, unit_id, stream, channel, amount, received_on, year, provenance, recorded_at)
     SELECT UUID(), unit.unit_id, 'UNION_FUND', ELT(1 + month.seq % 4, 'VIETINBANK', 'AGRIBANK', 'OTHER_BANK', 'CASH'), 1000,
            DATE_ADD('2019-01-15', INTERVAL month.seq MONTH), 2019 + month.seq DIV 12, 'DEMONSTRATION', NOW(6)
       FROM unit_projection unit, seq_0_to_${RECEIPTS_OF_A_UNIT - 1} month WHERE ${withMoney}`,
  );
  await dataSource.query(
    `INSERT INTO budget (id, unit_id, year, stream, revision, amount, provenance, set_at)
     SELECT UUID(), unit_id, 2020, 'UNION_FUND', 1, 24000, 'DEMONSTRATION', NOW(6) FROM unit_projection unit WHERE ${withMoney}`,
  );
  for (const table of ['receipt', 'budget', 'unit_projection']) {
    await dataSource.query(`ANALYZE TABLE ${table}`);
  }
}

describe('sums over a province of thousands of units', () => {
  let finance: RunningFinance;
  let dataSource: DataSource;
  let province: PlacedUnit[];
  let uppers: PlacedUnit[];
  let grassroots: PlacedUnit[];

  beforeAll(async () => {
    finance = await startFinance();
    dataSource = finance.service.dependencies.dataSource;
    await fill(dataSource);
    const placed = (pattern: string): Promise<PlacedUnit[]> =>
      dataSource.query(
        'SELECT unit_id AS unitId, path FROM unit_projection WHERE path RLIKE ? ORDER BY path LIMIT 2000',
        [pattern],
      );
    province = await placed('^/1/2/$');
    uppers = await placed('^/1/2/[0-9]+/$');
    grassroots = await placed('^/1/2/[0-9]+/[0-9]+/$');
  });
  afterAll(() => finance.stop());

  const year2020 = (units: readonly PlacedUnit[], more: Partial<LedgerSumsRequest> = {}): LedgerSumsRequest => ({
    unitIds: units.map(({ unitId }) => unitId),
    year: 2020,
    from: '2020-01-01',
    to: '2020-12-31',
    includeBelow: true,
    today: '2026-01-01',
    ...more,
  });
  const counted = async <T>(run: () => Promise<T>): Promise<{ result: T; statements: number }> => {
    const count = { statements: 0 };
    const result = await statementCount.run(count, run);
    return { result, statements: count.statements };
  };

  it.each([
    ['the province', () => province, 1],
    ['its upper-level unions', () => uppers, 14],
    ['both, one under the other', () => [...province, ...uppers], 15],
    ['all levels, two thousand units', () => [...province, ...uppers, ...grassroots].slice(0, 2000), 2000],
  ])('take three statements for %s', async (_case, units, size) => {
    const { result, statements } = await counted(() => sumLedgers(dataSource, year2020(units())));
    expect(result.size).toBe(size);
    expect(statements).toBe(3);
    for (const [unitId, sums] of result) {
      const under = unitId === province[0]?.unitId ? 1n + 14n + BigInt(GRASSROOTS_OF_A_PROVINCE) : null;
      expect(collectedOf(sums, FundStream.UnionFund) * 2n).toBe(sums.budgets.get(FundStream.UnionFund));
      if (under !== null) {
        expect(collectedOf(sums, FundStream.UnionFund)).toBe(under * 12_000n);
      }
    }
  });

  it('of units under one another agree with the sums of each alone', async () => {
    const together = await sumLedgers(dataSource, year2020([...province, ...uppers, ...grassroots.slice(0, 20)]));
    for (const unit of [...province, ...uppers, ...grassroots.slice(0, 20)]) {
      const alone = await sumLedgers(dataSource, year2020([unit]));
      expect(together.get(unit.unitId)).toEqual(alone.get(unit.unitId));
    }
    const ofUppers = uppers
      .map(({ unitId }) => together.get(unitId))
      .reduce((sum, sums) => sum + (sums ? collectedOf(sums, FundStream.UnionFund) : 0n), 0n);
    expect(ofUppers).toBe(BigInt(14 + GRASSROOTS_OF_A_PROVINCE) * 12_000n);
  });

  it.each([
    ['budgets', budgetSums, 'budget_sum'],
    ['receipts', receiptSums, 'receipt_sum'],
  ])('of %s read ranges of covering indexes only', async (_case, statement, key) => {
    const { sql, parameters } = statement([...province, ...uppers], year2020([]), '2020-12-31');
    const plan = await dataSource.query<PlanRow[]>(`EXPLAIN ${sql}`, [...parameters]);
    expect(plan.find(({ table }) => table === 'unit')).toMatchObject({
      type: 'range',
      key: 'unit_projection_path',
      Extra: expect.stringContaining('Using index') as string,
    });
    expect(plan.find(({ table }) => table === 'entry')).toMatchObject({
      type: 'ref',
      key,
      Extra: expect.stringContaining('Using index') as string,
    });
    expect(plan.map(({ type }) => type)).not.toContain('ALL');
  });

  it('read lists from an index in order', async () => {
    const plan = await dataSource.query<PlanRow[]>(
      `EXPLAIN SELECT * FROM receipt WHERE unit_id = ? AND (received_on, id) > (?, ?) ORDER BY received_on, id LIMIT 51`,
      [province[0]?.unitId, '2020-01-01', newId()],
    );
    expect(plan[0]).toMatchObject({ key: 'receipt_list' });
    expect(plan[0]?.Extra).not.toContain('filesort');
  });

  it('follow the period: parts of a year, and periods over the turn of a year', async () => {
    const [unit] = grassroots;
    const collected = async (from: string, to: string): Promise<bigint | undefined> => {
      const sums = (await sumLedgers(dataSource, year2020(unit ? [unit] : [], { from, to }))).get(unit?.unitId ?? '');
      return sums && collectedOf(sums, FundStream.UnionFund);
    };
    expect(await collected('2020-01-01', '2020-06-30')).toBe(6000n);
    expect(await collected('2020-01-15', '2020-01-15')).toBe(1000n);
    expect(await collected('2020-01-16', '2020-02-14')).toBe(0n);
    expect(await collected('2019-07-01', '2020-06-30')).toBe(12_000n);
  });

  it('load for a page of units in as many statements as for one', async () => {
    const loadAll = (units: readonly PlacedUnit[]) =>
      counted(async () => {
        const loader = fundCollectionLoader(dataSource);
        return Promise.all(
          units.flatMap(({ unitId }) =>
            [FundStream.UnionFund, FundStream.MembershipDues].map((stream) =>
              loader.load({ unitId, year: 2020, stream, includeBelow: true }),
            ),
          ),
        );
      });
    const one = await loadAll(province);
    const page = await loadAll([...uppers, ...grassroots].slice(0, 200));
    expect(one.statements).toBe(3);
    expect(page.statements).toBe(3);
    expect(page.result).toHaveLength(400);
    expect(one.result[0]).toMatchObject({ ratio: { percent: '50.00' } });
    expect(one.result[1]).toMatchObject({ budget: 0, collected: 0, ratio: { applicable: false } });
  });

  describe('asked for by a workflow', () => {
    const activities = (): ReturnType<typeof createFinanceActivities> =>
      createFinanceActivities({ dataSource, decisions: finance.service.dependencies.decisions });

    it('come in the order asked for, repeats included, in three statements', async () => {
      const asked = [grassroots[1], province[0], grassroots[0], province[0]].map((unit) => unit?.unitId ?? '');
      const { result, statements } = await counted(() =>
        activities().collectFinanceActuals({ unitIds: asked, year: 2020, from: '2020-01-01', to: '2020-06-30' }),
      );
      expect(statements).toBe(3);
      expect(result.map(({ unitId }) => unitId)).toEqual(asked);
      expect(result[0]).toEqual({
        unitId: asked[0],
        unionFundBudget: 24_000,
        unionFundCollected: 6000,
        duesBudget: 0,
        duesCollected: 0,
      });
      expect(result[1]).toEqual(result[3]);
    });

    it('are refused for a unit that finance has not heard of, for too many units and for a period that ends first', async () => {
      const ask = (unitIds: string[], to = '2020-12-31') =>
        activities().collectFinanceActuals({ unitIds, year: 2020, from: '2020-01-01', to });
      await expect(ask([newId()])).rejects.toThrow(/has not heard of unit/);
      await expect(ask(Array.from({ length: 2001 }, () => province[0]?.unitId ?? ''))).rejects.toThrow(RangeError);
      await expect(ask([province[0]?.unitId ?? ''], '2019-12-31')).rejects.toThrow(RangeError);
      await expect(ask([])).resolves.toEqual([]);
    });
  });

  it('place a unit where it stood on the period’s last day', async () => {
    const moved = newId();
    const version = `INSERT INTO unit_projection (unit_id, valid_from, valid_until, code, path, level, name, status, provenance)
      VALUES (?, ?, ?, 'moved', ?, 'GRASSROOTS_UNION', 'Đơn vị', 'ACTIVE', 'DEMONSTRATION')`;
    await dataSource.query(version, [moved, '2017-03-01', '2018-07-01', '/1/8/80001/99/']);
    await dataSource.query(version, [moved, '2018-07-01', '9999-12-31', '/1/9/90001/99/']);
    await dataSource.query(
      `INSERT INTO receipt (id, unit_id, stream, channel, amount, received_on, year, provenance, recorded_at)
       SELECT UUID(), ?, 'UNION_FUND', 'CASH', 5, CONCAT(year.seq, '-03-15'), year.seq, 'DEMONSTRATION', NOW(6) FROM seq_2016_to_2018 year`,
      [moved],
    );
    const [from, to] = await Promise.all(
      ['/1/8/', '/1/9/'].map(async (path) => {
        const [unit] = await dataSource.query<PlacedUnit[]>(
          'SELECT unit_id AS unitId, path FROM unit_projection WHERE path = ?',
          [path],
        );
        return unit as PlacedUnit;
      }),
    );
    const collected = async (unit: PlacedUnit | undefined, year: number, today = '2026-01-01'): Promise<bigint> => {
      const sums = await sumLedgers(
        dataSource,
        year2020(unit ? [unit] : [], { year, from: `${year}-01-01`, to: `${year}-12-31`, today }),
      );
      const own = sums.get(unit?.unitId ?? '');
      return own ? collectedOf(own, FundStream.UnionFund) : -1n;
    };
    expect([await collected(from, 2017), await collected(to, 2017)]).toEqual([5n, 0n]);
    expect([await collected(from, 2018), await collected(to, 2018)]).toEqual([0n, 5n]);
    // Before the transfer's day has come, the year that runs still counts for the old parent.
    expect([await collected(from, 2018, '2018-06-30'), await collected(to, 2018, '2018-06-30')]).toEqual([5n, 0n]);
    // Received before the tree knew the unit: it counts where the unit first stood.
    expect([await collected(from, 2016), await collected(to, 2016)]).toEqual([5n, 0n]);
  });
});
