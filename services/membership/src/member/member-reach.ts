import type { SqlFragment } from '../identity/scoped-units';

function holdsOneOf(table: 'member_affiliation' | 'officer', scope: SqlFragment, day: string | null): SqlFragment {
  const when = day === null ? '' : 'AND held.valid_from <= ? AND held.valid_until > ?';
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} held
            WHERE held.member_id = member.id ${when} AND held.unit_id IN (${scope.sql}))`,
    parameters: [...(day === null ? [] : [day, day]), ...scope.parameters],
  };
}

/**
 * Whether a member belongs to, or holds an office in, one of the units of a scope: a condition on `member.id`.
 * @param day only what holds on that day counts; null for what held on any day.
 */
export function isWithin(scope: SqlFragment, day: string | null): SqlFragment {
  const belongs = holdsOneOf('member_affiliation', scope, day);
  const serves = holdsOneOf('officer', scope, day);
  return { sql: `(${belongs.sql} OR ${serves.sql})`, parameters: [...belongs.parameters, ...serves.parameters] };
}

/**
 * Whether a member belongs to one of the units of a scope on a day: a condition on `member.id`. For what is personal an
 * office does not do: whoever appoints people would open their data by it.
 */
export function belongsWithin(scope: SqlFragment, day: string): SqlFragment {
  return holdsOneOf('member_affiliation', scope, day);
}
