import type { UnitChange, UnitVersion } from '@thidua/contracts';
import { publishChanges, type SqlRunner } from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { buildVersions, type KindedFact, type PathSpan } from './unit-versions';
import { UnitFactKind } from './unit.enums';

interface StoredUnit {
  readonly id: string;
  readonly number: number;
  readonly code: string;
  readonly provenance: string;
}

/**
 * Derives the versions of units from their facts again, and tells the other services. Runs under the tree's lock, in the
 * transaction that changed the facts: a handful of statements for any number of units.
 */
export async function rebuildVersions(runner: SqlRunner, unitIds: readonly string[]): Promise<void> {
  const units = await runner.query<StoredUnit[]>(
    'SELECT id, number, code, provenance FROM union_unit WHERE id IN (?) ORDER BY number',
    [unitIds],
  );
  const facts = await runner.query<(KindedFact & { unitId: string })[]>(
    `SELECT id, unit_id AS unitId, kind, value, valid_from AS validFrom, valid_until AS validUntil
       FROM union_unit_fact WHERE unit_id IN (?) ORDER BY valid_from`,
    [unitIds],
  );
  const factsByUnit = Map.groupBy(facts, (fact) => fact.unitId);
  const versions = buildVersions(
    units.map((unit) => ({ id: unit.id, number: unit.number, facts: factsByUnit.get(unit.id) ?? [] })),
    await pathsOfParentsOutside(runner, unitIds, facts),
  );
  await runner.query('DELETE FROM union_unit_version WHERE unit_id IN (?)', [unitIds]);
  await insertRows(
    runner,
    'union_unit_version',
    ['unit_id', 'valid_from', 'valid_until', 'path', 'parent_id', 'level', 'type', 'sector', 'name', 'status'],
    units.flatMap((unit) => (versions.get(unit.id) ?? []).map((version) => versionRow(unit.id, version))),
  );
  await publishChanges(
    runner,
    units.map((unit) => {
      const change: UnitChange = {
        unitId: unit.id,
        code: unit.code,
        provenance: unit.provenance,
        versions: versions.get(unit.id) ?? [],
      };
      return { subjectId: unit.id, change };
    }),
  );
}

async function pathsOfParentsOutside(
  runner: SqlRunner,
  unitIds: readonly string[],
  facts: readonly KindedFact[],
): Promise<Map<string, PathSpan[]>> {
  const inside = new Set(unitIds);
  const parentIds = [
    ...new Set(facts.filter((fact) => fact.kind === UnitFactKind.Parent).map((fact) => fact.value)),
  ].filter((id) => !inside.has(id));
  if (parentIds.length === 0) {
    return new Map();
  }
  const spans = await runner.query<(PathSpan & { unitId: string })[]>(
    `SELECT unit_id AS unitId, path, valid_from AS validFrom, valid_until AS validUntil
       FROM union_unit_version WHERE unit_id IN (?) ORDER BY valid_from`,
    [parentIds],
  );
  return Map.groupBy(spans, (span) => span.unitId);
}

function versionRow(unitId: string, version: UnitVersion): unknown[] {
  return [
    unitId,
    version.validFrom,
    version.validUntil,
    version.path,
    version.parentId,
    version.level,
    version.type,
    version.sector,
    version.name,
    version.status,
  ];
}

/** The unit and everything that stands under it on the date or later. */
export async function subtreeFrom(runner: SqlRunner, unitId: string, date: string): Promise<string[]> {
  const rows = await runner.query<{ id: string }[]>(
    `SELECT DISTINCT below.unit_id AS id FROM union_unit_version own
       JOIN union_unit_version below
         ON below.path LIKE CONCAT(own.path, '%') AND below.valid_until > own.valid_from
            AND below.valid_from < own.valid_until
      WHERE own.unit_id = ? AND own.valid_until > ?`,
    [unitId, date],
  );
  return [...new Set([unitId, ...rows.map(({ id }) => id)])];
}
