import type { SqlRunner } from '@thidua/service-kit';
import type { FundStream } from '../ledger/fund-stream';
import type { ReceiptChannel } from '../ledger/receipt-channel';
import { yearOf } from '../ledger/years';
import { depthOf, outermostPaths, type PlacedUnit } from './unit-tree';

/** What is to be summed for each of several units. */
export interface LedgerSumsRequest {
  readonly unitIds: readonly string[];
  /** Year of the budgets. */
  readonly year: number;
  /** First and last day of the receipts, YYYY-MM-DD, inclusive. */
  readonly from: string;
  readonly to: string;
  /** Whether everything under a unit counts too. */
  readonly includeBelow: boolean;
  /** Today in Việt Nam: a period that still runs is summed over the tree as it stands now. */
  readonly today: string;
}

/** A unit's sums in đồng: by stream the budget, and by stream and channel what came in less what was reversed. */
export interface LedgerSums {
  readonly budgets: ReadonlyMap<FundStream, bigint>;
  readonly receipts: ReadonlyMap<FundStream, ReadonlyMap<ReceiptChannel, bigint>>;
}

interface BudgetSum {
  top: string;
  stream: FundStream;
  amount: string;
}

interface ReceiptSum extends BudgetSum {
  channel: ReceiptChannel;
}

/** Rows of the projection that hold on a day; for a unit that was founded later, its first. */
const VERSION_ON_DAY = `valid_until > ? AND NOT EXISTS (
  SELECT 1 FROM unit_projection earlier
   WHERE earlier.unit_id = unit.unit_id AND earlier.valid_from < unit.valid_from AND earlier.valid_until > ?)`;

/** A part of a statement with its parameters. */
interface Fragment {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const placeholders = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/**
 * Which rows of a ledger table count for which unit: FROM and WHERE as far as the unit goes, and the expression that
 * names the unit in the result. The subtree is read by ranges of the path; the database adds up, so that no more rows
 * come back than there are units asked for, streams and channels.
 */
function rowsOf(
  table: string,
  units: readonly PlacedUnit[],
  day: string,
  includeBelow: boolean,
): {
  readonly top: string;
  readonly from: Fragment;
  readonly where: Fragment;
} {
  if (!includeBelow) {
    return {
      top: 'entry.unit_id',
      from: { sql: `${table} entry`, parameters: [] },
      where: { sql: `entry.unit_id IN (${placeholders(units)})`, parameters: units.map(({ unitId }) => unitId) },
    };
  }
  const depths = [...new Set(units.map(({ path }) => depthOf(path)))];
  const ranges = outermostPaths(units.map(({ path }) => path));
  // `/1/7/93/` cut to two units is `/1/7`: the slash at the end is put back by the reader.
  const top = `SUBSTRING_INDEX(unit.path, '/', depth.units + 1)`;
  return {
    top,
    from: {
      sql: `(${depths.map(() => 'SELECT ? AS units').join(' UNION ALL ')}) depth
        STRAIGHT_JOIN unit_projection unit STRAIGHT_JOIN ${table} entry ON entry.unit_id = unit.unit_id`,
      parameters: depths,
    },
    where: {
      sql: `(${ranges.map(() => 'unit.path LIKE ?').join(' OR ')}) AND ${VERSION_ON_DAY}
        AND ${top} IN (${placeholders(units)})`,
      parameters: [...ranges.map((path) => `${path}%`), day, day, ...units.map(({ path }) => path.slice(0, -1))],
    },
  };
}

/** The statement that sums budgets in force. */
export function budgetSums(units: readonly PlacedUnit[], request: LedgerSumsRequest, day: string): Fragment {
  const { top, from, where } = rowsOf('budget', units, day, request.includeBelow);
  return {
    sql: `SELECT ${top} AS top, entry.stream, SUM(entry.amount) AS amount FROM ${from.sql}
           WHERE ${where.sql} AND entry.year = ? AND entry.superseded_at IS NULL GROUP BY top, entry.stream`,
    parameters: [...from.parameters, ...where.parameters, request.year],
  };
}

/** The statement that sums receipts of the period by channel. */
export function receiptSums(units: readonly PlacedUnit[], request: LedgerSumsRequest, day: string): Fragment {
  const { top, from, where } = rowsOf('receipt', units, day, request.includeBelow);
  const years = [yearOf(request.from), yearOf(request.to)];
  const year = years[0] === years[1] ? 'entry.year = ?' : 'entry.year BETWEEN ? AND ?';
  return {
    sql: `SELECT ${top} AS top, entry.stream, entry.channel, SUM(entry.amount) AS amount FROM ${from.sql}
           WHERE ${where.sql} AND ${year} AND entry.received_on BETWEEN ? AND ?
           GROUP BY top, entry.stream, entry.channel`,
    parameters: [...from.parameters, ...where.parameters, ...new Set(years), request.from, request.to],
  };
}

/**
 * Sums the ledgers of several units in three statements, however many units there are. A unit's place is that of the
 * period's last day, or of today while the period still runs.
 * @returns the sums by unit id; units that the tree does not know are missing.
 */
export async function sumLedgers(runner: SqlRunner, request: LedgerSumsRequest): Promise<Map<string, LedgerSums>> {
  const sums = new Map<string, LedgerSums>();
  if (request.unitIds.length === 0) {
    return sums;
  }
  const day = request.to < request.today ? request.to : request.today;
  const units = await runner.query<PlacedUnit[]>(
    `SELECT unit_id AS unitId, path FROM unit_projection unit
      WHERE unit_id IN (${placeholders(request.unitIds)}) AND ${VERSION_ON_DAY}`,
    [...request.unitIds, day, day],
  );
  if (units.length === 0) {
    return sums;
  }
  const byTop = new Map<
    string,
    { budgets: Map<FundStream, bigint>; receipts: Map<FundStream, Map<ReceiptChannel, bigint>> }
  >();
  for (const { unitId, path } of units) {
    const own = {
      budgets: new Map<FundStream, bigint>(),
      receipts: new Map<FundStream, Map<ReceiptChannel, bigint>>(),
    };
    byTop.set(request.includeBelow ? path.slice(0, -1) : unitId, own);
    sums.set(unitId, own);
  }
  const budgets = budgetSums(units, request, day);
  for (const { top, stream, amount } of await runner.query<BudgetSum[]>(budgets.sql, [...budgets.parameters])) {
    byTop.get(top)?.budgets.set(stream, BigInt(amount));
  }
  const receipts = receiptSums(units, request, day);
  for (const { top, stream, channel, amount } of await runner.query<ReceiptSum[]>(receipts.sql, [
    ...receipts.parameters,
  ])) {
    const byStream = byTop.get(top)?.receipts;
    const byChannel = byStream?.get(stream) ?? new Map<ReceiptChannel, bigint>();
    byStream?.set(stream, byChannel.set(channel, BigInt(amount)));
  }
  return sums;
}

/** What came in of a stream through all channels, less what was reversed. */
export function collectedOf(sums: LedgerSums, stream: FundStream): bigint {
  let collected = 0n;
  for (const amount of sums.receipts.get(stream)?.values() ?? []) {
    collected += amount;
  }
  return collected;
}
