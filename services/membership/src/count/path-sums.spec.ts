import { commonPath, sumsByNumber } from './path-sums';

describe('sums over paths', () => {
  it('counts a row for every unit on its path, and for those alone', () => {
    const counts = [
      { path: '/1/2/', total: 5 },
      { path: '/1/2/3/', total: 7 },
      { path: '/1/23/', total: 11 },
    ];
    expect([...sumsByNumber(counts, [1, 2, 3, 23, 4])]).toEqual([
      [1, 23],
      [2, 12],
      [3, 7],
      [23, 11],
      [4, 0],
    ]);
  });

  it.each([
    [[], '/'],
    [['/1/2/3/'], '/1/2/3/'],
    [['/1/2/3/', '/1/2/4/'], '/1/2/'],
    [['/1/2/3/', '/1/2/'], '/1/2/'],
    [['/1/2/', '/1/23/'], '/1/'],
    [['/1/', '/9/'], '/'],
  ])('%j have %s in common', (paths, expected) => {
    expect(commonPath(paths)).toBe(expected);
  });
});
