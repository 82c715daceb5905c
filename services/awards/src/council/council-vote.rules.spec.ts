import { type CouncilCount, isPlausible } from './council-vote.rules';

function count(members: number, yes: number, no = 0, abstain = 0): CouncilCount {
  return { members, yes, no, abstain };
}

describe('figures that can be a vote', () => {
  it.each([
    [count(9, 9), true],
    [count(9, 0), true],
    [count(9, 8, 2), false],
    [count(0, 0), false],
    [count(9, -1, 3), false],
    [count(9, 1.5), false],
    [count(Number.MAX_SAFE_INTEGER + 1, 1), false],
  ])('%j → %s', (vote, plausible) => {
    expect(isPlausible(vote)).toBe(plausible);
  });
});
