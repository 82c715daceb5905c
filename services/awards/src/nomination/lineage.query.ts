import type { DecisionTransaction, SqlRunner } from '@thidua/service-kit';
import type { LineageUnit } from '../award-type/award-route.rules';

/** The paths of a unit and of all above it, from the root: `/1/7/93/` → `/1/`, `/1/7/`, `/1/7/93/`. */
export function pathsFromRoot(path: string): string[] {
  const numbers = path.split('/').filter(Boolean);
  return numbers.map((_, index) => `/${numbers.slice(0, index + 1).join('/')}/`);
}

/** The units from the root down to the unit of a path, as they stand on a date. */
export async function lineageOf(runner: SqlRunner, path: string, date: string): Promise<LineageUnit[]> {
  const paths = pathsFromRoot(path);
  const rows = await runner.query<{ unit_id: string; level: string }[]>(
    `SELECT unit_id, level FROM unit_projection
      WHERE path IN (${paths.map(() => '?').join(', ')}) AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'
      ORDER BY CHAR_LENGTH(path)`,
    [...paths, date, date],
  );
  return rows.map((row) => ({ unitId: row.unit_id, level: row.level }));
}

/** Path of a unit as it stands on the transaction's date; null for one that is unknown or not active. */
export async function pathToday(
  transaction: Pick<DecisionTransaction, 'query' | 'today'>,
  unitId: string,
): Promise<string | null> {
  const [row] = await transaction.query<{ path: string }[]>(
    `SELECT path FROM unit_projection
      WHERE unit_id = ? AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'`,
    [unitId, transaction.today, transaction.today],
  );
  return row?.path ?? null;
}
