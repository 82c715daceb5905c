import { derivedId } from '@thidua/contracts/ids';
import type { DecisionTransaction } from '@thidua/service-kit';
import { AwardQuota } from './award-quota.entity';
import { AwardRule } from './award-rule.entity';
import { inForceOn } from './dated-row.entity';

/**
 * The rules and quotas that hold today for an award type, kept as a set: a nomination pins it when it is first
 * submitted and is judged by it to its end, whatever is set afterwards, on the same day as well.
 * @returns the set's id.
 */
export async function pinRules(transaction: DecisionTransaction, awardTypeId: string): Promise<string> {
  const { manager, today } = transaction;
  const rules = inForceOn(await manager.findBy(AwardRule, { awardTypeId }), today);
  const quotas = inForceOn(await manager.findBy(AwardQuota, { awardTypeId }), today);
  const rows = [
    ...rules.map(({ id }) => ({ id, kind: 'RULE' })),
    ...quotas.map(({ id }) => ({ id, kind: 'QUOTA' })),
  ].sort((one, other) => (one.id < other.id ? -1 : 1));
  const ruleSetId = derivedId('award-rule-set', awardTypeId, ...rows.map(({ id }) => id));
  // Whoever submits at the same instant writes the same rows.
  await transaction.query('INSERT IGNORE INTO award_rule_set (id, award_type_id) VALUES (?, ?)', [
    ruleSetId,
    awardTypeId,
  ]);
  if (rows.length > 0) {
    await transaction.query(
      `INSERT IGNORE INTO award_rule_set_row (rule_set_id, row_id, kind) VALUES ${rows.map(() => '(?, ?, ?)').join(', ')}`,
      rows.flatMap(({ id, kind }) => [ruleSetId, id, kind]),
    );
  }
  return ruleSetId;
}
