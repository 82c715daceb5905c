import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt, type SqlRunner } from '@thidua/service-kit';

/** A piece of SQL with the values of its question marks. */
export interface SqlFragment {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** As many question marks as there are values. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** The same with names in place of question marks, as TypeORM's query builder takes parameters. */
export function namedParameters({ sql, parameters }: SqlFragment): {
  readonly sql: string;
  readonly parameters: Record<string, unknown>;
} {
  const named: Record<string, unknown> = {};
  let at = 0;
  const text = sql.replaceAll('?', () => {
    const name = `scope${at}`;
    named[name] = parameters[at];
    at += 1;
    return `:${name}`;
  });
  return { sql: text, parameters: named };
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
 * Whose drafts the caller reads besides their own, as conditions of which any one is enough.
 * @param column column of the nominating unit's id.
 */
export function readableDrafts(passport: Passport, column: string, today: string): SqlFragment[] {
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'nomination.read-draft');
  return [
    ...(exactUnitIds.length > 0 ? [{ sql: `${column} IN (${marks(exactUnitIds)})`, parameters: exactUnitIds }] : []),
    ...(pathPrefixes.length > 0 ? [underPaths(column, pathPrefixes, today)] : []),
  ];
}

/** Drafts of others among what a mandate reaches: nobody's business until they are submitted, but for a few. */
function submittedOrReadableDraft(passport: Passport, today: string): SqlFragment {
  const drafts = readableDrafts(passport, 'n.nominating_unit_id', today);
  return {
    sql: `(${["n.state <> 'DRAFT'", ...drafts.map(({ sql }) => sql)].join(' OR ')})`,
    parameters: drafts.flatMap(({ parameters }) => parameters),
  };
}

/**
 * Which nominations (alias `n`) the caller may see, as separate conditions: those they drafted, those of units under a
 * mandate that grants nomination.read, those whose route leads through a unit of such a mandate; of what others still
 * draft, only what nomination.read-draft grants. Apart, because each can be read by its own index where all of them
 * together cannot. Empty when the caller may see none.
 */
export function visibleBranches(passport: Passport, now: Date = new Date()): SqlFragment[] {
  if (passport.kind !== 'person') {
    return [];
  }
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'nomination.read');
  const today = calendarDateAt(now);
  const reached: SqlFragment[] = [];
  if (exactUnitIds.length > 0) {
    reached.push({ sql: `n.nominating_unit_id IN (${marks(exactUnitIds)})`, parameters: exactUnitIds });
    reached.push({
      sql: `n.id IN (SELECT s.nomination_id FROM nomination_stage s WHERE s.unit_id IN (${marks(exactUnitIds)}))`,
      parameters: exactUnitIds,
    });
  }
  if (pathPrefixes.length > 0) {
    reached.push(underPaths('n.nominating_unit_id', pathPrefixes, today));
  }
  const state = submittedOrReadableDraft(passport, today);
  return [
    { sql: 'n.drafted_by = ?', parameters: [passport.subject] },
    ...reached.map(({ sql, parameters }) => ({
      sql: `${sql} AND ${state.sql}`,
      parameters: [...parameters, ...state.parameters],
    })),
  ];
}

/**
 * The same as one condition, for reads that are narrowed by something else already. Lists filter by it in SQL; a
 * nomination outside it is NOT_FOUND.
 */
export function visibleNominations(passport: Passport, now: Date = new Date()): SqlFragment {
  const branches = visibleBranches(passport, now);
  return branches.length === 0
    ? { sql: 'FALSE', parameters: [] }
    : {
        sql: `(${branches.map((branch) => `(${branch.sql})`).join(' OR ')})`,
        parameters: branches.flatMap((branch) => branch.parameters),
      };
}

/** Those of the units that a mandate of the caller which reads nominations reaches today. */
export async function unitsReached(
  runner: SqlRunner,
  passport: Passport,
  unitIds: readonly string[],
  now: Date = new Date(),
): Promise<ReadonlySet<string>> {
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'nomination.read');
  const exact = unitIds.filter((unitId) => exactUnitIds.includes(unitId));
  if (pathPrefixes.length === 0 || unitIds.length === 0) {
    return new Set(exact);
  }
  const under = underPaths('p.unit_id', pathPrefixes, calendarDateAt(now));
  const rows = await runner.query<{ unit_id: string }[]>(
    `SELECT DISTINCT p.unit_id FROM unit_projection p WHERE p.unit_id IN (${marks(unitIds)}) AND ${under.sql}`,
    [...unitIds, ...under.parameters],
  );
  return new Set([...exact, ...rows.map((row) => row.unit_id)]);
}
