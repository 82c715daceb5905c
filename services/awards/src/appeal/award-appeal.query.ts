import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt, type DecisionTransaction, notFound } from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import { type DataSource, In } from 'typeorm';
import { marks, type SqlFragment, underPaths } from '../access/nomination-scope';
import { peopleActing } from '../access/separation-of-duties';
import { AwardAppeal } from './award-appeal.entity';

/** How an appeal is called in errors. */
export const AWARD_APPEAL = { vi: 'kiến nghị', en: 'appeal' };

/** Appeals (alias `a`) that the caller may see: their own, those to their body or about their unit's nominations. */
export function visibleAppeals(passport: Passport, now: Date = new Date()): SqlFragment {
  if (passport.kind !== 'person') {
    return { sql: 'FALSE', parameters: [] };
  }
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'award-appeal.read');
  const parts: SqlFragment[] = [{ sql: 'a.filed_by = ?', parameters: [passport.subject] }];
  for (const column of ['a.body_unit_id', 'a.nominating_unit_id']) {
    if (exactUnitIds.length > 0) {
      parts.push({ sql: `${column} IN (${marks(exactUnitIds)})`, parameters: exactUnitIds });
    }
    if (pathPrefixes.length > 0) {
      parts.push(underPaths(column, pathPrefixes, calendarDateAt(now)));
    }
  }
  return {
    sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

/**
 * Open appeals (alias `a`) that wait for the caller’s answer: to a body whose mandate they hold, neither filed by them
 * nor about a nomination in which they had a hand.
 */
export function answerableAppeals(passport: Passport, now: Date = new Date()): SqlFragment {
  if (passport.kind !== 'person') {
    return { sql: 'FALSE', parameters: [] };
  }
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'award-appeal.answer');
  const bodies: SqlFragment[] = [
    ...(exactUnitIds.length > 0
      ? [{ sql: `a.body_unit_id IN (${marks(exactUnitIds)})`, parameters: exactUnitIds }]
      : []),
    ...(pathPrefixes.length > 0 ? [underPaths('a.body_unit_id', pathPrefixes, calendarDateAt(now))] : []),
  ];
  if (bodies.length === 0) {
    return { sql: 'FALSE', parameters: [] };
  }
  const people = peopleActing(passport);
  const among = `IN (${marks(people)})`;
  return {
    sql: `a.state = 'FILED' AND (${bodies.map(({ sql }) => sql).join(' OR ')}) AND a.filed_by NOT ${among}
      AND NOT EXISTS (SELECT 1 FROM nomination n WHERE n.id = a.nomination_id
                       AND (n.drafted_by ${among} OR n.submitted_by ${among} OR n.nominee_member_id ${among}))
      AND NOT EXISTS (SELECT 1 FROM nomination_editor e WHERE e.nomination_id = a.nomination_id AND e.member_id ${among})
      AND NOT EXISTS (SELECT 1 FROM nomination_revision r WHERE r.nomination_id = a.nomination_id AND r.submitted_by ${among})`,
    parameters: [
      ...bodies.flatMap(({ parameters }) => parameters),
      ...people,
      ...people,
      ...people,
      ...people,
      ...people,
      ...people,
    ],
  };
}

/** Those of the appeals that the caller may see. */
export async function visibleAppealsByIds(
  dataSource: DataSource,
  passport: Passport,
  ids: readonly string[],
): Promise<AwardAppeal[]> {
  const scope = visibleAppeals(passport);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT a.id FROM award_appeal a WHERE a.id IN (?) AND ${scope.sql}`,
    [ids, ...scope.parameters],
  );
  return rows.length === 0 ? [] : dataSource.manager.findBy(AwardAppeal, { id: In(rows.map(({ id }) => id)) });
}

/** @throws NOT_FOUND in place of FORBIDDEN for an appeal that the caller may not see. */
export async function hidingUnseenAppeal<Result>(
  transaction: DecisionTransaction,
  check: () => Promise<Result>,
): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    const isRefusal = error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN';
    if (!isRefusal || transaction.actor.kind !== 'person') {
      throw error;
    }
    const scope = visibleAppeals(transaction.actor.passport, transaction.now);
    const seen = await transaction.query<unknown[]>(`SELECT 1 FROM award_appeal a WHERE a.id = ? AND ${scope.sql}`, [
      transaction.subject.id,
      ...scope.parameters,
    ]);
    throw seen.length > 0 ? error : notFound(AWARD_APPEAL, 'input.appealId');
  }
}
