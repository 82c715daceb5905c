import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt, type DecisionTransaction, notFound } from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import { marks, type SqlFragment, underPaths } from './nomination-scope';

/** How a session is called in errors. */
export const BALLOT_SESSION = { vi: 'phiên bỏ phiếu kín', en: 'ballot session' };

/**
 * Which sessions (alias `s`) the caller may see: those on whose roll they stand, and those of bodies under a mandate
 * that grants ballot.read.
 */
export function visibleSessions(passport: Passport, now: Date = new Date()): SqlFragment {
  if (passport.kind !== 'person') {
    return { sql: 'FALSE', parameters: [] };
  }
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'ballot.read');
  const reached: SqlFragment[] = [
    {
      sql: 's.id IN (SELECT roll.session_id FROM ballot_roll roll WHERE roll.member_id = ?)',
      parameters: [passport.subject],
    },
    ...(exactUnitIds.length > 0
      ? [{ sql: `s.body_unit_id IN (${marks(exactUnitIds)})`, parameters: exactUnitIds }]
      : []),
    ...(pathPrefixes.length > 0 ? [underPaths('s.body_unit_id', pathPrefixes, calendarDateAt(now))] : []),
  ];
  return {
    sql: `(${reached.map(({ sql }) => sql).join(' OR ')})`,
    parameters: reached.flatMap(({ parameters }) => parameters),
  };
}

/**
 * Carries out a check on the session of this transaction. That a session exists is private: whoever is refused and may
 * not even see it learns that there is no such thing.
 */
export async function hidingUnseenSession<Result>(
  transaction: DecisionTransaction,
  field: string,
  check: () => Promise<Result>,
): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    const isRefusal = error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN';
    if (!isRefusal || transaction.actor.kind !== 'person') {
      throw error;
    }
    const scope = visibleSessions(transaction.actor.passport, transaction.now);
    const seen = await transaction.query<unknown[]>(`SELECT 1 FROM ballot_session s WHERE s.id = ? AND ${scope.sql}`, [
      transaction.subject.id,
      ...scope.parameters,
    ]);
    throw seen.length > 0 ? error : notFound(BALLOT_SESSION, field);
  }
}
