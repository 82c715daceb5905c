import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt } from '@thidua/service-kit';

/** A piece of SQL with the values of its question marks. */
export interface SqlFragment {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** As many question marks as there are values. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/**
 * Units whose path lies under one of the prefixes today, as a subquery over the projection.
 * @param column column of unit ids to filter.
 */
export function underPaths(column: string, pathPrefixes: readonly string[], today: string): SqlFragment {
  const likes = pathPrefixes.map(() => 'u.path LIKE ?').join(' OR ');
  return {
    sql: `${column} IN (SELECT u.unit_id FROM unit_projection u
                         WHERE u.valid_from <= ? AND u.valid_until > ? AND (${likes}))`,
    parameters: [today, today, ...pathPrefixes.map((prefix) => `${prefix}%`)],
  };
}

/**
 * Which nominations (alias `n`) the caller may see: those they drafted, those of units under a mandate that grants
 * nomination.read, those whose route leads through a unit of such a mandate. Lists filter by it in SQL; a nomination
 * outside it is NOT_FOUND.
 */
export function visibleNominations(passport: Passport, now: Date = new Date()): SqlFragment {
  if (passport.kind !== 'person') {
    return { sql: 'FALSE', parameters: [] };
  }
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'nomination.read');
  const parts: SqlFragment[] = [{ sql: 'n.drafted_by = ?', parameters: [passport.subject] }];
  if (exactUnitIds.length > 0) {
    parts.push({ sql: `n.nominating_unit_id IN (${marks(exactUnitIds)})`, parameters: exactUnitIds });
    parts.push({
      sql: `EXISTS (SELECT 1 FROM nomination_stage s WHERE s.nomination_id = n.id AND s.unit_id IN (${marks(exactUnitIds)}))`,
      parameters: exactUnitIds,
    });
  }
  if (pathPrefixes.length > 0) {
    parts.push(underPaths('n.nominating_unit_id', pathPrefixes, calendarDateAt(now)));
  }
  return {
    sql: `(${parts.map((part) => part.sql).join(' OR ')})`,
    parameters: parts.flatMap((part) => part.parameters),
  };
}
