import type { FinanceActuals, MembershipActuals } from '@thidua/contracts';
import { differenceOf, isNegative, sumOf } from '../achievement/achievement';
import { IndicatorSource } from '../indicator/indicator-source';

/** The ledger that holds the rows of a figure. */
export enum LedgerKind {
  MemberAdmissions = 'MEMBER_ADMISSIONS',
  UnitFoundations = 'UNIT_FOUNDATIONS',
  PartyReferrals = 'PARTY_REFERRALS',
  UnionFundReceipts = 'UNION_FUND_RECEIPTS',
  DuesReceipts = 'DUES_RECEIPTS',
  TypedFigures = 'TYPED_FIGURES',
}

/** Where the target of a line comes from. */
export enum TargetBasis {
  TargetDecision = 'TARGET_DECISION',
  Budget = 'BUDGET',
  None = 'NONE',
}

/** An indicator as the review needs it. */
export interface ReviewedIndicator {
  readonly code: string;
  readonly source: IndicatorSource;
}

/** A unit whose contribution is shown apart; `isWhole` when its figures contain those of all the others. */
export interface ReviewedUnit {
  readonly unitId: string;
  readonly isWhole: boolean;
}

/** A target for the reviewed group or unit, or for one of the contributing units. */
export interface ReviewTarget {
  readonly indicatorCode: string;
  readonly assigneeId: string;
  readonly decisionId: string;
  readonly value: string | null;
}

/** A typed-in figure of a unit. */
export interface TypedActual {
  readonly indicatorCode: string;
  readonly unitId: string;
  readonly value: string;
}

/** What a unit contributes to a line. */
export interface Contribution {
  readonly unitId: string;
  readonly numerator: string;
  readonly denominator: string | null;
  readonly records: number | null;
  readonly recordedIn: LedgerKind;
  readonly isRemainder: boolean;
}

/** A line of a review. */
export interface FigureLine {
  readonly indicatorCode: string;
  readonly target: string | null;
  readonly targetBasis: TargetBasis;
  readonly targetDecisionId: string | null;
  readonly actual: string | null;
  readonly warning: string | null;
  readonly contributions: readonly Contribution[];
}

/** Everything the lines are computed from. */
export interface ReviewInputs {
  /** The group or unit under review. */
  readonly reviewedId: string;
  readonly units: readonly ReviewedUnit[];
  readonly indicators: readonly ReviewedIndicator[];
  readonly targets: readonly ReviewTarget[];
  readonly membership: readonly MembershipActuals[];
  readonly finance: readonly FinanceActuals[];
  readonly typed: readonly TypedActual[];
}

interface UnitFigure {
  readonly unitId: string;
  readonly value: string;
  readonly budget: string | null;
}

const LEDGER: Readonly<Record<IndicatorSource, LedgerKind>> = {
  [IndicatorSource.MembersJoined]: LedgerKind.MemberAdmissions,
  [IndicatorSource.GrassrootsFounded]: LedgerKind.UnitFoundations,
  [IndicatorSource.PartyReferrals]: LedgerKind.PartyReferrals,
  [IndicatorSource.UnionFundCollected]: LedgerKind.UnionFundReceipts,
  [IndicatorSource.DuesCollected]: LedgerKind.DuesReceipts,
  [IndicatorSource.TypedIn]: LedgerKind.TypedFigures,
};
/** Figures that count rows, so that the figure is also the number of rows. */
const COUNTS: ReadonlySet<IndicatorSource> = new Set([
  IndicatorSource.MembersJoined,
  IndicatorSource.GrassrootsFounded,
  IndicatorSource.PartyReferrals,
]);

function figuresOf(indicator: ReviewedIndicator, inputs: ReviewInputs): UnitFigure[] {
  const fromMembership = (read: (actuals: MembershipActuals) => number): UnitFigure[] =>
    inputs.membership.map((row) => ({ unitId: row.unitId, value: String(read(row)), budget: null }));
  const fromFinance = (read: (actuals: FinanceActuals) => readonly [collected: number, budget: number]): UnitFigure[] =>
    inputs.finance.map((row) => {
      const [collected, budget] = read(row);
      return { unitId: row.unitId, value: String(collected), budget: budget > 0 ? String(budget) : null };
    });
  const readers: Readonly<Record<IndicatorSource, () => UnitFigure[]>> = {
    [IndicatorSource.MembersJoined]: () => fromMembership((row) => row.membersJoined),
    [IndicatorSource.GrassrootsFounded]: () => fromMembership((row) => row.grassrootsUnionsFounded),
    [IndicatorSource.PartyReferrals]: () => fromMembership((row) => row.membersReferredToParty),
    [IndicatorSource.UnionFundCollected]: () => fromFinance((row) => [row.unionFundCollected, row.unionFundBudget]),
    [IndicatorSource.DuesCollected]: () => fromFinance((row) => [row.duesCollected, row.duesBudget]),
    [IndicatorSource.TypedIn]: () =>
      inputs.typed
        .filter((row) => row.indicatorCode === indicator.code)
        .map((row) => ({ unitId: row.unitId, value: row.value, budget: null })),
  };
  return readers[indicator.source]();
}

/** What the reviewed unit has beside the units directly under it. */
function remainderOf(whole: UnitFigure, parts: readonly UnitFigure[]): UnitFigure {
  const partBudgets = parts.flatMap(({ budget }) => (budget === null ? [] : [budget]));
  return {
    unitId: whole.unitId,
    value: differenceOf(whole.value, sumOf(parts.map(({ value }) => value))),
    budget: whole.budget === null ? null : differenceOf(whole.budget, sumOf(partBudgets)),
  };
}

function warningFor(inputs: ReviewInputs, figures: readonly UnitFigure[], actual: string | null): string | null {
  if (actual !== null && isNegative(actual)) {
    return 'Số đảo nhiều hơn số thu trong kỳ. / More was reversed than received in the period.';
  }
  const without = inputs.units.filter(({ unitId }) => !figures.some((figure) => figure.unitId === unitId)).length;
  return figures.length > 0 && without > 0
    ? `Chưa có số liệu của ${without} đơn vị. / ${without} units have no figure.`
    : null;
}

function lineOf(indicator: ReviewedIndicator, inputs: ReviewInputs): FigureLine {
  const units = new Map(inputs.units.map((unit) => [unit.unitId, unit]));
  const figures = figuresOf(indicator, inputs).filter(({ unitId }) => units.has(unitId));
  const whole = figures.find(({ unitId }) => units.get(unitId)?.isWhole) ?? null;
  const parts = figures.filter((figure) => figure !== whole);
  // A typed-in figure of the whole stands beside those of its parts; a ledger's figure of the whole contains them.
  const contains = whole !== null && parts.length > 0 && indicator.source !== IndicatorSource.TypedIn;
  const shown = contains ? [...parts, remainderOf(whole, parts)] : figures;
  const actual = figures.length === 0 ? null : contains ? whole.value : sumOf(figures.map(({ value }) => value));

  const targetOf = (assigneeId: string): ReviewTarget | null =>
    inputs.targets.find((target) => target.indicatorCode === indicator.code && target.assigneeId === assigneeId) ??
    null;
  const decided = targetOf(inputs.reviewedId);
  const budgets = (contains ? [whole] : figures).flatMap(({ budget }) => (budget === null ? [] : [budget]));
  const budget = budgets.length > 0 ? sumOf(budgets) : null;
  const basis = decided ? TargetBasis.TargetDecision : budget === null ? TargetBasis.None : TargetBasis.Budget;
  return {
    indicatorCode: indicator.code,
    target: decided ? decided.value : budget,
    targetBasis: basis,
    targetDecisionId: decided?.decisionId ?? null,
    actual,
    warning: warningFor(inputs, figures, actual),
    contributions: shown
      .map((figure) => {
        const isRemainder = contains && figure.unitId === whole.unitId;
        return {
          unitId: figure.unitId,
          numerator: figure.value,
          denominator: isRemainder ? figure.budget : (targetOf(figure.unitId)?.value ?? figure.budget),
          records: COUNTS.has(indicator.source) ? Number(figure.value) : null,
          recordedIn: LEDGER[indicator.source],
          isRemainder,
        };
      })
      .filter(({ isRemainder, numerator }) => !isRemainder || numerator !== '0'),
  };
}

/**
 * The lines of a review: one for each indicator that a ledger feeds, and for each typed-in one with a target or a figure.
 * The target is the decided one; for money without a decided target it is finance's budget of the year.
 */
export function reviewLines(inputs: ReviewInputs): FigureLine[] {
  return inputs.indicators
    .map((indicator) => lineOf(indicator, inputs))
    .filter((line, index) => {
      const typedIn = inputs.indicators[index]?.source === IndicatorSource.TypedIn;
      return !typedIn || line.targetBasis !== TargetBasis.None || line.contributions.length > 0;
    });
}
