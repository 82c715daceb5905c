import { countBallots, isPassed, isQuorate, yesPercent } from './ballot-count.rules';

describe('counting opened votes', () => {
  it('puts each into one of the parts, which add up to all members', () => {
    const count = countBallots(9, ['YES', 'YES', 'NO', 'ABSTAIN', null, 'YES']);
    expect(count).toEqual({ members: 9, yes: 3, no: 1, abstain: 1, invalid: 1, notCast: 3 });
    expect(countBallots(3, [])).toEqual({ members: 3, yes: 0, no: 0, abstain: 0, invalid: 0, notCast: 3 });
  });

  it.each([
    [6, 9, true],
    [5, 9, false],
    [7, 10, true],
    [6, 10, false],
    [2, 3, true],
    [1, 1, true],
    [0, 1, false],
    [0, 3, false],
  ])('%i votes of %i members and a quorum of two thirds: %s', (votes, members, expected) => {
    expect(isQuorate(votes, members, { numerator: 2, denominator: 3 })).toBe(expected);
  });

  it.each([
    [8, 10, 80, true],
    [7, 9, 80, false],
    [8, 9, 80, true],
    [9, 10, 90, true],
    [8, 9, 90, false],
    [2, 3, 67, false],
    [2, 3, 66, true],
    [9, 11, 80, true],
    [8, 11, 80, false],
    [1, 1, 100, true],
    [0, 1, 1, false],
    [800, 999, 80, true],
    [799, 999, 80, false],
  ])('%i yes of %i members at %i %%: %s', (yes, members, threshold, expected) => {
    expect(isPassed({ yes, members }, threshold)).toBe(expected);
  });

  it.each([
    [2, 3, '66,66'],
    [8, 9, '88,88'],
    [9, 9, '100,00'],
    [1, 11, '9,09'],
    [0, 5, '0,00'],
  ])('%i of %i is %s %%, never more than it is', (yes, members, expected) => {
    expect(yesPercent({ yes, members })).toBe(expected);
  });
});
