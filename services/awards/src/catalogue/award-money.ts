import { Rounding } from './catalogue.enum';

/** A decimal text as a whole number of its smallest part. */
function scaled(text: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, '0').slice(0, digits) || '0');
}

/** A quotient of whole, non-negative numbers as a whole number. */
function rounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  switch (rounding) {
    case Rounding.Floor:
      return numerator / denominator;
    case Rounding.Ceiling:
      return (numerator + denominator - 1n) / denominator;
    default:
      return (2n * numerator + denominator) / (2n * denominator);
  }
}

const THOUSANDTHS = 1000n;

/**
 * The money of an award in đồng: multiple × base salary, rounded to the step.
 * @param multiple decimal text with at most 3 decimals, as the catalogue holds it.
 * @param baseSalaryDong whole đồng.
 */
export function awardMoney(
  multiple: string,
  baseSalaryDong: number,
  { rounding, roundingStepDong }: { readonly rounding: Rounding; readonly roundingStepDong: number },
): number {
  const step = BigInt(roundingStepDong);
  const exact = scaled(multiple, 3) * BigInt(baseSalaryDong);
  return Number(rounded(exact, THOUSANDTHS * step, rounding) * step);
}

const HUNDREDTHS_OF_ALL = 10_000n;

/**
 * The most that a share of a base allows.
 * @param sharePercent decimal text with at most 2 decimals, for example `15.00`.
 */
export function shareOf(sharePercent: string, base: number, rounding: Rounding): number {
  return Number(rounded(scaled(sharePercent, 2) * BigInt(base), HUNDREDTHS_OF_ALL, rounding));
}
