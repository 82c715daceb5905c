import { buildVersions, type KindedFact, type UnitHistory } from './unit-versions';
import { UnitFactKind } from './unit.enums';

let facts = 0;
const OPEN = '9999-12-31';
function fact(kind: UnitFactKind, value: string, validFrom: string, validUntil = OPEN): KindedFact {
  facts += 1;
  return { id: String(facts), kind, value, validFrom, validUntil };
}
function unit(id: string, number: number, ...more: KindedFact[]): UnitHistory {
  return { id, number, facts: [fact(UnitFactKind.Status, 'ACTIVE', '2015-01-01'), ...more] };
}
const parent = (value: string, from = '2015-01-01', until = OPEN): KindedFact =>
  fact(UnitFactKind.Parent, value, from, until);

function pathsOf(units: UnitHistory[], id: string, outside = new Map()): [string, string, string][] {
  return (buildVersions(units, outside).get(id) ?? []).map(({ validFrom, validUntil, path }) => [
    validFrom,
    validUntil,
    path,
  ]);
}

describe('versions of units', () => {
  const root = unit('root', 1);
  const north = unit('north', 2, parent('root'));
  const south = unit('south', 3, parent('root'));

  it('gives the root and what is under it a path', () => {
    expect(pathsOf([north, root], 'root')).toEqual([['2015-01-01', OPEN, '/1/']]);
    expect(pathsOf([north, root], 'north')).toEqual([['2015-01-01', OPEN, '/1/2/']]);
  });

  it('moves a whole subtree from the date of a transfer on, and leaves the time before as it was', () => {
    const moved = unit('moved', 4, parent('north', '2015-01-01', '2021-05-01'), parent('south', '2021-05-01'));
    const below = unit('below', 5, parent('moved'));
    expect(pathsOf([root, north, south, moved, below], 'below')).toEqual([
      ['2015-01-01', '2021-05-01', '/1/2/4/5/'],
      ['2021-05-01', OPEN, '/1/3/4/5/'],
    ]);
  });

  it('takes the paths of parents outside from what is stored, cut to the time of belonging', () => {
    const child = unit('child', 9, parent('outside', '2015-01-01', '2020-01-01'), parent('root', '2020-01-01'));
    const outside = new Map([
      [
        'outside',
        [
          { path: '/7/', validFrom: '2010-01-01', validUntil: '2018-01-01' },
          { path: '/8/7/', validFrom: '2018-01-01', validUntil: OPEN },
        ],
      ],
    ]);
    expect(pathsOf([root, child], 'child', outside)).toEqual([
      ['2015-01-01', '2018-01-01', '/7/9/'],
      ['2018-01-01', '2020-01-01', '/8/7/9/'],
      ['2020-01-01', OPEN, '/1/9/'],
    ]);
  });

  it('allows two units that stood under each other at different times', () => {
    const one = unit('one', 4, parent('root', '2015-01-01', '2020-01-01'), parent('two', '2020-01-01'));
    const two = unit('two', 5, parent('one', '2015-01-01', '2020-01-01'), parent('root', '2020-01-01'));
    expect(pathsOf([root, one, two], 'one')).toEqual([
      ['2015-01-01', '2020-01-01', '/1/4/'],
      ['2020-01-01', OPEN, '/1/5/4/'],
    ]);
  });

  it('begins a version at every change and shows what is not stated as null', () => {
    const named = unit(
      'named',
      6,
      parent('root'),
      fact(UnitFactKind.Name, 'Tên cũ', '2015-01-01', '2019-01-01'),
      fact(UnitFactKind.Name, 'Tên mới', '2019-01-01'),
      fact(UnitFactKind.Type, 'SCHOOL', '2020-01-01'),
    );
    const versions = buildVersions([root, named], new Map()).get('named') ?? [];
    expect(versions.map(({ validFrom, name, type, sector }) => [validFrom, name, type, sector])).toEqual([
      ['2015-01-01', 'Tên cũ', null, null],
      ['2019-01-01', 'Tên mới', null, null],
      ['2020-01-01', 'Tên mới', 'SCHOOL', null],
    ]);
  });

  it('keeps a dissolved unit, with its status', () => {
    const ended: UnitHistory = {
      id: 'ended',
      number: 7,
      facts: [
        fact(UnitFactKind.Status, 'ACTIVE', '2015-01-01', '2022-01-01'),
        fact(UnitFactKind.Status, 'DISSOLVED', '2022-01-01'),
        parent('root'),
      ],
    };
    const versions = buildVersions([root, ended], new Map()).get('ended') ?? [];
    expect(versions.map(({ validFrom, status, path }) => [validFrom, status, path])).toEqual([
      ['2015-01-01', 'ACTIVE', '/1/7/'],
      ['2022-01-01', 'DISSOLVED', '/1/7/'],
    ]);
  });
});
