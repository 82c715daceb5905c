import { type DecisionTransaction, Refusal, retryLater } from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { AwardRoute, AwardRouteStage } from '../award-type/award-route.entity';
import { resolveRoute } from '../award-type/award-route.rules';
import { Nomination } from '../nomination/nomination.entity';
import { NominationStage } from '../nomination/nomination-stage.entity';
import { fingerprintOf } from './achievement-fingerprint';
import type { AwardFactsReader, FactsWanted, OwnersFacts } from './award-facts.reader';
import { type CheckedNomination, type CheckReads, factsWanted, planOf, quotaLock, readsOf } from './check-plan';
import { blocksAmong, type CheckResult, reasonOf, withOverrides, worstOf } from './check-result';
import { CheckOccasion } from './check.enum';
import { CheckOverride, NominationCheck, NominationFingerprint, QuotaPlace } from './nomination-check.entity';
import { checkup, type CheckedStage } from './nomination-checkup';

/** What was asked of other services before a transaction, for one nomination; what they did not say is judged inside. */
export interface PreparedChecks {
  readonly facts: OwnersFacts | { readonly unreachable: unknown };
  /** Named rule rows to lock: the nominee in the year, and the quotas in which the nomination takes a place. */
  readonly locks: readonly string[];
}

/** What the checks came to on one occasion. */
export interface ChecksRun {
  readonly results: readonly CheckResult[];
  readonly ruleSetId: string | null;
}

/** The occasion on which checks are enforced. */
export interface EnforcedAt {
  readonly occasion: CheckOccasion.Submission | CheckOccasion.Stage;
  readonly stages: readonly CheckedStage[];
  /** The stage that is being passed. */
  readonly stage?: string;
  /** Whether blocks are only written down: a council's vote is a fact, whatever it is about. */
  readonly onlyRecorded?: boolean;
  readonly revision: number;
}

/** What of a run stands in the audit entry: the whole of it is kept beside. */
export interface ChecksInTrail {
  readonly number: number;
  readonly outcome: string;
  /** `kind/code: outcome` of what did not pass. */
  readonly found: readonly string[];
}

/** The checks of nominations: as a dry run at any time, and enforced at submission and at each stage. */
export class NominationChecks {
  /** @param similarityPercent from which likeness on two reports are told to be about the same achievement. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: AwardFactsReader,
    private readonly similarityPercent: number,
  ) {}

  /**
   * Asks the owners of facts about a nomination, before the transaction that will judge it: no network call belongs in
   * there (decision-path.md rule 4). It never throws for a silence: a repeated command gets its first answer all the same.
   */
  async prepare(nomination: CheckedNomination): Promise<PreparedChecks> {
    const { wanted, locks } = await this.wantedBy(nomination);
    return { facts: await this.factsOrSilence(wanted), locks };
  }

  /** The same for several nominations: one question to each owner for all that ask about the same years. */
  async prepareAll(nominationIds: readonly string[]): Promise<ReadonlyMap<string, PreparedChecks>> {
    const nominations = await this.dataSource.manager.findBy(Nomination, { id: In([...nominationIds]) });
    const asked = await Promise.all(
      nominations.map(async (nomination) => ({ id: nomination.id, ...(await this.wantedBy(nomination)) })),
    );
    const byYears = new Map<string, typeof asked>();
    for (const each of asked) {
      const years = `${each.wanted.fromYear}-${each.wanted.toYear}`;
      byYears.set(years, [...(byYears.get(years) ?? []), each]);
    }
    const prepared = new Map<string, PreparedChecks>();
    for (const together of byYears.values()) {
      const [first] = together;
      if (first) {
        const facts = await this.factsOrSilence({
          ...first.wanted,
          memberIds: [...new Set(together.flatMap(({ wanted }) => wanted.memberIds))],
          unitIds: [...new Set(together.flatMap(({ wanted }) => wanted.unitIds))],
        });
        for (const { id, locks } of together) {
          prepared.set(id, { facts, locks });
        }
      }
    }
    return prepared;
  }

  private factsOrSilence(wanted: FactsWanted): Promise<PreparedChecks['facts']> {
    return this.reader.read(wanted).catch((error: unknown) => ({ unreachable: error }));
  }

  /** Of whom a nomination's checks read facts, and what its transaction locks. */
  private async wantedBy(
    nomination: CheckedNomination,
  ): Promise<{ readonly wanted: FactsWanted; readonly locks: readonly string[] }> {
    const reads = readsOf(this.dataSource, new Date());
    const plan = await planOf(reads, nomination);
    const places = plan.quotas
      .filter(({ scope }) => scope !== null)
      .map((scoped) => quotaLock(nomination.awardTypeId, scoped, nomination.meritYear));
    const { nomineeMemberId, nomineeUnitId, meritYear } = nomination;
    // Of two nominations of one nominee for one year, the second sees what the first came to.
    const locks = [`award-nominee:${nomineeMemberId ?? nomineeUnitId ?? ''}:${meritYear}`, ...places];
    return { wanted: factsWanted(plan, nomination, reads.today), locks };
  }

  /** The same for the nomination of a task. */
  async prepareById(nominationId: string): Promise<PreparedChecks> {
    return this.prepare(await this.dataSource.manager.findOneByOrFail(Nomination, { id: nominationId }));
  }

  /** What the checks would come to today; nothing is written. @throws RETRY_LATER. */
  async dryRun(nomination: CheckedNomination): Promise<ChecksRun> {
    const reads = readsOf(this.dataSource, new Date());
    const plan = await planOf(reads, nomination);
    const facts = await this.reader.read(factsWanted(plan, nomination, reads.today));
    const { stages, routeVersionId } = await stagesOf(reads, nomination, plan.lineage);
    const results = await checkup(reads, {
      nomination,
      plan,
      facts,
      stages,
      routeVersionId,
      similarityPercent: this.similarityPercent,
    });
    return { results: await this.overridden(reads, nomination.id, results), ruleSetId: nomination.ruleSetId };
  }

  /**
   * Runs the checks inside a command's transaction by the rules that the nomination carries, keeps what they came to,
   * and takes its places in quotas and its fingerprint when it is submitted.
   * @throws Refusal with every block that nobody overrode; RETRY_LATER when facts could not be read.
   */
  async enforce(
    transaction: DecisionTransaction,
    nomination: CheckedNomination,
    prepared: PreparedChecks,
    { occasion, stages, stage, onlyRecorded = false, revision }: EnforcedAt,
  ): Promise<ChecksInTrail> {
    if ('unreachable' in prepared.facts) {
      throw prepared.facts.unreachable;
    }
    const plan = await planOf(transaction, nomination);
    for (const scoped of plan.quotas) {
      if (scoped.scope && !prepared.locks.includes(quotaLock(nomination.awardTypeId, scoped, nomination.meritYear))) {
        throw retryLater({
          vi: 'Chỉ tiêu của loại khen thưởng vừa thay đổi; hãy gửi lại đúng lệnh này.',
          en: 'The quotas of this award have just changed; send the same command again.',
        });
      }
    }
    const found = await checkup(transaction, {
      nomination,
      plan,
      facts: prepared.facts,
      stages,
      routeVersionId: nomination.routeVersionId,
      similarityPercent: this.similarityPercent,
    });
    const results = await this.overridden(transaction, nomination.id, found);
    const [block, ...more] = blocksAmong(results);
    if (block && !onlyRecorded) {
      throw new Refusal([reasonOf(block), ...more.map(reasonOf)]);
    }
    if (occasion === CheckOccasion.Submission) {
      await takePlaces(transaction, nomination, plan.quotas);
      await keepFingerprint(transaction, nomination);
    }
    const [last] = await transaction.query<{ number: number }[]>(
      'SELECT COALESCE(MAX(number), 0) AS number FROM nomination_check WHERE nomination_id = ?',
      [nomination.id],
    );
    const number = Number(last?.number ?? 0) + 1;
    const outcome = worstOf(results);
    await transaction.manager.insert(NominationCheck, {
      nominationId: nomination.id,
      number,
      occasion,
      stage: stage ?? null,
      revision,
      ruleSetId: nomination.ruleSetId,
      outcome,
      results,
      auditSequence: transaction.subject.auditSequence + 1,
      checkedAt: transaction.now,
    });
    return {
      number,
      outcome,
      found: results
        .filter((result) => result.outcome !== 'PASS')
        .map((result) => `${result.kind}/${result.code}: ${result.overrideId ? 'OVERRIDDEN' : result.outcome}`),
    };
  }

  /** What the checks come to inside a transaction; nothing is kept. @throws RETRY_LATER. */
  async results(
    transaction: DecisionTransaction,
    nomination: CheckedNomination,
    prepared: PreparedChecks,
  ): Promise<CheckResult[]> {
    if ('unreachable' in prepared.facts) {
      throw prepared.facts.unreachable;
    }
    const plan = await planOf(transaction, nomination);
    const { stages, routeVersionId } = await stagesOf(transaction, nomination, plan.lineage);
    const found = await checkup(transaction, {
      nomination,
      plan,
      facts: prepared.facts,
      stages,
      routeVersionId,
      similarityPercent: this.similarityPercent,
    });
    return this.overridden(transaction, nomination.id, found);
  }

  /**
   * The unit whose officers may override a check: the one of that level over the nominating unit, or the one that decides
   * by the route as it is or would be today; null where there is none.
   */
  async overridingUnit(
    reads: CheckReads,
    nomination: CheckedNomination,
    unitLevel: string | null,
  ): Promise<string | null> {
    const { lineage } = await planOf(reads, nomination);
    if (unitLevel !== null) {
      return lineage.findLast(({ level }) => level === unitLevel)?.unitId ?? null;
    }
    const { stages } = await stagesOf(reads, nomination, lineage);
    return stages.at(-1)?.unitId ?? null;
  }

  /** The same at a stage that is being passed, by the stages that were resolved at submission. */
  async enforceAtStage(
    transaction: DecisionTransaction,
    nomination: Nomination,
    prepared: PreparedChecks,
    stage: string,
    onlyRecorded = false,
  ): Promise<ChecksInTrail> {
    const { stages } = await stagesOf(transaction, nomination, []);
    return this.enforce(transaction, nomination, prepared, {
      occasion: CheckOccasion.Stage,
      stages,
      stage,
      onlyRecorded,
      revision: nomination.revision,
    });
  }

  private async overridden(
    reads: CheckReads,
    nominationId: string,
    results: readonly CheckResult[],
  ): Promise<CheckResult[]> {
    return withOverrides(results, await reads.manager.findBy(CheckOverride, { nominationId }));
  }
}

/** The stages of a nomination: as they were resolved at submission, or as they would be today. */
export async function stagesOf(
  reads: CheckReads,
  nomination: CheckedNomination,
  lineage: Parameters<typeof resolveRoute>[1],
): Promise<{ stages: CheckedStage[]; routeVersionId: string | null }> {
  if (nomination.routeVersionId) {
    const stages = await reads.manager.find(NominationStage, {
      where: { nominationId: nomination.id },
      order: { ordinal: 'ASC' },
    });
    return { stages, routeVersionId: nomination.routeVersionId };
  }
  const versions = await reads.manager.findBy(AwardRoute, { awardTypeId: nomination.awardTypeId });
  const inForce = versions.find(({ validFrom, validUntil }) => validFrom <= reads.today && reads.today < validUntil);
  if (!inForce) {
    return { stages: [], routeVersionId: null };
  }
  const rules = await reads.manager.find(AwardRouteStage, {
    where: { routeVersionId: inForce.id },
    order: { ordinal: 'ASC' },
  });
  const resolved = resolveRoute(rules, lineage);
  return {
    stages: rules.map(({ ordinal, stage }, index) => ({ ordinal, stage, unitId: resolved[index]?.unitId ?? null })),
    routeVersionId: inForce.id,
  };
}

async function takePlaces(
  transaction: DecisionTransaction,
  { id, awardTypeId, meritYear }: CheckedNomination,
  quotas: Awaited<ReturnType<typeof planOf>>['quotas'],
): Promise<void> {
  await transaction.manager.delete(QuotaPlace, { nominationId: id });
  const places = quotas.flatMap(({ quota, scope }) =>
    scope ? [{ awardTypeId, quotaCode: quota.code, meritYear, scopeUnitId: scope.unitId, nominationId: id }] : [],
  );
  if (places.length > 0) {
    await transaction.manager.insert(QuotaPlace, places);
  }
}

async function keepFingerprint(
  transaction: DecisionTransaction,
  { id, achievement }: CheckedNomination,
): Promise<void> {
  await transaction.manager.delete(NominationFingerprint, { nominationId: id });
  const bands = fingerprintOf(achievement);
  if (bands.length > 0) {
    await transaction.manager.insert(
      NominationFingerprint,
      bands.map((hash, band) => ({ band, hash, nominationId: id })),
    );
  }
}
