import { backOffSeconds } from './delivery';

describe('back-off of an outbox row', () => {
  it.each([
    [0, 0.25],
    [1, 0.5],
    [2, 1],
    [6, 16],
    [7, 30],
    [8, 30],
    [1_000_000, 30],
  ])('after %s attempts is %s seconds', (attempts, seconds) => {
    expect(backOffSeconds(attempts)).toBe(seconds);
  });
});
