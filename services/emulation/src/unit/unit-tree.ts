import type { SqlRunner } from '@thidua/service-kit';
import type { UnitPlace } from './nested-units';

/** Paths of those of the units that are in being on a date, by unit id: one statement. */
export async function pathsOf(
  runner: SqlRunner,
  unitIds: readonly string[],
  date: string,
): Promise<ReadonlyMap<string, string>> {
  if (unitIds.length === 0) {
    return new Map();
  }
  const rows = await runner.query<{ unit_id: string; path: string }[]>(
    `SELECT unit_id, path FROM unit_projection
      WHERE unit_id IN (${unitIds.map(() => '?').join(', ')}) AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'`,
    [...unitIds, date, date],
  );
  return new Map(rows.map((row) => [row.unit_id, row.path]));
}

/** Where those of the units stand that are in being on a date: one statement. */
export async function placesOf(runner: SqlRunner, unitIds: readonly string[], date: string): Promise<UnitPlace[]> {
  if (unitIds.length === 0) {
    return [];
  }
  const rows = await runner.query<{ unit_id: string; path: string; name: string }[]>(
    `SELECT unit_id, path, name FROM unit_projection
      WHERE unit_id IN (${unitIds.map(() => '?').join(', ')}) AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'`,
    [...unitIds, date, date],
  );
  return rows.map(({ unit_id: unitId, path, name }) => ({ unitId, path, name }));
}

/** Units directly under another one on a date, in the order of their codes. */
export async function childrenOf(
  runner: SqlRunner,
  unitId: string,
  path: string,
  date: string,
  limit: number,
): Promise<string[]> {
  const rows = await runner.query<{ unit_id: string }[]>(
    `SELECT unit_id FROM unit_projection
      WHERE path LIKE ? AND parent_id = ? AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'
      ORDER BY code LIMIT ?`,
    [`${path}%`, unitId, date, date, limit],
  );
  return rows.map((row) => row.unit_id);
}

/** The unit above another one on a date; null for the root. */
export async function parentOf(runner: SqlRunner, unitId: string, date: string): Promise<string | null> {
  const [row] = await runner.query<{ parent_id: string | null }[]>(
    'SELECT parent_id FROM unit_projection WHERE unit_id = ? AND valid_from <= ? AND valid_until > ?',
    [unitId, date, date],
  );
  return row?.parent_id ?? null;
}
