import { firstOverlap, holdsOn, isForward, rangesOverlap } from './dated-range';

const OPEN = '9999-12-31';
const range = (validFrom: string, validUntil: string): { validFrom: string; validUntil: string } => ({
  validFrom,
  validUntil,
});

describe('dated spans', () => {
  it.each([
    ['one within the other', '2020-01-01', OPEN, '2021-01-01', '2021-06-01', true],
    ['one ends on the day the other begins', '2020-01-01', '2021-01-01', '2021-01-01', OPEN, false],
    ['one begins on the day the other ends', '2021-01-01', OPEN, '2020-01-01', '2021-01-01', false],
    ['a day in common', '2020-01-01', '2021-01-02', '2021-01-01', OPEN, true],
    ['years apart', '2019-01-01', '2020-01-01', '2021-01-01', OPEN, false],
    ['the same', '2020-01-01', OPEN, '2020-01-01', OPEN, true],
  ])('%s', (_case, from, until, otherFrom, otherUntil, expected) => {
    expect(rangesOverlap(range(from, until), range(otherFrom, otherUntil))).toBe(expected);
    expect(rangesOverlap(range(otherFrom, otherUntil), range(from, until))).toBe(expected);
  });

  it('finds the one that stands in the way', () => {
    const earlier = range('2019-01-01', '2020-01-01');
    const current = range('2020-01-01', OPEN);
    expect(firstOverlap([earlier, current], range('2021-01-01', OPEN))).toBe(current);
    expect(firstOverlap([earlier], range('2021-01-01', OPEN))).toBeNull();
  });

  it('holds from its first day and no longer on its last', () => {
    expect(holdsOn(range('2020-01-01', '2021-01-01'), '2020-01-01')).toBe(true);
    expect(holdsOn(range('2020-01-01', '2021-01-01'), '2021-01-01')).toBe(false);
  });

  it('goes forward', () => {
    expect(isForward(range('2020-01-01', '2020-01-02'))).toBe(true);
    expect(isForward(range('2020-01-01', '2020-01-01'))).toBe(false);
    expect(isForward(range('2020-01-02', '2020-01-01'))).toBe(false);
  });
});
