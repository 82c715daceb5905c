import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt, type DecisionTransaction, notFound } from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import { marks, type SqlFragment, underPaths, visibleNominations } from './nomination-scope';

/** How a decision is called in errors. */
export const AWARD_DECISION = { vi: 'quyết định khen thưởng', en: 'award decision' };

const NOTHING: SqlFragment = { sql: 'FALSE', parameters: [] };

/** Decisions (alias `d`) of the bodies over which the caller reads decisions: drafts and whole lists included. */
export function decisionsOfReadableBodies(passport: Passport, now: Date = new Date()): SqlFragment {
  if (passport.kind !== 'person') {
    return NOTHING;
  }
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'award-decision.read');
  const parts = [
    ...(exactUnitIds.length > 0
      ? [{ sql: `d.body_unit_id IN (${marks(exactUnitIds)})`, parameters: exactUnitIds }]
      : []),
    ...(pathPrefixes.length > 0 ? [underPaths('d.body_unit_id', pathPrefixes, calendarDateAt(now))] : []),
  ];
  return parts.length === 0
    ? NOTHING
    : {
        sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`,
        parameters: parts.flatMap(({ parameters }) => parameters),
      };
}

/**
 * Rows of decisions' lists (aliases `d`, `i` and, for the nomination, `n`) that the caller may see: every row of a body
 * whose decisions they read; of others, once signed, the rows of nominations that they see anyway.
 */
export function visibleItems(passport: Passport, now: Date = new Date()): SqlFragment {
  const ofBody = decisionsOfReadableBodies(passport, now);
  const nominations = visibleNominations(passport, now);
  return {
    sql: `(${ofBody.sql}
           OR (d.state NOT IN ('DRAFT', 'DISCARDED') AND i.state <> 'REFUSED' AND ${nominations.sql}))`,
    parameters: [...ofBody.parameters, ...nominations.parameters],
  };
}

/** Decisions (alias `d`) that the caller may see; one outside it is NOT_FOUND. */
export function visibleDecisions(passport: Passport, now: Date = new Date()): SqlFragment {
  const ofBody = decisionsOfReadableBodies(passport, now);
  const items = visibleItems(passport, now);
  return {
    sql: `(${ofBody.sql} OR EXISTS (SELECT 1 FROM award_decision_item i JOIN nomination n ON n.id = i.nomination_id
                                     WHERE i.decision_id = d.id AND ${items.sql}))`,
    parameters: [...ofBody.parameters, ...items.parameters],
  };
}

/**
 * Carries out a check on a decision: whoever is refused and may not even see it learns that there is no such thing.
 * @throws NOT_FOUND in place of FORBIDDEN for a decision that the caller may not see.
 */
export async function hidingUnseenDecision<Result>(
  transaction: DecisionTransaction,
  decisionId: string,
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
    const scope = visibleDecisions(transaction.actor.passport, transaction.now);
    const seen = await transaction.query<unknown[]>(`SELECT 1 FROM award_decision d WHERE d.id = ? AND ${scope.sql}`, [
      decisionId,
      ...scope.parameters,
    ]);
    throw seen.length > 0 ? error : notFound(AWARD_DECISION, field);
  }
}
