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

/**
 * Per cent as shown to people in Vietnamese: a decimal comma and no idle zeros, `"103,14 %"`, `"100 %"`.
 * @param percent what percentOf returned.
 */
export function shownPercent(percent: string | null): string {
  if (percent === null) {
    return 'không áp dụng';
  }
  const shown = percent.replace(/0+$/, '').replace(/\.$/, '').replace('.', ',');
  return `${shown} %`;
}
