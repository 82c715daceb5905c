import { depthOf, outermostPaths, pathsAlong } from './unit-tree';

describe('paths of the union tree', () => {
  it.each([
    ['/1/', 1],
    ['/1/7/', 2],
    ['/1/7/93/', 3],
  ])('%s has %s units on it', (path, depth) => {
    expect(depthOf(path)).toBe(depth);
  });

  it.each([
    ['nested ones', ['/1/7/93/', '/1/7/', '/1/7/94/2/'], ['/1/7/']],
    ['siblings', ['/1/8/', '/1/7/'], ['/1/7/', '/1/8/']],
    ['numbers that begin alike', ['/1/7/', '/1/70/', '/1/70/3/'], ['/1/7/', '/1/70/']],
    ['the same twice', ['/1/7/', '/1/7/'], ['/1/7/']],
    ['none', [], []],
  ])('keeps the outermost of %s', (_case, paths, outermost) => {
    expect(outermostPaths(paths)).toEqual(outermost);
  });

  it('names the units along a path', () => {
    expect(pathsAlong('/1/7/93/')).toEqual(['/1/', '/1/7/', '/1/7/93/']);
    expect(pathsAlong('/1/')).toEqual(['/1/']);
  });
});
