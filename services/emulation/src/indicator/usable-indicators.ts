import { refuse, type DecisionTransaction, type SqlRunner } from '@thidua/service-kit';
import { In, type EntityManager } from 'typeorm';
import { pathsOf } from '../unit/unit-tree';
import { Indicator } from './indicator.entity';

/** The most indicators that one unit defines: a review has at most so many lines for each level above it. */
export const MOST_INDICATORS_OF_OWNER = 100;

/** A unit with all units above it, as their ids: whose indicators its cycles may use. */
async function lineOf(runner: SqlRunner, unitId: string, date: string): Promise<string[]> {
  const path = (await pathsOf(runner, [unitId], date)).get(unitId);
  const steps = (path ?? '').split('/').filter((step) => step.length > 0);
  const prefixes = steps.map((_step, index) => `/${steps.slice(0, index + 1).join('/')}/`);
  if (prefixes.length === 0) {
    return [unitId];
  }
  const rows = await runner.query<{ unit_id: string }[]>(
    `SELECT unit_id FROM unit_projection
      WHERE path IN (${prefixes.map(() => '?').join(', ')}) AND valid_from <= ? AND valid_until > ?`,
    [...prefixes, date, date],
  );
  return [...new Set([unitId, ...rows.map((row) => row.unit_id)])];
}

/**
 * The indicators that a unit's cycles use, by code: its own and those of the units above it, nobody else's.
 * @param ownerUnitId owner of the cycle.
 */
export async function usableIndicators(
  manager: EntityManager,
  ownerUnitId: string,
  date: string,
): Promise<Indicator[]> {
  const owners = await lineOf(manager, ownerUnitId, date);
  return manager.find(Indicator, {
    where: { ownerUnitId: In(owners) },
    order: { code: 'ASC' },
    take: owners.length * MOST_INDICATORS_OF_OWNER,
  });
}

/**
 * Demands that indicators are defined by the cycle's owner or above it. A seed is trusted: it runs before the
 * projection of the tree is there.
 * @param fieldOf input field that named the indicator.
 */
export async function requireUsable(
  transaction: DecisionTransaction,
  cycleOwnerId: string,
  indicators: readonly Indicator[],
  fieldOf: (code: string) => string,
): Promise<void> {
  if (transaction.actor.kind === 'system') {
    return;
  }
  const owners = await lineOf(transaction, cycleOwnerId, transaction.today);
  const foreign = indicators.find(({ ownerUnitId }) => !owners.includes(ownerUnitId));
  if (foreign) {
    throw refuse(
      'INDICATOR_OF_OTHER_OWNER',
      `Chỉ tiêu ${foreign.code} không do đơn vị chủ trì chu kỳ hoặc cấp trên của đơn vị đó định nghĩa.`,
      `The indicator ${foreign.code} was defined neither by the cycle’s owner nor by a unit above it.`,
      fieldOf(foreign.code),
    );
  }
}
