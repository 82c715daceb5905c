import type { Message, Reason } from '@thidua/contracts';
import type { RuleResult } from '../rule/rule';
import type { UsedFact } from '../rule/rule-facts';
import { CheckKind, CheckOutcome } from './check.enum';

/** A fact that a check used; where it belongs to another unit, who may see which. */
export interface CheckFact extends UsedFact {
  /** The unit to whose registry or nominations it belongs: a reader without a mandate there learns only `heldBy`. */
  readonly unitId?: string;
  /** Name of the body that holds it. */
  readonly heldBy?: string;
}

/** On which text a check rests, and how well it is known. */
export interface CheckBasis {
  readonly document: string | null;
  readonly article: string | null;
  /** SourceStatus. */
  readonly sourceStatus: string;
}

/** What one check came to. */
export interface CheckResult extends Message, CheckBasis {
  readonly kind: CheckKind;
  /** The same for ever for one thing that is checked: an override names it. */
  readonly code: string;
  readonly name: Message;
  readonly outcome: CheckOutcome;
  /** Id of the rule's or quota's row; null for what is built in. */
  readonly ruleId: string | null;
  readonly facts: readonly CheckFact[];
  /** What would cure it; null where it passed or nothing can. */
  readonly cure: Message | null;
  /** Positions, any of which may override it with a reason; empty where nobody may. */
  readonly overridePositions: readonly string[];
  /** Level of the unit whose position it must be (UnitLevel); null: that of the deciding body. */
  readonly overrideLevel: string | null;
  /** Id of the override that lets it pass; null where there is none. */
  readonly overrideId: string | null;
}

/** A result of a rule of eligibility as a check. */
export function eligibilityResult(result: RuleResult): CheckResult {
  const { ruleId, code, name, outcome, vi, en, document, article, sourceStatus, facts, cure, override } = result;
  return {
    kind: CheckKind.Eligibility,
    code,
    name,
    outcome: CheckOutcome[outcome === 'PASS' ? 'Pass' : outcome === 'WARN' ? 'Warn' : 'Block'],
    vi,
    en,
    document,
    article,
    sourceStatus,
    ruleId,
    facts,
    cure,
    overridePositions: override?.positions ?? [],
    overrideLevel: override?.unitLevel ?? null,
    overrideId: null,
  };
}

/** What stops the nomination: blocks that nobody overrode. */
export function blocksAmong(results: readonly CheckResult[]): CheckResult[] {
  return results.filter(({ outcome, overrideId }) => outcome === CheckOutcome.Block && overrideId === null);
}

/** The worst of the results, overridden blocks counted as warnings. */
export function worstOf(results: readonly CheckResult[]): CheckOutcome {
  if (blocksAmong(results).length > 0) {
    return CheckOutcome.Block;
  }
  return results.some(({ outcome }) => outcome !== CheckOutcome.Pass) ? CheckOutcome.Warn : CheckOutcome.Pass;
}

/** Results with the overrides that were given for them. */
export function withOverrides(
  results: readonly CheckResult[],
  overrides: readonly { readonly id: string; readonly kind: string; readonly code: string }[],
): CheckResult[] {
  return results.map((result) => ({
    ...result,
    overrideId:
      result.outcome === CheckOutcome.Block && result.overridePositions.length > 0
        ? (overrides.find(({ kind, code }) => kind === result.kind && code === result.code)?.id ?? null)
        : null,
  }));
}

/** A block as the reason of a refusal: what stands against it, the text it rests on, and what would cure it. */
export function reasonOf({ kind, code, vi, en, document, article, cure }: CheckResult): Reason {
  const basis = [article, document].filter(Boolean).join(', ');
  return {
    code: `CHECK_${kind}_${code}`,
    vi: [vi, basis && `Căn cứ: ${basis}.`, cure && `Cách khắc phục: ${cure.vi}`].filter(Boolean).join(' '),
    en: [en, basis && `Rests on: ${basis}.`, cure && `What would cure it: ${cure.en}`].filter(Boolean).join(' '),
    field: null,
  };
}
