import type { SqlFragment } from '../identity/scoped-units';

/**
 * Whether a member belongs to, or holds an office in, one of the units of a scope: a condition on `member.id`.
 * @param day only what holds on that day counts; null for what held on any day.
 */
export function isWithin(scope: SqlFragment, day: string | null): SqlFragment {
  const when = day === null ? '' : 'AND held.valid_from <= ? AND held.valid_until > ?';
  const days = day === null ? [] : [day, day];
  const exists = (table: string): string => `EXISTS (SELECT 1 FROM ${table} held
    WHERE held.member_id = member.id ${when} AND held.unit_id IN (${scope.sql}))`;
  return {
    sql: `(${exists('member_affiliation')} OR ${exists('officer')})`,
    parameters: [...days, ...scope.parameters, ...days, ...scope.parameters],
  };
}
