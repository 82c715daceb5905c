import { pathsFromRoot } from './lineage.query';

describe('paths from the root', () => {
  it.each([
    ['/1/7/93/', ['/1/', '/1/7/', '/1/7/93/']],
    ['/1/', ['/1/']],
    ['/', []],
  ])('%s', (path, paths) => {
    expect(pathsFromRoot(path)).toEqual(paths);
  });
});
