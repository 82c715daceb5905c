import { UnitLevel } from './unit.enums';

const PARENTS: Readonly<Record<UnitLevel, readonly UnitLevel[]>> = {
  [UnitLevel.GeneralConfederation]: [],
  [UnitLevel.ProvincialFederation]: [UnitLevel.GeneralConfederation],
  [UnitLevel.NationalSectoralUnion]: [UnitLevel.GeneralConfederation],
  [UnitLevel.ImmediateUpperUnion]: [UnitLevel.ProvincialFederation, UnitLevel.NationalSectoralUnion],
  [UnitLevel.GrassrootsUnion]: [
    UnitLevel.ProvincialFederation,
    UnitLevel.NationalSectoralUnion,
    UnitLevel.ImmediateUpperUnion,
  ],
  [UnitLevel.UnionSection]: [UnitLevel.GrassrootsUnion],
  [UnitLevel.UnionGroup]: [UnitLevel.GrassrootsUnion, UnitLevel.UnionSection],
};

/** Whether a unit of one level may stand under a unit of another (domain.md §1; some CĐCS report straight to the province). */
export function mayStandUnder(level: UnitLevel, parent: UnitLevel): boolean {
  return PARENTS[level].includes(parent);
}

/** Whether a unit of the level has no parent: only the General Confederation. */
export function isRootLevel(level: UnitLevel): boolean {
  return PARENTS[level].length === 0;
}
