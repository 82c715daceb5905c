import type { SqlRunner } from '@thidua/service-kit';
import { commonPath, numbersOf, sumsByNumber, type PathCount } from './path-sums';

/** What can be counted over units and everything under them. */
export type CountKind = 'MEMBERS' | 'JOINED' | 'FOUNDED' | 'REFERRED';

/**
 * How each count finds its rows: `source` joined to the unit's version on the day of the event. Three parameters each:
 * first and last day, and the path that has to be counted.
 */
const COUNT_SQL: Readonly<Record<CountKind, string>> = {
  MEMBERS: `FROM member_affiliation event JOIN union_unit_version version ON version.unit_id = event.unit_id
    WHERE event.valid_from <= ? AND event.valid_until > ? AND version.path LIKE ?
      AND version.valid_from <= ? AND version.valid_until > ?`,
  JOINED: `FROM member_affiliation event JOIN union_unit_version version ON version.unit_id = event.unit_id
      AND version.valid_from <= event.admitted_on AND version.valid_until > event.admitted_on
    WHERE event.admitted_on BETWEEN ? AND ? AND version.path LIKE ?`,
  FOUNDED: `FROM union_unit event JOIN union_unit_version version ON version.unit_id = event.id
      AND version.valid_from <= event.founded_on AND version.valid_until > event.founded_on
    WHERE event.founded_on BETWEEN ? AND ? AND version.path LIKE ? AND version.level = 'GRASSROOTS_UNION'`,
  REFERRED: `FROM party_referral event JOIN union_unit_version version ON version.unit_id = event.unit_id
      AND version.valid_from <= event.referred_on AND version.valid_until > event.referred_on
    WHERE event.referred_on BETWEEN ? AND ? AND version.path LIKE ?`,
};

/** The units that counts are wanted for. */
export interface CountedUnits {
  /** Number of each known unit by its id. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** The part of the tree in which all of them were at any time of the period. */
  readonly within: string;
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
    within: commonPath(rows.map(({ path }) => path)),
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
  const parameters = [from, to, `${units.within}%`, ...(kind === 'MEMBERS' ? [from, to] : [])];
  const counts = await runner.query<PathCount[]>(
    `SELECT version.path, COUNT(*) AS total ${COUNT_SQL[kind]} GROUP BY version.path`,
    parameters,
  );
  const sums = sumsByNumber(
    counts.map(({ path, total }) => ({ path, total: Number(total) })),
    [...units.numberOf.values()],
  );
  return new Map([...units.numberOf].map(([unitId, number]) => [unitId, sums.get(number) ?? 0]));
}
