import { shownPercent } from '@thidua/service-kit/ratio';
import { Decimal } from 'decimal.js';

/** Exact enough for any đồng sum divided by any other: 40 significant digits, halves away from zero. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** Decimals of the exact percentage. */
const PERCENT_DECIMALS = 2;
/** Shown where there is no ratio: a target of zero or none. */
export const NOT_APPLICABLE = 'không áp dụng / not applicable';
/** Shown where there is a target and no figure yet. */
export const NO_FIGURE = 'chưa có số liệu / no figure yet';

/** Achievement of a target, R = actual ÷ target (domain.md §2). */
export interface AchievementFigure {
  /** R in percent with two decimals, for example "103.14"; never capped; null when not applicable. */
  readonly percent: string | null;
  /** As shown to people, for example "103 %". */
  readonly display: string;
  /** Whether there is a ratio: false for a missing or zero target and for a missing figure. */
  readonly applicable: boolean;
  /** The actual figure; null when there is none. */
  readonly numerator: string | null;
  /** The target; null when there is none. */
  readonly denominator: string | null;
}

/** A decimal number without trailing zeros, as the database pads it: "5000.000000" → "5000". */
export function plainDecimal(value: string): string {
  return new Exact(value).toFixed();
}

/** The sum of decimal numbers. */
export function sumOf(values: readonly string[]): string {
  return values.reduce((sum, value) => sum.plus(value), new Exact(0)).toFixed();
}

/** `left − right`. */
export function differenceOf(left: string, right: string): string {
  return new Exact(left).minus(right).toFixed();
}

/** Whether a decimal number is below zero. */
export function isNegative(value: string): boolean {
  return new Exact(value).lt(0);
}

/**
 * A percentage in Vietnamese notation, for example "1.234,5 %".
 * A target that was not met is never shown as met: 99,96 is cut to 99 and not rounded to 100.
 */
export function displayPercent(percent: string, decimals: number): string {
  return shown(new Exact(percent), decimals);
}

function shown(percent: Decimal, decimals: number): string {
  return shownPercent(percent.toFixed(), decimals, 'KEPT');
}

/**
 * R = actual ÷ target, never capped. A target of zero or none is not applicable, never 100 %.
 * @param actual the figure reached; null when there is none yet.
 * @param target the target; null when there is none.
 * @param displayDecimals decimals to show, a property of the indicator: 0 to 4.
 * @throws RangeError for a negative target: such a target is refused where it is issued.
 */
export function achievementOf(actual: string | null, target: string | null, displayDecimals = 0): AchievementFigure {
  const numerator = actual === null ? null : plainDecimal(actual);
  const denominator = target === null ? null : plainDecimal(target);
  if (denominator !== null && new Exact(denominator).lt(0)) {
    throw new RangeError('a target is never negative');
  }
  const none = { percent: null, applicable: false, numerator, denominator };
  if (denominator === null || new Exact(denominator).isZero()) {
    return { ...none, display: NOT_APPLICABLE };
  }
  if (numerator === null) {
    return { ...none, display: NO_FIGURE };
  }
  const ratio = new Exact(numerator).div(denominator).times(100);
  return {
    percent: ratio.toFixed(PERCENT_DECIMALS),
    display: shown(ratio, displayDecimals),
    applicable: true,
    numerator,
    denominator,
  };
}
