import { percentOf, shownRatio } from './percent';

describe('percentOf', () => {
  const largest = BigInt(Number.MAX_SAFE_INTEGER);
  it.each([
    ['5.157 of 5.000 (An Giang 2020)', 5157n, 5000n, '103.14', '103,14 %'],
    ['11 of 10 (block 1)', 11n, 10n, '110.00', '110 %'],
    ['12 of 10 (block 10)', 12n, 10n, '120.00', '120 %'],
    ['all of the budget', 6_240_000_000n, 6_240_000_000n, '100.00', '100 %'],
    ['never capped', 450n, 100n, '450.00', '450 %'],
    ['nothing collected', 0n, 10n, '0.00', '0 %'],
    ['a third, rounded down', 1n, 3n, '33.33', '33,33 %'],
    ['two thirds, rounded up', 2n, 3n, '66.67', '66,67 %'],
    ['half a hundredth, away from zero', 1n, 20_000n, '0.01', '0,01 %'],
    ['less than half a hundredth', 1n, 20_001n, '0.00', '0 %'],
    ['one idle zero', 1n, 8n, '12.50', '12,5 %'],
    ['ten', 1n, 10n, '10.00', '10 %'],
    ['the greatest sums, one đồng apart', largest - 1n, largest, '100.00', '99,99 %'],
    ['the greatest sum of one đồng', largest, 1n, '900719925474099100.00', '900.719.925.474.099.100 %'],
    ['thousands', 2061n, 200n, '1030.50', '1.030,5 %'],
    ['one đồng short of the budget', 5_999_999_999n, 6_000_000_000n, '100.00', '99,99 %'],
    ['more was reversed than received', -1n, 4n, '-25.00', '-25 %'],
    ['a negative trifle', -1n, 1_000_000n, '0.00', '0 %'],
  ])('%s', (_case, part, whole, percent, shown) => {
    expect(percentOf(part, whole)).toBe(percent);
    expect(shownRatio(part, whole)).toBe(shown);
  });

  it.each([0n, -1n])('is not applicable to a whole of %s', (whole) => {
    expect(percentOf(10n, whole)).toBeNull();
    expect(shownRatio(10n, whole)).toBe('không áp dụng');
  });
});
