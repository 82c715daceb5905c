import { NominationState, NominationTaskKind, type Permission, type Reason, type RouteStage } from '@thidua/contracts';
import { StageActorRule, StageKind } from './award-type.enum';

/** A stage as the route says it, before it is known which unit acts. */
export interface StageRule {
  /** Name of the stage, unique in its route, for example `COUNCIL`. */
  readonly stage: string;
  readonly kind: StageKind;
  readonly actorRule: StageActorRule;
  /** Days to act in. */
  readonly timeLimitDays: number;
  /** Share of ALL council members that must say yes, in percent; null but for a council. */
  readonly thresholdPercent: number | null;
  /** Papers that must be there when the stage is entered. */
  readonly papers?: readonly { readonly paper: string }[];
  /** Days before it is due at which one is reminded; null or left out: never. */
  readonly remindBeforeDays?: number | null;
  /** Days after it was due at which the unit above is told; null or left out: never. */
  readonly escalateAfterDays?: number | null;
  /** What an appraisal goes through. */
  readonly checklist?: readonly { readonly code: string }[] | null;
}

/** A unit on the way from the root of the tree down to the nominating unit. */
export interface LineageUnit {
  readonly unitId: string;
  /** UnitLevel. */
  readonly level: string;
}

const SECONDS_A_DAY = 86_400;

/** What a kind of stage means for the nomination: its state, the task that opens and who may do it. */
export const STAGE_MEANING: Readonly<
  Record<StageKind, { readonly state: string; readonly taskKind: string; readonly permission: Permission }>
> = {
  [StageKind.Appraisal]: {
    state: NominationState.UnderAppraisal,
    taskKind: NominationTaskKind.Appraise,
    permission: 'nomination.appraise',
  },
  [StageKind.CouncilVote]: {
    state: NominationState.CouncilReview,
    taskKind: NominationTaskKind.RecordCouncilVote,
    permission: 'nomination.record-council-vote',
  },
  [StageKind.Decision]: {
    state: NominationState.Recommended,
    taskKind: NominationTaskKind.Decide,
    permission: 'nomination.decide',
  },
};

const LEVELS: Readonly<Record<StageActorRule, readonly string[]>> = {
  [StageActorRule.NominatingUnit]: [],
  [StageActorRule.GrassrootsUnion]: ['GRASSROOTS_UNION'],
  [StageActorRule.ImmediateUpperUnion]: ['IMMEDIATE_UPPER_UNION'],
  [StageActorRule.ProvincialFederation]: ['PROVINCIAL_FEDERATION', 'NATIONAL_SECTORAL_UNION'],
  [StageActorRule.GeneralConfederation]: ['GENERAL_CONFEDERATION'],
};

/**
 * The unit that acts under a rule, or null when the nominating unit's place in the tree does not have one.
 * @param lineage from the root down to the nominating unit, which is the last.
 */
export function actingUnit(rule: StageActorRule, lineage: readonly LineageUnit[]): string | null {
  if (rule === StageActorRule.NominatingUnit) {
    return lineage.at(-1)?.unitId ?? null;
  }
  // A union never appraises as "the level above" what it nominated itself.
  const candidates = rule === StageActorRule.ImmediateUpperUnion ? lineage.slice(0, -1) : lineage;
  return candidates.findLast((unit) => LEVELS[rule].includes(unit.level))?.unitId ?? null;
}

/** The unit directly above one of the lineage; null for the root and for one that is not in it. */
export function unitAbove(unitId: string | null, lineage: readonly LineageUnit[]): string | null {
  const index = lineage.findIndex((unit) => unit.unitId === unitId);
  return lineage[index - 1]?.unitId ?? null;
}

/** The route for a nominating unit: every stage in order, those without a unit kept as skipped (`unitId` null). */
export function resolveRoute(stages: readonly StageRule[], lineage: readonly LineageUnit[]): RouteStage[] {
  return stages.map((stage) => {
    const unitId = actingUnit(stage.actorRule, lineage);
    const { remindBeforeDays = null, escalateAfterDays = null } = stage;
    return {
      stage: stage.stage,
      state: STAGE_MEANING[stage.kind].state,
      taskKind: STAGE_MEANING[stage.kind].taskKind,
      unitId,
      permission: STAGE_MEANING[stage.kind].permission,
      timeLimitSeconds: stage.timeLimitDays * SECONDS_A_DAY,
      ...(remindBeforeDays === null ? {} : { remindBeforeSeconds: remindBeforeDays * SECONDS_A_DAY }),
      ...(escalateAfterDays === null
        ? {}
        : {
            escalateAfterSeconds: escalateAfterDays * SECONDS_A_DAY,
            escalationUnitId: unitAbove(unitId, lineage),
          }),
    };
  });
}

/**
 * Why a body cannot be nominated over this route: one reason for each stage at which it would judge itself; empty when
 * others judge. A skipped stage judges nobody.
 * @param nomineeUnitId the collective nominated; null for a person.
 */
export function selfJudgingStages(
  stages: readonly Pick<RouteStage, 'stage' | 'unitId'>[],
  nomineeUnitId: string | null,
): Reason[] {
  return stages
    .filter(({ unitId }) => nomineeUnitId !== null && unitId === nomineeUnitId)
    .map(({ stage }) => ({
      code: 'NOMINEE_WOULD_JUDGE_ITSELF',
      vi: `Ở bước ${stage}, tập thể được đề nghị sẽ tự xét cho mình; hãy chọn loại khen thưởng do cấp trên xét.`,
      en: `At stage ${stage} the nominated body would judge itself; choose an award that a body above it judges.`,
      field: null,
    }));
}

/** What is wrong with a route, in words; empty when it can be used. */
export function routeProblems(stages: readonly StageRule[]): Reason[] {
  const problems: Reason[] = [];
  const say = (code: string, vi: string, en: string, field: string): void => {
    problems.push({ code, vi, en, field });
  };
  const decisions = stages.filter((stage) => stage.kind === StageKind.Decision);
  if (decisions.length !== 1 || stages.at(-1)?.kind !== StageKind.Decision) {
    say(
      'ROUTE_ENDS_WITH_ONE_DECISION',
      'Quy trình phải có đúng một bước ký quyết định, đứng cuối cùng.',
      'A route has exactly one stage that signs the decision, and it is the last.',
      'input.stages',
    );
  }
  if (new Set(stages.map((stage) => stage.stage)).size !== stages.length) {
    say(
      'ROUTE_STAGE_NAMED_TWICE',
      'Hai bước của quy trình trùng tên.',
      'Two stages of the route have the same name.',
      'input.stages',
    );
  }
  stages.forEach((stage, index) => {
    if ((stage.kind === StageKind.CouncilVote) !== (stage.thresholdPercent !== null)) {
      say(
        'ROUTE_THRESHOLD_IS_THE_COUNCILS',
        `Bước ${stage.stage}: ngưỡng biểu quyết chỉ dùng cho bước hội đồng, và bước hội đồng phải có.`,
        `Stage ${stage.stage}: a council stage needs a threshold, and no other stage has one.`,
        `input.stages.${index}.thresholdPercent`,
      );
    }
    const papers = stage.papers?.map(({ paper }) => paper) ?? [];
    if (new Set(papers).size !== papers.length) {
      say(
        'ROUTE_PAPER_NAMED_TWICE',
        `Bước ${stage.stage}: mỗi loại giấy tờ chỉ nêu một lần.`,
        `Stage ${stage.stage}: a paper is named once.`,
        `input.stages.${index}.papers`,
      );
    }
    const codes = stage.checklist?.map(({ code }) => code) ?? [];
    if (codes.length > 0 && stage.kind !== StageKind.Appraisal) {
      say(
        'ROUTE_CHECKLIST_IS_THE_APPRAISALS',
        `Bước ${stage.stage}: danh mục thẩm định chỉ dùng cho bước thẩm định.`,
        `Stage ${stage.stage}: only an appraisal has a checklist.`,
        `input.stages.${index}.checklist`,
      );
    }
    if (new Set(codes).size !== codes.length) {
      say(
        'ROUTE_CHECKLIST_ITEM_NAMED_TWICE',
        `Bước ${stage.stage}: hai mục thẩm định trùng ký hiệu.`,
        `Stage ${stage.stage}: two items of the checklist have the same code.`,
        `input.stages.${index}.checklist`,
      );
    }
  });
  return problems;
}
