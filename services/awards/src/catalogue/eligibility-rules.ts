import type { OfficerPosition } from '@thidua/contracts';
import { type EntityManager, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { AwardRecipients } from '../award-type/award-type.enum';
import { predicateOf } from '../rule/predicate-json';
import type { EligibilityRule } from '../rule/rule';
import { AwardRule } from './award-rule.entity';
import { AwardRuleSetRow } from './rule-set.entity';

/** Whom a nomination is for. */
export type NomineeKind = AwardRecipients.Individual | AwardRecipients.Collective;

/** A stored rule as it is evaluated. */
export function eligibilityRule(row: AwardRule): EligibilityRule {
  return {
    id: row.id,
    code: row.code,
    name: { vi: row.name, en: row.englishName ?? row.name },
    predicate: predicateOf(row.predicate),
    severity: row.effect,
    document: row.document ?? '',
    article: row.article,
    sourceStatus: row.sourceStatus,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    override: row.overridePosition
      ? { positions: [row.overridePosition as OfficerPosition], unitLevel: row.overrideLevel }
      : null,
  };
}

function usable(rows: readonly AwardRule[], nominee: NomineeKind): EligibilityRule[] {
  return rows
    .filter(({ recipients }) => recipients === AwardRecipients.Both || recipients === nominee)
    .map(eligibilityRule);
}

/**
 * The rules of an award type that hold on a day for a kind of nominee, by code. One statement.
 * @param day YYYY-MM-DD, Asia/Ho_Chi_Minh.
 */
export async function rulesOn(
  manager: EntityManager,
  awardTypeId: string,
  day: string,
  nominee: NomineeKind,
): Promise<EligibilityRule[]> {
  const rows = await manager.find(AwardRule, {
    where: { awardTypeId, validFrom: LessThanOrEqual(day), validUntil: MoreThan(day) },
    order: { code: 'ASC' },
  });
  return usable(rows, nominee);
}

/** The rules that a nomination carries since it was first submitted, by code. Two statements. */
export async function rulesOfSet(
  manager: EntityManager,
  ruleSetId: string,
  nominee: NomineeKind,
): Promise<EligibilityRule[]> {
  const pinned = await manager.findBy(AwardRuleSetRow, { ruleSetId, kind: 'RULE' });
  const rows = await manager.find(AwardRule, {
    where: { id: In(pinned.map(({ rowId }) => rowId)) },
    order: { code: 'ASC' },
  });
  return usable(rows, nominee);
}
