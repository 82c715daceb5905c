import type { SqlRunner } from '@thidua/service-kit';
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
