import type { SqlRunner } from '@thidua/service-kit';
import type { FundStream } from '../ledger/fund-stream';
import type { ReceiptChannel } from '../ledger/receipt-channel';
import { yearOf } from '../ledger/years';
import { depthOf, outermostPaths, pathsAlong, type PlacedUnit } from './unit-tree';

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
const VERSION_ON_DAY = `unit.valid_until > ? AND (unit.valid_from <= ? OR NOT EXISTS (
  SELECT 1 FROM unit_projection earlier
   WHERE earlier.unit_id = unit.unit_id AND earlier.valid_from < unit.valid_from AND earlier.valid_until > ?))`;

/** A part of a statement with its parameters. */
interface Fragment {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Which rows of a ledger table are read, and which of the units asked for each of them is counted to. */
interface LedgerRows {
  /** The expression that names the unit: its id, or its path when everything under it counts. */
  readonly top: Fragment;
  readonly from: string;
  readonly where: Fragment;
}

const placeholders = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** A unit's own rows. */
function ownRows(table: string, units: readonly PlacedUnit[]): LedgerRows {
  return {
    top: { sql: 'entry.unit_id', parameters: [] },
    from: `${table} entry`,
    where: { sql: `entry.unit_id IN (${placeholders(units)})`, parameters: units.map(({ unitId }) => unitId) },
  };
}

/**
 * The rows of everything under the units, read once by ranges of the path. Each is counted to the nearest of the units
 * asked for above it, so that no more sums come back than units; the reader adds those below one another together.
 */
function rowsBelow(table: string, units: readonly PlacedUnit[], day: string): LedgerRows {
  const depths = [...new Set(units.map(({ path }) => depthOf(path)))].sort((one, other) => other - one);
  const ranges = outermostPaths(units.map(({ path }) => path));
  const cases = depths.map((depth) => {
    const paths = units.filter(({ path }) => depthOf(path) === depth).map(({ path }) => path);
    const prefix = `CONCAT(SUBSTRING_INDEX(unit.path, '/', ${depth + 1}), '/')`;
    return { sql: `WHEN ${prefix} IN (${placeholders(paths)}) THEN ${prefix}`, parameters: paths };
  });
  return {
    top: {
      sql: `CASE ${cases.map(({ sql }) => sql).join(' ')} END`,
      parameters: cases.flatMap(({ parameters }) => parameters),
    },
    from: `unit_projection unit STRAIGHT_JOIN ${table} entry ON entry.unit_id = unit.unit_id`,
    where: {
      sql: `(${ranges.map(() => 'unit.path LIKE ?').join(' OR ')}) AND ${VERSION_ON_DAY}`,
      parameters: [...ranges.map((path) => `${path}%`), day, day, day],
    },
  };
}

/** The statement that sums budgets in force. */
export function budgetSums(units: readonly PlacedUnit[], request: LedgerSumsRequest, day: string): Fragment {
  const { top, from, where } = request.includeBelow ? rowsBelow('budget', units, day) : ownRows('budget', units);
  return {
    sql: `SELECT ${top.sql} AS top, entry.stream, SUM(entry.amount) AS amount FROM ${from}
           WHERE ${where.sql} AND entry.year = ? AND entry.superseded_at IS NULL GROUP BY top, entry.stream`,
    parameters: [...top.parameters, ...where.parameters, request.year],
  };
}

/** The statement that sums receipts of the period by channel. */
export function receiptSums(units: readonly PlacedUnit[], request: LedgerSumsRequest, day: string): Fragment {
  const { top, from, where } = request.includeBelow ? rowsBelow('receipt', units, day) : ownRows('receipt', units);
  const years = new Set([yearOf(request.from), yearOf(request.to)]);
  return {
    sql: `SELECT ${top.sql} AS top, entry.stream, entry.channel, SUM(entry.amount) AS amount FROM ${from}
           WHERE ${where.sql} AND ${years.size === 1 ? 'entry.year = ?' : 'entry.year BETWEEN ? AND ?'}
             AND entry.received_on BETWEEN ? AND ?
           GROUP BY top, entry.stream, entry.channel`,
    parameters: [...top.parameters, ...where.parameters, ...years, request.from, request.to],
  };
}

class UnitSums implements LedgerSums {
  readonly budgets = new Map<FundStream, bigint>();
  readonly receipts = new Map<FundStream, Map<ReceiptChannel, bigint>>();

  addBudget({ stream, amount }: BudgetSum): void {
    this.budgets.set(stream, (this.budgets.get(stream) ?? 0n) + BigInt(amount));
  }

  addReceipts({ stream, channel, amount }: ReceiptSum): void {
    const byChannel = this.receipts.get(stream) ?? new Map<ReceiptChannel, bigint>();
    this.receipts.set(stream, byChannel.set(channel, (byChannel.get(channel) ?? 0n) + BigInt(amount)));
  }
}

/**
 * Sums the ledgers of several units in three statements, however many units there are. A unit's place is that of the
 * period's last day, or of today while the period still runs.
 * @returns the sums by unit id; units that the tree does not know are missing.
 */
export async function sumLedgers(runner: SqlRunner, request: LedgerSumsRequest): Promise<Map<string, LedgerSums>> {
  const day = request.to < request.today ? request.to : request.today;
  const units =
    request.unitIds.length === 0
      ? []
      : await runner.query<PlacedUnit[]>(
          `SELECT unit.unit_id AS unitId, unit.path FROM unit_projection unit
            WHERE unit.unit_id IN (${placeholders(request.unitIds)}) AND ${VERSION_ON_DAY}`,
          [...request.unitIds, day, day, day],
        );
  const sums = new Map(units.map(({ unitId }) => [unitId, new UnitSums()]));
  if (units.length === 0) {
    return sums;
  }
  const byPath = new Map(units.map(({ unitId, path }) => [path, sums.get(unitId)]));
  const countedTo = (top: string): (UnitSums | undefined)[] =>
    request.includeBelow ? pathsAlong(top).map((path) => byPath.get(path)) : [sums.get(top)];

  const budgets = budgetSums(units, request, day);
  for (const row of await runner.query<BudgetSum[]>(budgets.sql, [...budgets.parameters])) {
    countedTo(row.top).forEach((unit) => unit?.addBudget(row));
  }
  const receipts = receiptSums(units, request, day);
  for (const row of await runner.query<ReceiptSum[]>(receipts.sql, [...receipts.parameters])) {
    countedTo(row.top).forEach((unit) => unit?.addReceipts(row));
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
