import { isRootLevel, mayStandUnder } from './unit-level-rules';
import { UnitLevel } from './unit.enums';

describe('which level stands under which', () => {
  it.each([
    [UnitLevel.ProvincialFederation, UnitLevel.GeneralConfederation, true],
    [UnitLevel.ImmediateUpperUnion, UnitLevel.ProvincialFederation, true],
    [UnitLevel.ImmediateUpperUnion, UnitLevel.NationalSectoralUnion, true],
    [UnitLevel.GrassrootsUnion, UnitLevel.ProvincialFederation, true],
    [UnitLevel.UnionGroup, UnitLevel.GrassrootsUnion, true],
    [UnitLevel.UnionGroup, UnitLevel.UnionSection, true],
    [UnitLevel.UnionSection, UnitLevel.ImmediateUpperUnion, false],
    [UnitLevel.GrassrootsUnion, UnitLevel.GrassrootsUnion, false],
    [UnitLevel.ProvincialFederation, UnitLevel.ProvincialFederation, false],
    [UnitLevel.GeneralConfederation, UnitLevel.GeneralConfederation, false],
  ])('%s under %s: %s', (level, parent, expected) => {
    expect(mayStandUnder(level, parent)).toBe(expected);
  });

  it('knows one root', () => {
    expect(Object.values(UnitLevel).filter(isRootLevel)).toEqual([UnitLevel.GeneralConfederation]);
  });
});
