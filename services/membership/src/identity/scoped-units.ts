import { grantedPaths, grantingMandate, type GrantedPaths, type Permission } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';

/** A piece of SQL with its parameters. */
export interface SqlFragment {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A subquery of the ids of the units over which the caller's mandates grant any of the permissions today. */
export function scopedUnits(passport: Passport, permissions: readonly Permission[], today: string): SqlFragment {
  return unitsWithin(
    permissions.map((permission) => grantedPaths(passport.mandates, permission)),
    today,
  );
}

/**
 * A subquery of the ids of the units whose members the caller may know by name: of those whose members they may read,
 * and of everything under the bodies whose nominations they read, because that is where a body's nominees come from.
 */
export function namedUnits(passport: Passport, today: string): SqlFragment {
  const bodies = passport.mandates.filter((mandate) => grantingMandate([mandate], 'nomination.read', mandate));
  return unitsWithin(
    [
      grantedPaths(passport.mandates, 'member.read'),
      { exactUnitIds: [], pathPrefixes: bodies.map(({ unitPath }) => unitPath) },
    ],
    today,
  );
}

function unitsWithin(granted: readonly GrantedPaths[], today: string): SqlFragment {
  const unitIds = [...new Set(granted.flatMap(({ exactUnitIds }) => exactUnitIds))];
  const prefixes = [...new Set(granted.flatMap(({ pathPrefixes }) => pathPrefixes))];
  const conditions = [
    ...(unitIds.length > 0 ? ['scoped.unit_id IN (?)'] : []),
    ...prefixes.map(() => 'scoped.path LIKE ?'),
  ];
  return {
    sql: `SELECT scoped.unit_id FROM union_unit_version scoped
           WHERE scoped.valid_from <= ? AND scoped.valid_until > ? AND (${conditions.join(' OR ') || 'FALSE'})`,
    parameters: [today, today, ...(unitIds.length > 0 ? [unitIds] : []), ...prefixes.map((prefix) => `${prefix}%`)],
  };
}
