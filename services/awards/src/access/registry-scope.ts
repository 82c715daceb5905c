import { grantedPaths, isRoot } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt } from '@thidua/service-kit';
import { marks, type SqlFragment, underPaths } from './nomination-scope';

const EVERYTHING: SqlFragment = { sql: 'TRUE', parameters: [] };

/**
 * Which awards of the registry (alias `a`) the caller may see, as separate conditions, each read by an index of its own:
 * their own, those whose recipient belonged to a unit that their mandates reach, those that such a unit gave. Empty when
 * none; everything alone where a mandate reaches the whole tree.
 */
export function registryBranches(passport: Passport, now: Date = new Date()): SqlFragment[] {
  if (passport.kind !== 'person') {
    return [];
  }
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'award-registry.read');
  if (pathPrefixes.some((unitPath) => isRoot({ unitPath }))) {
    return [EVERYTHING];
  }
  const today = calendarDateAt(now);
  return [
    { sql: 'a.recipient_member_id = ?', parameters: [passport.subject] },
    ...(exactUnitIds.length > 0
      ? [{ sql: `a.issuing_unit_id IN (${marks(exactUnitIds)})`, parameters: exactUnitIds }]
      : []),
    ...(pathPrefixes.length > 0 ? [underPaths('a.home_unit_id', pathPrefixes, today)] : []),
  ];
}

/** The same as one condition, for reads that are narrowed by something else already. */
export function visibleAwards(passport: Passport, now: Date = new Date()): SqlFragment {
  const branches = registryBranches(passport, now);
  return branches.length === 0
    ? { sql: 'FALSE', parameters: [] }
    : {
        sql: `(${branches.map(({ sql }) => `(${sql})`).join(' OR ')})`,
        parameters: branches.flatMap(({ parameters }) => parameters),
      };
}
