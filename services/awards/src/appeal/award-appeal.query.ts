import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt, type DecisionTransaction, notFound } from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import { type DataSource, In } from 'typeorm';
import { marks, type SqlFragment, underPaths } from '../access/nomination-scope';
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
