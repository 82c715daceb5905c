import { shownPercent } from '@thidua/service-kit/ratio';

const ZERO = 0n;
const HUNDREDTHS = 100n;

/**
 * A part of a whole in per cent with two decimals, rounded half away from zero, never capped: `"103.14"`.
 * @returns null where the whole is zero or less: the ratio is then not applicable, never 100 %.
 */
export function percentOf(part: bigint, whole: bigint): string | null {
  if (whole <= ZERO) {
    return null;
  }
  const magnitude = part < ZERO ? -part : part;
  const hundredths = (magnitude * 20_000n + whole) / (2n * whole);
  const sign = part < ZERO && hundredths > ZERO ? '-' : '';
  return `${sign}${hundredths / HUNDREDTHS}.${String(hundredths % HUNDREDTHS).padStart(2, '0')}`;
}

/** Decimals of the per cent that is shown. */
const SHOWN_DECIMALS = 2;
/** Decimals by which it is known: sums below 2^53 that differ by one đồng differ within them. */
const EXACT_DECIMALS = 24;

/**
 * A part of a whole as shown to people: `"103,14 %"`, `"100 %"`, `"1.030,5 %"`; never 100 % for less than the whole.
 * `"không áp dụng"` where the whole is zero or less.
 */
export function shownRatio(part: bigint, whole: bigint): string {
  if (whole <= ZERO) {
    return 'không áp dụng';
  }
  const scaled = (part * 100n * 10n ** BigInt(EXACT_DECIMALS)) / whole;
  const digits = String(scaled < ZERO ? -scaled : scaled).padStart(EXACT_DECIMALS + 1, '0');
  const exact = `${digits.slice(0, -EXACT_DECIMALS)}.${digits.slice(-EXACT_DECIMALS)}`;
  return shownPercent(scaled < ZERO ? `-${exact}` : exact, SHOWN_DECIMALS, 'LEFT_OUT');
}
