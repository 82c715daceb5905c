import { awardMoney, shareOf } from './award-money';
import { Rounding } from './catalogue.enum';

const UP = { rounding: Rounding.Ceiling, roundingStepDong: 10_000 };

describe('award money', () => {
  it.each<[string, number, number]>([
    // regulations.md: 0,3 × 2.340.000 = 702.000 → 710.000.
    ['0.300', 2_340_000, 710_000],
    ['4.500', 2_340_000, 10_530_000],
    ['1.500', 2_530_000, 3_800_000],
    ['12.000', 1_490_000, 17_880_000],
    ['0.800', 1_800_000, 1_440_000],
    ['0.000', 2_340_000, 0],
  ])('%s × %i is %i when rounded up to 10.000', (multiple, salary, expected) => {
    expect(awardMoney(multiple, salary, UP)).toBe(expected);
  });

  it.each<[Rounding, number]>([
    [Rounding.Ceiling, 710_000],
    [Rounding.HalfUp, 700_000],
    [Rounding.Floor, 700_000],
  ])('rounds 702.000 by %s to %i', (rounding, expected) => {
    expect(awardMoney('0.3', 2_340_000, { rounding, roundingStepDong: 10_000 })).toBe(expected);
  });

  it('leaves đồng as they are with a step of one', () => {
    expect(awardMoney('0.333', 2_340_001, { rounding: Rounding.HalfUp, roundingStepDong: 1 })).toBe(779_220);
  });
});

describe('a share of a base', () => {
  it.each<[string, number, Rounding, number]>([
    // 15 % of those who are LĐTT: 41 × 15 % = 6,15.
    ['15.00', 41, Rounding.Floor, 6],
    ['15.00', 41, Rounding.Ceiling, 7],
    ['15.00', 41, Rounding.HalfUp, 6],
    ['15.00', 40, Rounding.Ceiling, 6],
    ['12.50', 4, Rounding.HalfUp, 1],
    ['100', 9, Rounding.Floor, 9],
    ['0.01', 1, Rounding.Floor, 0],
    ['15.00', 0, Rounding.Ceiling, 0],
  ])('%s %% of %i by %s is %i', (share, base, rounding, expected) => {
    expect(shareOf(share, base, rounding)).toBe(expected);
  });
});
