import { outermostPaths, sumsByNumber } from './path-sums';

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
    ['none', [], []],
    ['one', ['/1/2/3/'], ['/1/2/3/']],
    ['two districts', ['/1/2/4/', '/1/2/3/'], ['/1/2/3/', '/1/2/4/']],
    ['nested ones', ['/1/2/3/', '/1/2/'], ['/1/2/']],
    ['numbers that begin alike', ['/1/23/', '/1/2/', '/1/2/9/'], ['/1/2/', '/1/23/']],
    ['the same twice', ['/1/', '/1/'], ['/1/']],
  ])('keeps the outermost of %s', (_case, paths, expected) => {
    expect(outermostPaths(paths)).toEqual(expected);
  });
});
