const EXACT = /^(-?)(\d+)(?:\.(\d+))?$/;
const ALL = 100n;

/**
 * Per cent as shown to people in Vietnamese: a decimal comma, points between thousands, `"1.030,5 %"`. Rounded half away
 * from zero, never capped; what falls short of 100 is never shown as 100, so 99,96 without decimals is `"99 %"`.
 * @param percent the exact per cent as decimal text with every digit that is known, for example `"99.9999"`.
 * @param decimals decimals to show, from 0.
 * @param idleZeros whether zeros at the end of the decimals are shown: `"110,00 %"` or `"110 %"`.
 * @throws RangeError for anything but a decimal number.
 */
export function shownPercent(percent: string, decimals: number, idleZeros: 'KEPT' | 'LEFT_OUT'): string {
  const match = EXACT.exec(percent);
  if (!match) {
    throw new RangeError(`${percent} is not a decimal number`);
  }
  const [, minus, whole = '0', fraction = ''] = match;
  const unit = 10n ** BigInt(decimals);
  const kept = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const rounded = (fraction[decimals] ?? '0') >= '5' ? kept + 1n : kept;
  const shown = kept < ALL * unit && rounded >= ALL * unit ? kept : rounded;
  const grouped = String(shown / unit).replace(/\B(?=(\d{3})+$)/g, '.');
  const padded = decimals === 0 ? '' : String(shown % unit).padStart(decimals, '0');
  const digits = idleZeros === 'KEPT' ? padded : padded.replace(/0+$/, '');
  const sign = minus === '-' && shown > 0n ? '-' : '';
  return `${sign}${grouped}${digits && `,${digits}`} %`;
}
