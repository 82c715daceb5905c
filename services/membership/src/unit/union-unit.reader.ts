import type { UnitScopeReader, SqlRunner } from '@thidua/service-kit';
import type { UnitInScope } from '@thidua/contracts';
import { UnionUnit } from './union-unit.type';

/** Columns of a unit on a date, named as UnionUnit has them. `unit` is union_unit, `version` its version. */
export const UNIT_COLUMNS = `unit.id AS id, unit.code AS code, unit.founded_on AS foundedOn, unit.provenance AS provenance,
  unit.source AS source, unit.sentence AS sentence, version.valid_from AS validFrom, version.path AS path,
  version.parent_id AS parentId, version.level AS level, version.type AS type, version.sector AS sector,
  version.name AS name, version.status AS status`;

/** A unit's row without the date that it is shown on. */
export type UnitRow = Omit<UnionUnit, 'asOf'>;

/** The unit of a row as shown on a date. */
export function unitShownOn(row: UnitRow, asOf: string): UnionUnit {
  return Object.assign(new UnionUnit(), row, { asOf });
}

/** Units by id or code on a date; a unit that is not in being yet is left out. One statement. */
export async function readUnits(
  runner: SqlRunner,
  by: 'id' | 'code' | 'number',
  values: readonly (string | number)[],
  asOf: string,
): Promise<UnionUnit[]> {
  if (values.length === 0) {
    return [];
  }
  const rows = await runner.query<UnitRow[]>(
    `SELECT ${UNIT_COLUMNS} FROM union_unit unit
       JOIN union_unit_version version
         ON version.unit_id = unit.id AND version.valid_from <= ? AND version.valid_until > ?
      WHERE unit.${by} IN (?)`,
    [asOf, asOf, values],
  );
  return rows.map((row) => unitShownOn(row, asOf));
}

/** Units by id as they begin: for those that a reference names before their first day. One statement. */
export async function readUnitsAtTheirBeginning(runner: SqlRunner, ids: readonly string[]): Promise<UnionUnit[]> {
  const rows = await runner.query<UnitRow[]>(
    `SELECT ${UNIT_COLUMNS} FROM union_unit unit
       JOIN union_unit_version version ON version.unit_id = unit.id
      WHERE unit.id IN (?)
        AND version.valid_from = (SELECT MIN(first.valid_from) FROM union_unit_version first WHERE first.unit_id = unit.id)`,
    [ids],
  );
  return rows.map((row) => unitShownOn(row, row.validFrom));
}

/**
 * Where a unit stands, for the check of a mandate: the tree that membership owns. A dissolved unit keeps its place, because
 * its history may still be completed; one that begins later has the place where it begins. What the unit's status forbids,
 * each command says itself.
 */
export const ownedUnits: UnitScopeReader = {
  async unitInScope(runner: SqlRunner, unitId: string, date: string): Promise<UnitInScope | null> {
    const [row] = await runner.query<{ path: string }[]>(
      'SELECT path FROM union_unit_version WHERE unit_id = ? AND valid_until > ? ORDER BY valid_from LIMIT 1',
      [unitId, date],
    );
    return row ? { unitId, unitPath: row.path } : null;
  },
};
