import type { UnitInScope } from '@thidua/contracts';
import { badInput } from '@thidua/service-kit';
import { type DataSource, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { AwardRecipients, AwardTrack } from '../award-type/award-type.enum';
import { AwardType } from '../award-type/award-type.entity';
import { AwardQuota } from '../catalogue/award-quota.entity';
import { AwardRule } from '../catalogue/award-rule.entity';
import { QuotaBase } from '../catalogue/catalogue.enum';
import { eligibilityRule } from '../catalogue/eligibility-rules';
import type { AwardFactsReader } from '../check/award-facts.reader';
import { judgeHolds } from '../check/built-in-checks';
import { concerns, readsOf, scopeOfQuota, type ScopedQuota } from '../check/check-plan';
import { type CheckResult, eligibilityResult } from '../check/check-result';
import { CheckOutcome } from '../check/check.enum';
import { judgeSameAward } from '../check/duplicate-check';
import { checkQuota, nomineeFacts } from '../check/nomination-checkup';
import { awardsOf, namedLineage, type ReadAward, titleHoldersOf } from '../check/nominee-evidence.query';
import { type EligibilityRule, evaluateRule, titleCountsNeeded, yearsNeeded } from '../rule/rule';

/** The most members of a unit for which it is worked out: above, a narrower unit is asked for. */
const MOST_MEMBERS = 10_000;

/** Somebody who could be nominated, and what stands against it. */
export interface PossibleNominee {
  readonly memberId: string | null;
  readonly unitId: string | null;
  readonly isEligible: boolean;
  /** What did not pass; empty for the eligible. */
  readonly lacking: readonly CheckResult[];
}

/** How a quota would fall. */
export interface QuotaForecast {
  readonly result: CheckResult;
  readonly limit: number | null;
  readonly used: number;
  /** Places that would be taken if every eligible nominee were nominated. */
  readonly wouldUse: number;
}

/** What an award would come to for the unit. */
export interface AwardForecast {
  readonly awardType: AwardType;
  /** Rules that could be judged for nobody: the award has none. */
  readonly hasRules: boolean;
  readonly eligible: number;
  readonly lacking: number;
  readonly quotas: readonly QuotaForecast[];
  /** The eligible first, then by id. */
  readonly nominees: readonly PossibleNominee[];
}

/** What a unit could nominate for a year. */
export interface UnitForecast {
  readonly unitId: string;
  readonly year: number;
  readonly members: number;
  readonly awards: readonly AwardForecast[];
}

interface JudgedAward {
  readonly awardType: AwardType;
  readonly rules: readonly AwardRule[];
  readonly eligibility: ReadonlyMap<string, EligibilityRule>;
  readonly quotas: readonly ScopedQuota[];
}

/**
 * Works out which people and collectives of a unit would be eligible for which award, and creates nothing. Facts are
 * read in batches: the same number of statements and requests however many members there are.
 */
export class WhatIfService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: AwardFactsReader,
  ) {}

  /**
   * @param awardTypeId one award alone; all regular ones that the unit can nominate for where it is null.
   * @throws RETRY_LATER; BAD_USER_INPUT for a unit with too many members.
   */
  async forecast(unit: UnitInScope, year: number, awardTypeId: string | null): Promise<UnitForecast> {
    const reads = readsOf(this.dataSource, new Date());
    const { today } = reads;
    const [lineage, memberIds, collectives] = await Promise.all([
      namedLineage(reads, unit.unitPath, today),
      this.reader.membersOf(unit.unitId, today),
      reads.query<{ unit_id: string }[]>(
        `SELECT unit_id FROM unit_projection WHERE path LIKE ? AND status = 'ACTIVE' AND valid_from <= ?
            AND valid_until > ? ORDER BY CHAR_LENGTH(path), unit_id`,
        [`${unit.unitPath}%`, today, today],
      ),
    ]);
    if (memberIds.length + collectives.length > MOST_MEMBERS) {
      throw badInput({
        field: 'unitId',
        vi: `Đơn vị có hơn ${MOST_MEMBERS} đoàn viên và đơn vị trực thuộc; hãy chọn đơn vị nhỏ hơn.`,
        en: `The unit has more than ${MOST_MEMBERS} members and units; ask for a smaller one.`,
      });
    }
    const awards = await this.awardsFor(
      lineage.map(({ unitId }) => unitId),
      awardTypeId,
      today,
      (quota, awardType) => ({ quota, scope: scopeOfQuota(quota, lineage, awardType.issuerLevel) }),
    );
    const unitIds = collectives.map((row) => row.unit_id);
    const rules = awards.flatMap(({ eligibility }) => [...eligibility.values()]);
    const bases = awards.flatMap(({ quotas }) =>
      quotas.flatMap(({ quota, scope }) => (quota.base === QuotaBase.Members && scope ? [scope.unitId] : [])),
    );
    const [facts, held, titles] = await Promise.all([
      this.reader.readOfUnit({
        memberIds,
        unitIds: [...new Set([unit.unitId, ...unitIds, ...bases])],
        asOf: today,
        fromYear: year - yearsNeeded(rules) + 1,
        toYear: year,
      }),
      awardsOf(reads, { memberIds, unitIds }),
      titleHoldersOf(reads, unitIds, titleCountsNeeded(rules), year, today),
    ]);
    const awardsByOwner = new Map<string, ReadAward[]>();
    for (const award of held) {
      awardsByOwner.set(award.ownerId, [...(awardsByOwner.get(award.ownerId) ?? []), award]);
    }
    const forecasts: AwardForecast[] = [];
    for (const award of awards) {
      const judge = (memberId: string | null, unitId: string | null): PossibleNominee => {
        const ownAwards = awardsByOwner.get(memberId ?? unitId ?? '') ?? [];
        const ofNominee = nomineeFacts(
          { nomineeMemberId: memberId, nomineeUnitId: unitId, nominatingUnitId: unit.unitId },
          facts,
          ownAwards,
          unitId ? (titles.get(unitId) ?? []) : [],
        );
        const evidence = { facts: ofNominee, nomination: { award: award.awardType, meritYear: year, onDate: today } };
        const results = award.rules
          .filter((rule) => concerns(rule, unitId !== null))
          .map((rule) => eligibilityResult(evaluateRule(must(award.eligibility.get(rule.id)), evidence)));
        const holds = memberId ? (ofNominee.person?.holds ?? []) : (ofNominee.unit?.holds ?? []);
        const { id, code, form, issuerLevel, track } = award.awardType;
        const nominated = { awardTypeId: id, code, form, issuerLevel, track, meritYear: year };
        const others = ownAwards.map((own) => ({ ...own, heldBy: '' }));
        const lacking = [...results, judgeHolds(holds, today), judgeSameAward(nominated, others, today)].filter(
          ({ outcome }) => outcome !== CheckOutcome.Pass,
        );
        return { memberId, unitId, isEligible: lacking.length === 0, lacking };
      };
      const { recipients } = award.awardType;
      const nominees = [
        ...(recipients === AwardRecipients.Collective ? [] : memberIds.map((memberId) => judge(memberId, null))),
        ...(recipients === AwardRecipients.Individual ? [] : unitIds.map((unitId) => judge(null, unitId))),
      ].sort(byEligibility);
      const quotas: QuotaForecast[] = [];
      for (const scoped of award.quotas) {
        const { result, limit, used } = await checkQuota(
          reads,
          scoped,
          { id: null, awardTypeId: award.awardType.id, meritYear: year },
          facts.units,
        );
        const wouldUse = nominees.filter(
          ({ isEligible, unitId }) => isEligible && concerns(scoped.quota, unitId !== null),
        ).length;
        quotas.push({ result, limit, used, wouldUse });
      }
      const eligible = nominees.filter(({ isEligible }) => isEligible).length;
      forecasts.push({
        awardType: award.awardType,
        hasRules: award.rules.length > 0,
        eligible,
        lacking: nominees.length - eligible,
        quotas,
        nominees,
      });
    }
    return { unitId: unit.unitId, year, members: memberIds.length, awards: forecasts };
  }

  private async awardsFor(
    ownerUnitIds: readonly string[],
    awardTypeId: string | null,
    today: string,
    scoped: (quota: AwardQuota, awardType: AwardType) => ScopedQuota,
  ): Promise<JudgedAward[]> {
    const { manager } = this.dataSource;
    const inForce = { validFrom: LessThanOrEqual(today), validUntil: MoreThan(today) };
    const types = await manager.find(AwardType, {
      where: {
        ownerUnitId: In([...ownerUnitIds]),
        ...inForce,
        ...(awardTypeId ? { id: awardTypeId } : { track: AwardTrack.Regular }),
      },
      order: { code: 'ASC', id: 'ASC' },
    });
    const ofTypes = { awardTypeId: In(types.map(({ id }) => id)), ...inForce };
    const [rules, quotas] =
      types.length === 0
        ? [[], []]
        : await Promise.all([manager.findBy(AwardRule, ofTypes), manager.findBy(AwardQuota, ofTypes)]);
    return types.map((awardType) => {
      const own = rules.filter((rule) => rule.awardTypeId === awardType.id);
      return {
        awardType,
        rules: own,
        eligibility: new Map(own.map((rule) => [rule.id, eligibilityRule(rule)])),
        quotas: quotas.filter((quota) => quota.awardTypeId === awardType.id).map((quota) => scoped(quota, awardType)),
      };
    });
  }
}

function byEligibility(one: PossibleNominee, other: PossibleNominee): number {
  if (one.isEligible !== other.isEligible) {
    return one.isEligible ? -1 : 1;
  }
  return (one.memberId ?? one.unitId ?? '') < (other.memberId ?? other.unitId ?? '') ? -1 : 1;
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error('a rule of the award is judged by its own row');
  }
  return value;
}
