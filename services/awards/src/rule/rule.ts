import type { Message, OfficerPosition } from '@thidua/contracts';
import { evaluate } from './evaluation';
import type { AwardSelector, Predicate } from './predicate';
import type { Evidence, UsedFact } from './rule-facts';

/** Whether a check is passed: WARN lets the nomination go on with a remark, BLOCK stops it. */
export const CHECK_OUTCOMES = ['PASS', 'WARN', 'BLOCK'] as const;
/** PASS, WARN or BLOCK. */
export type CheckOutcomeValue = (typeof CHECK_OUTCOMES)[number];

/** Who may override a block, where the rule lets anybody. */
export interface RuleOverride {
  /** Positions, any of which is enough. */
  readonly positions: readonly OfficerPosition[];
  /** Level of the unit whose position it must be (UnitLevel); null: that of the deciding body. */
  readonly unitLevel: string | null;
}

/** A rule of eligibility as a dated row: what it demands, on which article it rests, and how well that is known. */
export interface EligibilityRule {
  readonly id: string;
  /** For example `CSTD-TINH-BA-NAM`; the same for every version of the rule. */
  readonly code: string;
  /** What the rule is called. */
  readonly name: Message;
  readonly predicate: Predicate;
  /** What a nominee who does not fulfil it gets. */
  readonly severity: 'WARN' | 'BLOCK';
  readonly document: string | null;
  readonly article: string | null;
  /** SourceStatus: how well the rule is known. */
  readonly sourceStatus: string;
  /** First day on which it holds, YYYY-MM-DD. */
  readonly validFrom: string;
  /** First day on which it no longer does; 9999-12-31 while open. */
  readonly validUntil: string;
  /** Null where nobody may override it. */
  readonly override: RuleOverride | null;
}

/** What a rule came to for a nominee, in words, with what it rests on and what would cure it. */
export interface RuleResult extends Message {
  readonly ruleId: string;
  readonly code: string;
  readonly name: Message;
  readonly outcome: CheckOutcomeValue;
  readonly document: string | null;
  readonly article: string | null;
  readonly sourceStatus: string;
  readonly facts: readonly UsedFact[];
  readonly cure: Message | null;
  /** Who may override it; null where it holds or nobody may. */
  readonly override: RuleOverride | null;
}

/** A dated row: in force from a day until before another. */
interface DatedRow {
  readonly validFrom: string;
  readonly validUntil: string;
}

/** The rows that are in force on a day: the first day is in it, the last one is not. */
export function inForce<Row extends DatedRow>(rows: readonly Row[], onDate: string): Row[] {
  return rows.filter(({ validFrom, validUntil }) => validFrom <= onDate && onDate < validUntil);
}

/** Judges a nominee by one rule. */
export function evaluateRule(rule: EligibilityRule, evidence: Evidence): RuleResult {
  const { holds, vi, en, facts, cure } = evaluate(rule.predicate, evidence);
  return {
    ruleId: rule.id,
    code: rule.code,
    name: rule.name,
    outcome: holds ? 'PASS' : rule.severity,
    vi,
    en,
    document: rule.document,
    article: rule.article,
    sourceStatus: rule.sourceStatus,
    facts,
    cure,
    override: holds ? null : rule.override,
  };
}

/** Judges a nominee by the rules that are in force on the day of the check, in their order. */
export function evaluateRules(rules: readonly EligibilityRule[], evidence: Evidence): RuleResult[] {
  return inForce(rules, evidence.nomination.onDate).map((rule) => evaluateRule(rule, evidence));
}

function visitPredicates(
  rules: readonly Pick<EligibilityRule, 'predicate'>[],
  look: (predicate: Predicate) => void,
): void {
  const visit = (predicate: Predicate): void => {
    look(predicate);
    switch (predicate.predicate) {
      case 'ALL':
      case 'ANY':
        predicate.of.forEach(visit);
        break;
      case 'NOT':
        visit(predicate.of);
        break;
      case 'UNLESS':
        visit(predicate.unless);
        visit(predicate.of);
        break;
      default:
    }
  };
  rules.forEach(({ predicate }) => visit(predicate));
}

/** The counts of title holders that rules ask for, each once. */
export function titleCountsNeeded(rules: readonly Pick<EligibilityRule, 'predicate'>[]): AwardSelector[] {
  const needed = new Map<string, AwardSelector>();
  visitPredicates(rules, (predicate) => {
    if (predicate.predicate === 'SHARE_OF_MEMBERS_WITH_TITLE') {
      needed.set(JSON.stringify(predicate.award), predicate.award);
    }
  });
  return [...needed.values()];
}

/** How many years before the merit year the rules look at initiatives and ratings: so many are asked for. */
export function yearsNeeded(rules: readonly Pick<EligibilityRule, 'predicate'>[]): number {
  let most = 1;
  visitPredicates(rules, (predicate) => {
    const years = 'years' in predicate && predicate.predicate !== 'UNION_WORK_TENURE' ? (predicate.years ?? 1) : 1;
    const before = 'endsYearsBefore' in predicate ? (predicate.endsYearsBefore ?? 0) : 0;
    most = Math.max(most, years + before);
  });
  return most;
}
