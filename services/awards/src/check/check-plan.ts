import { calendarDateAt, type SqlRunner } from '@thidua/service-kit';
import { type EntityManager, In } from 'typeorm';
import { AwardType } from '../award-type/award-type.entity';
import { AwardIssuerLevel, AwardRecipients } from '../award-type/award-type.enum';
import { AwardQuota } from '../catalogue/award-quota.entity';
import type { AwardRule } from '../catalogue/award-rule.entity';
import { rulesOfSet, rulesOn } from '../catalogue/eligibility-rules';
import { QuotaBase, QuotaScope } from '../catalogue/catalogue.enum';
import { inForceOn } from '../catalogue/dated-row.entity';
import { AwardRuleSetRow } from '../catalogue/rule-set.entity';
import type { Nomination } from '../nomination/nomination.entity';
import { type EligibilityRule, yearsNeeded } from '../rule/rule';
import { namedLineage, type NamedUnit } from './nominee-evidence.query';

/** Reads of one database, in a transaction or outside. */
export interface CheckReads extends SqlRunner {
  readonly manager: EntityManager;
  /** Today in Việt Nam. */
  readonly today: string;
}

/** Reads outside of a transaction. */
export function readsOf(dataSource: SqlRunner & { readonly manager: EntityManager }, now: Date): CheckReads {
  return {
    manager: dataSource.manager,
    today: calendarDateAt(now),
    query: (sql, parameters) => dataSource.query(sql, parameters),
  };
}

/** As much of a nomination as its checks need. */
export type CheckedNomination = Pick<
  Nomination,
  | 'id'
  | 'awardTypeId'
  | 'nominatingUnitId'
  | 'nomineeMemberId'
  | 'nomineeUnitId'
  | 'meritYear'
  | 'ruleSetId'
  | 'achievement'
  | 'report'
  | 'state'
  | 'draftedBy'
  | 'submittedBy'
  | 'routeVersionId'
  | 'listId'
  | 'revision'
>;

/** A quota, and within which unit it is counted for a nomination. */
export interface ScopedQuota {
  readonly quota: AwardQuota;
  readonly scope: NamedUnit | null;
}

/** By what a nomination is judged. */
export interface CheckPlan {
  readonly awardType: AwardType;
  /** From the root down to the nominating unit. */
  readonly lineage: readonly NamedUnit[];
  readonly rules: readonly EligibilityRule[];
  readonly quotas: readonly ScopedQuota[];
}

/** Whether a row is for a nominee of that kind. */
export function concerns({ recipients }: Pick<AwardRule, 'recipients'>, isCollective: boolean): boolean {
  return (
    recipients === AwardRecipients.Both ||
    recipients === (isCollective ? AwardRecipients.Collective : AwardRecipients.Individual)
  );
}

const ISSUER_LEVELS: Readonly<Record<string, readonly string[]>> = {
  [AwardIssuerLevel.GeneralConfederation]: ['GENERAL_CONFEDERATION'],
  [AwardIssuerLevel.ProvincialFederation]: ['PROVINCIAL_FEDERATION', 'NATIONAL_SECTORAL_UNION'],
  [AwardIssuerLevel.ImmediateUpperUnion]: ['IMMEDIATE_UPPER_UNION'],
  [AwardIssuerLevel.GrassrootsUnion]: ['GRASSROOTS_UNION', 'OCCUPATIONAL_UNION'],
};

/** The unit within which a quota is counted; null where the nominating unit has none such above it. */
export function scopeOfQuota(
  { scope }: Pick<AwardQuota, 'scope'>,
  lineage: readonly NamedUnit[],
  issuerLevel: string,
): NamedUnit | null {
  const nearest = (levels: readonly string[]): NamedUnit | null =>
    lineage.findLast(({ level }) => levels.includes(level)) ?? null;
  switch (scope) {
    case QuotaScope.NominatingUnit:
      return lineage.at(-1) ?? null;
    case QuotaScope.ImmediateUpperUnion:
      return nearest(['IMMEDIATE_UPPER_UNION']);
    case QuotaScope.Province:
      return nearest(['PROVINCIAL_FEDERATION', 'NATIONAL_SECTORAL_UNION']);
    case QuotaScope.Issuer:
      // What the State awards is proposed by the Confederation, which counts it.
      return nearest(ISSUER_LEVELS[issuerLevel] ?? ['GENERAL_CONFEDERATION']);
    default:
      return null;
  }
}

/** The quotas that a nomination carries; those of today while it has not been submitted. */
async function quotasOf(
  { manager, today }: CheckReads,
  { ruleSetId, awardTypeId }: CheckedNomination,
): Promise<AwardQuota[]> {
  if (!ruleSetId) {
    return inForceOn(await manager.findBy(AwardQuota, { awardTypeId }), today);
  }
  const pinned = await manager.findBy(AwardRuleSetRow, { ruleSetId, kind: 'QUOTA' });
  return pinned.length > 0 ? manager.findBy(AwardQuota, { id: In(pinned.map(({ rowId }) => rowId)) }) : [];
}

/** Reads by what a nomination is judged. */
export async function planOf(reads: CheckReads, nomination: CheckedNomination): Promise<CheckPlan> {
  const isCollective = nomination.nomineeUnitId !== null;
  const awardType = await reads.manager.findOneByOrFail(AwardType, { id: nomination.awardTypeId });
  const [unit] = await reads.query<{ path: string }[]>(
    'SELECT path FROM unit_projection WHERE unit_id = ? AND valid_from <= ? AND valid_until > ?',
    [nomination.nominatingUnitId, reads.today, reads.today],
  );
  const lineage = unit ? await namedLineage(reads, unit.path, reads.today) : [];
  const kind = isCollective ? AwardRecipients.Collective : AwardRecipients.Individual;
  const rules = nomination.ruleSetId
    ? await rulesOfSet(reads.manager, nomination.ruleSetId, kind)
    : await rulesOn(reads.manager, awardType.id, reads.today, kind);
  const quotas = await quotasOf(reads, nomination);
  const byCode = (one: { code: string }, other: { code: string }): number => (one.code < other.code ? -1 : 1);
  return {
    awardType,
    lineage,
    rules,
    quotas: quotas
      .filter((quota) => concerns(quota, isCollective))
      .sort(byCode)
      .map((quota) => ({ quota, scope: scopeOfQuota(quota, lineage, awardType.issuerLevel) })),
  };
}

/** Name of the rule row under which the places of a quota are counted and taken (decision-path.md rule 2). */
export function quotaLock(awardTypeId: string, { quota, scope }: ScopedQuota, meritYear: number): string {
  return `award-quota:${awardTypeId}:${quota.code}:${meritYear}:${scope?.unitId ?? ''}`;
}

/** Whose facts the checks of a nomination need from their owners. */
export function factsWanted(
  { rules, quotas }: CheckPlan,
  nomination: CheckedNomination,
  today: string,
): { memberIds: string[]; unitIds: string[]; asOf: string; fromYear: number; toYear: number } {
  const bases = quotas.flatMap(({ quota, scope }) => (quota.base === QuotaBase.Members && scope ? [scope.unitId] : []));
  return {
    memberIds: nomination.nomineeMemberId ? [nomination.nomineeMemberId] : [],
    unitIds: [...new Set([nomination.nomineeUnitId ?? nomination.nominatingUnitId, ...bases])],
    asOf: today,
    fromYear: nomination.meritYear - yearsNeeded(rules) + 1,
    toYear: nomination.meritYear,
  };
}
