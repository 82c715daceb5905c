import type { Reason, UnitAwardFacts } from '@thidua/contracts';
import { QuotaBase, QuotaPeriod, RuleEffect } from '../catalogue/catalogue.enum';
import { AwardRoutePaper } from '../award-type/award-route.entity';
import { selfJudgingStages } from '../award-type/award-route.rules';
import { fieldOfPart, HEADINGS, missingParts, storedReport, useOfParts } from '../report/achievement-report.rules';
import { evaluateRule, titleCountsNeeded } from '../rule/rule';
import type { NomineeFacts } from '../rule/rule-facts';
import { fingerprintOf } from './achievement-fingerprint';
import type { OwnersFacts } from './award-facts.reader';
import { builtIn, basisOf, judgeCompleteness, judgeDuties, judgeHolds, type PaperWanted } from './built-in-checks';
import { type CheckedNomination, type CheckPlan, type CheckReads, concerns, type ScopedQuota } from './check-plan';
import { type CheckResult, eligibilityResult } from './check-result';
import { CheckKind, CheckOutcome } from './check.enum';
import { judgeOtherLevel, judgeSameAward, judgeSimilarReports, type NominatedAward } from './duplicate-check';
import {
  awardsOf,
  grassrootsUnder,
  heldAward,
  holdersOf,
  holdersUnder,
  ownsPlace,
  placesTaken,
  similarReports,
  titleHoldersOf,
  type ReadAward,
} from './nominee-evidence.query';
import { judgeQuota, quotaLimit } from './quota-check';

/** A stage of the route as it is resolved for the nomination. */
export interface CheckedStage {
  readonly ordinal: number;
  readonly stage: string;
  readonly unitId: string | null;
}

/** What a checkup is given besides the database. */
export interface CheckupOf {
  readonly nomination: CheckedNomination;
  readonly plan: CheckPlan;
  readonly facts: OwnersFacts;
  /** Stages in order; empty where there is no route today. */
  readonly stages: readonly CheckedStage[];
  readonly routeVersionId: string | null;
  /** From which likeness on two reports are told to be alike, percent. */
  readonly similarityPercent: number;
}

const MOST_COUNTED = 1_000_000;
const PAPER_NAMES: Readonly<Record<string, { vi: string; en: string }>> = {
  SUBMISSION_LETTER: { vi: 'tờ trình', en: 'submission letter' },
  MINUTES: { vi: 'biên bản họp xét', en: 'minutes' },
  INITIATIVE_CERTIFICATE: { vi: 'giấy công nhận sáng kiến', en: 'initiative certificate' },
  CONFIRMATION: { vi: 'xác nhận của cơ quan có thẩm quyền', en: 'confirmation' },
};

/** What the rules need to know of a nominee, put together from what was asked and read. */
export function nomineeFacts(
  nomination: Pick<CheckedNomination, 'nomineeMemberId' | 'nomineeUnitId' | 'nominatingUnitId'>,
  facts: OwnersFacts,
  awards: readonly ReadAward[],
  titleHolders: NomineeFacts['titleHolders'],
): NomineeFacts {
  const { nomineeMemberId, nomineeUnitId, nominatingUnitId } = nomination;
  const unitId = nomineeUnitId ?? nominatingUnitId;
  return {
    person: nomineeMemberId ? (facts.persons.get(nomineeMemberId) ?? null) : null,
    unit: facts.units.get(unitId) ?? null,
    awards: awards.map(heldAward),
    initiatives:
      (nomineeMemberId ? facts.initiativesOfMember.get(nomineeMemberId) : facts.initiativesOfUnit.get(unitId)) ?? [],
    ratings: facts.ratings.get(unitId) ?? [],
    titleHolders,
  };
}

async function completeness(reads: CheckReads, of: CheckupOf): Promise<CheckResult[]> {
  const { nomination, plan } = of;
  const isCollective = nomination.nomineeUnitId !== null;
  const report = storedReport(nomination);
  const uses = useOfParts(plan.awardType, isCollective);
  const parts = (['REQUIRED', 'EXPECTED'] as const).flatMap((use) =>
    missingParts(report, uses, use).map((part) =>
      builtIn(
        CheckKind.Completeness,
        `REPORT_${part}`,
        { vi: HEADINGS[part], en: part },
        basisOf('COMPLETENESS', reads.today),
        {
          outcome: use === 'REQUIRED' ? CheckOutcome.Block : CheckOutcome.Warn,
          words: {
            vi: `Báo cáo thành tích chưa có phần “${HEADINGS[part]}”.`,
            en: `The achievement report lacks the part ${part}.`,
          },
          cure: { vi: `Viết phần “${HEADINGS[part]}”.`, en: `Write it: report.${fieldOfPart(part)}.` },
        },
      ),
    ),
  );
  const wanted = of.routeVersionId ? await papersWanted(reads, of, isCollective) : [];
  const papers = wanted.length > 0 ? await papersThere(reads, nomination) : [];
  const results = judgeCompleteness({ hasReport: nomination.achievement.trim() !== '', papers }, wanted, reads.today);
  return [...results, ...parts];
}

async function papersWanted(reads: CheckReads, of: CheckupOf, isCollective: boolean): Promise<PaperWanted[]> {
  const rows = await reads.manager.find(AwardRoutePaper, {
    where: { routeVersionId: of.routeVersionId ?? '' },
    order: { ordinal: 'ASC', paper: 'ASC' },
  });
  const needed = rows.filter((row) => concerns(row, isCollective) && PAPER_NAMES[row.paper]);
  const reached = needed.some(({ effect }) => effect === RuleEffect.Block) ? await reachedStage(reads, of) : 0;
  return needed.map(({ ordinal, paper, effect, document, sourceStatus }) => {
    const stage = of.stages.find((each) => each.ordinal === ordinal);
    return {
      paper,
      name: PAPER_NAMES[paper] ?? { vi: paper, en: paper },
      stage: stage?.stage ?? String(ordinal),
      // A stage that is skipped is never reached.
      isBlocking: effect === RuleEffect.Block && ordinal <= reached && Boolean(stage?.unitId),
      document,
      article: null,
      sourceStatus,
    };
  });
}

/** The last stage that has had a task of the nomination; before there was any, the one at which it arrives. */
async function reachedStage(reads: CheckReads, { nomination, stages }: CheckupOf): Promise<number> {
  const [row] = await reads.query<{ reached: number | null }[]>(
    `SELECT MAX(s.ordinal) AS reached FROM task t
       JOIN nomination_stage s ON s.nomination_id = t.subject_id AND s.stage = t.stage WHERE t.subject_id = ?`,
    [nomination.id],
  );
  return row?.reached ?? stages.find(({ unitId }) => unitId !== null)?.ordinal ?? 0;
}

/** Kinds of paper in the dossier: its own and its list's; of what was submitted, those of the last revision. */
async function papersThere(reads: CheckReads, nomination: CheckedNomination): Promise<string[]> {
  const isDraft = nomination.state === 'DRAFT' || nomination.state === 'RETURNED';
  const rows = isDraft
    ? await reads.query<{ kind: string }[]>(
        `SELECT DISTINCT kind FROM nomination_paper WHERE nomination_id = ? AND removed_at IS NULL
         UNION SELECT DISTINCT kind FROM nomination_paper WHERE list_id = ? AND removed_at IS NULL`,
        [nomination.id, nomination.listId],
      )
    : await reads.query<{ kind: string }[]>(
        `SELECT DISTINCT p.kind FROM nomination_revision_paper r JOIN nomination_paper p ON p.id = r.paper_id
          WHERE r.nomination_id = ? AND r.number = ?`,
        [nomination.id, nomination.revision],
      );
  return rows.map(({ kind }) => kind);
}

async function duplicates(
  reads: CheckReads,
  { nomination, plan, similarityPercent }: CheckupOf,
  awards: readonly ReadAward[],
): Promise<CheckResult[]> {
  const { awardType } = plan;
  const award: NominatedAward = {
    awardTypeId: awardType.id,
    code: awardType.code,
    form: awardType.form,
    issuerLevel: awardType.issuerLevel,
    track: awardType.track,
    meritYear: nomination.meritYear,
  };
  const similar = await similarReports(
    reads,
    fingerprintOf(nomination.achievement),
    { memberId: nomination.nomineeMemberId, unitId: nomination.nomineeUnitId },
    nomination.id,
  );
  const ofTheYear = awards.filter(({ meritYear }) => meritYear === nomination.meritYear);
  const holders = await holdersOf(
    reads,
    [...ofTheYear, ...similar].map(({ unitId }) => unitId),
    reads.today,
  );
  const heldBy = (unitId: string): string => holders.get(unitId) ?? '';
  const others = ofTheYear.map((other) => ({ ...other, heldBy: heldBy(other.unitId) }));
  const candidates = similar.map((report) => ({ ...report, heldBy: heldBy(report.unitId) }));
  return [
    judgeSameAward(award, others, reads.today),
    judgeOtherLevel(award, others, reads.today),
    judgeSimilarReports(nomination.achievement, candidates, similarityPercent, reads.today),
  ];
}

/** The figure of which a quota is a share; null where it cannot be told here. */
export async function quotaBase(
  reads: CheckReads,
  { quota, scope }: ScopedQuota,
  meritYear: number,
  units: ReadonlyMap<string, UnitAwardFacts>,
): Promise<number | null> {
  if (quota.measure === 'ABSOLUTE' || scope === null) {
    return null;
  }
  switch (quota.base) {
    case QuotaBase.Members:
      return units.get(scope.unitId)?.members ?? null;
    case QuotaBase.GrassrootsUnions:
      return grassrootsUnder(reads, scope.path, reads.today);
    case QuotaBase.HoldersOfAward:
      return quota.baseAwardCode ? holdersUnder(reads, scope.path, quota.baseAwardCode, meritYear, reads.today) : null;
    default:
      return null;
  }
}

/** Judges a quota where it is counted, without the nomination's own place. */
export async function checkQuota(
  reads: CheckReads,
  scoped: ScopedQuota,
  nomination: { readonly id: string | null; readonly awardTypeId: string; readonly meritYear: number },
  units: ReadonlyMap<string, UnitAwardFacts>,
): Promise<{ readonly result: CheckResult; readonly limit: number | null; readonly used: number }> {
  const { quota, scope } = scoped;
  const base = await quotaBase(reads, scoped, nomination.meritYear, units);
  const limit = quotaLimit(quota, base);
  const place = scope && {
    awardTypeId: nomination.awardTypeId,
    quotaCode: quota.code,
    meritYear: nomination.meritYear,
    scopeUnitId: scope.unitId,
  };
  const used = place && limit !== null ? await placesTaken(reads, place, nomination.id, MOST_COUNTED) : 0;
  const result = judgeQuota(quota, { scopeUnitId: scope?.unitId ?? null, scopeName: scope?.name ?? null, base, used });
  // A cluster's or block's places are emulation's business, and no nomination names its theme: told, compared by hand.
  if (quota.scope === 'GROUP' || quota.period === QuotaPeriod.ThemeAndYear) {
    return { result: notCountedHere(result), limit, used };
  }
  // What others were let in over the quota, or a base that has shrunk, takes nobody's place away.
  const isOwn =
    result.outcome === CheckOutcome.Block &&
    nomination.id !== null &&
    place !== null &&
    (await ownsPlace(reads, place, nomination.id));
  return { result: isOwn ? placeTaken(result) : result, limit, used };
}

function placeTaken(result: CheckResult): CheckResult {
  return {
    ...result,
    outcome: CheckOutcome.Pass,
    vi: `${result.vi} Hồ sơ này đã có chỗ từ khi trình.`,
    en: `${result.en} This nomination has had its place since it was submitted.`,
    cure: null,
    overridePositions: [],
  };
}

function notCountedHere(result: CheckResult): CheckResult {
  return {
    ...result,
    outcome: CheckOutcome.Warn,
    vi: 'Chỉ tiêu theo cụm, khối hoặc theo chuyên đề: chưa tính được ở đây; cần đối chiếu bằng tay.',
    en: 'A quota of the cluster or block, or of each theme: it is not counted here; compare it by hand.',
  };
}

/** Runs every check of a nomination. It writes nothing. */
export async function checkup(reads: CheckReads, of: CheckupOf): Promise<CheckResult[]> {
  const { nomination, plan, facts, stages } = of;
  const { awardType } = plan;
  const { nomineeMemberId, nomineeUnitId } = nomination;
  const awards = await awardsOf(
    reads,
    { memberIds: nomineeMemberId ? [nomineeMemberId] : [], unitIds: nomineeUnitId ? [nomineeUnitId] : [] },
    nomination.id,
  );
  const selectors = nomineeUnitId ? titleCountsNeeded(plan.rules) : [];
  const titles = nomineeUnitId
    ? await titleHoldersOf(reads, [nomineeUnitId], selectors, nomination.meritYear, reads.today)
    : new Map();
  const ofNominee = nomineeFacts(nomination, facts, awards, titles.get(nomineeUnitId ?? '') ?? []);
  const evidence = {
    facts: ofNominee,
    nomination: { award: awardType, meritYear: nomination.meritYear, onDate: reads.today },
  };
  const quotas: CheckResult[] = [];
  for (const scoped of plan.quotas) {
    quotas.push((await checkQuota(reads, scoped, nomination, facts.units)).result);
  }
  const holds = nomineeUnitId ? (ofNominee.unit?.holds ?? []) : (ofNominee.person?.holds ?? []);
  const judging = new Set(stages.flatMap(({ unitId }) => unitId ?? []));
  const selfJudging: readonly Reason[] = selfJudgingStages(stages, nomineeUnitId);
  return [
    ...(await completeness(reads, of)),
    ...plan.rules.map((rule) => eligibilityResult(evaluateRule(rule, evidence))),
    ...(await duplicates(reads, of, awards)),
    ...quotas,
    judgeHolds(holds, reads.today),
    judgeDuties({
      selfJudging,
      nomineeHadAHand:
        nomineeMemberId !== null &&
        (nomination.draftedBy === nomineeMemberId || nomination.submittedBy === nomineeMemberId),
      officesThatJudge: (ofNominee.person?.offices ?? []).filter(
        (office) => judging.has(office.unitId) && office.from <= reads.today && (office.until ?? '9999') > reads.today,
      ),
    }),
  ];
}
