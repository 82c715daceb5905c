import { type CouncilCount, isPlausible, passes, reachesQuorum } from './council-vote.rules';

function count(members: number, yes: number, no = 0, abstain = 0): CouncilCount {
  return { members, yes, no, abstain };
}

describe('threshold: yes × 100 ≥ threshold × ALL members, in integers', () => {
  it.each([
    [count(9, 8, 1), 80, true],
    [count(9, 7, 2), 80, false],
    [count(10, 8, 0, 2), 80, true],
    [count(10, 8), 80, true],
    [count(10, 7, 0, 1), 80, false],
    [count(11, 9, 2), 80, true],
    [count(11, 8, 3), 80, false],
    [count(10, 9, 1), 90, true],
    [count(9, 8, 1), 90, false],
    [count(3, 2, 1), 66, true],
    [count(3, 2, 1), 67, false],
    [count(1, 1), 100, true],
    [count(1, 0, 1), 1, false],
    [count(999, 800, 100, 99), 80, true],
    [count(999, 799, 200), 80, false],
  ])('%j with %i %% → %s', (vote, threshold, passed) => {
    expect(passes(vote, threshold)).toBe(passed);
  });
});

describe('quorum: two thirds of all members, abstentions count as present', () => {
  it.each([
    [count(9, 6), true],
    [count(9, 5), false],
    [count(9, 0, 0, 6), true],
    [count(10, 5, 1), false],
    [count(10, 5, 1, 1), true],
    [count(3, 2), true],
    [count(1, 0), false],
    [count(1, 1), true],
  ])('%j → %s', (vote, reached) => {
    expect(reachesQuorum(vote)).toBe(reached);
  });
});

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
