import type { SqlRunner } from '@thidua/service-kit';
import type { SqlFragment } from '../identity/scoped-units';
import { numbersOf, outermostPaths, sumsByNumber, type PathCount } from './path-sums';

/** What can be counted over units and everything under them. */
export type CountKind = 'MEMBERS' | 'JOINED' | 'FOUNDED' | 'REFERRED';

/**
 * How each count finds its rows: from the units' versions, by ranges of the path, to the rows of each unit, so that
 * nothing beside the units is read. The parameters: the paths, then first and last day, for MEMBERS the day twice more.
 */
const COUNT_SQL: Readonly<Record<CountKind, { readonly from: string; readonly where: string }>> = {
  MEMBERS: {
    from: 'union_unit_version version STRAIGHT_JOIN member_affiliation event ON event.unit_id = version.unit_id',
    where: `event.valid_from <= ? AND event.valid_until > ? AND version.valid_from <= ? AND version.valid_until > ?`,
  },
  JOINED: {
    from: `union_unit_version version STRAIGHT_JOIN member_affiliation event ON event.unit_id = version.unit_id
      AND version.valid_from <= event.admitted_on AND version.valid_until > event.admitted_on`,
    where: 'event.admitted_on BETWEEN ? AND ?',
  },
  FOUNDED: {
    from: `union_unit_version version STRAIGHT_JOIN union_unit event ON event.id = version.unit_id
      AND version.valid_from <= event.founded_on AND version.valid_until > event.founded_on`,
    where: "event.founded_on BETWEEN ? AND ? AND version.level = 'GRASSROOTS_UNION'",
  },
  REFERRED: {
    from: `union_unit_version version STRAIGHT_JOIN party_referral event ON event.unit_id = version.unit_id
      AND version.valid_from <= event.referred_on AND version.valid_until > event.referred_on`,
    where: 'event.referred_on BETWEEN ? AND ?',
  },
};

/** The units that counts are wanted for. */
export interface CountedUnits {
  /** Number of each known unit by its id. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** The parts of the tree in which they were at any time of the period: outermost paths, none under another. */
  readonly within: readonly string[];
}

/** Finds where units stood in a period. One statement. */
export async function findCountedUnits(
  runner: SqlRunner,
  unitIds: readonly string[],
  from: string,
  to: string,
): Promise<CountedUnits> {
  const rows = await runner.query<{ unitId: string; path: string }[]>(
    `SELECT unit_id AS unitId, path FROM union_unit_version
      WHERE unit_id IN (?) AND valid_from <= ? AND valid_until > ?`,
    [unitIds, to, from],
  );
  return {
    numberOf: new Map(rows.map(({ unitId, path }) => [unitId, numbersOf(path).at(-1) ?? 0])),
    within: outermostPaths(rows.map(({ path }) => path)),
  };
}

/** The statement that counts the rows of everything under some paths, by the path of their unit on the day. */
export function countStatement(kind: CountKind, within: readonly string[], from: string, to: string): SqlFragment {
  const { from: source, where } = COUNT_SQL[kind];
  return {
    sql: `SELECT version.path, COUNT(*) AS total FROM ${source}
           WHERE (${within.map(() => 'version.path LIKE ?').join(' OR ')}) AND ${where} GROUP BY version.path`,
    parameters: [...within.map((path) => `${path}%`), from, to, ...(kind === 'MEMBERS' ? [from, to] : [])],
  };
}

/**
 * Counts rows for units, each with everything under it, in one statement for any number of units.
 * @param from first day; for MEMBERS the day itself.
 * @param to last day, inclusive; for MEMBERS the day itself.
 */
export async function countOver(
  runner: SqlRunner,
  kind: CountKind,
  units: CountedUnits,
  from: string,
  to: string,
): Promise<Map<string, number>> {
  if (units.numberOf.size === 0) {
    return new Map();
  }
  const { sql, parameters } = countStatement(kind, units.within, from, to);
  const counts = await runner.query<PathCount[]>(sql, [...parameters]);
  const sums = sumsByNumber(
    counts.map(({ path, total }) => ({ path, total: Number(total) })),
    [...units.numberOf.values()],
  );
  return new Map([...units.numberOf].map(([unitId, number]) => [unitId, sums.get(number) ?? 0]));
}
