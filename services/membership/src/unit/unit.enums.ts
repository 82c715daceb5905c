/** Level of a unit in the union (cấp công đoàn). */
export enum UnitLevel {
  GeneralConfederation = 'GENERAL_CONFEDERATION',
  ProvincialFederation = 'PROVINCIAL_FEDERATION',
  NationalSectoralUnion = 'NATIONAL_SECTORAL_UNION',
  ImmediateUpperUnion = 'IMMEDIATE_UPPER_UNION',
  GrassrootsUnion = 'GRASSROOTS_UNION',
  UnionSection = 'UNION_SECTION',
  UnionGroup = 'UNION_GROUP',
}

/** Type of the body in which a unit works (loại hình). */
export enum UnitType {
  Administrative = 'ADMINISTRATIVE',
  PublicService = 'PUBLIC_SERVICE',
  School = 'SCHOOL',
  Health = 'HEALTH',
  Enterprise = 'ENTERPRISE',
  ArmedForces = 'ARMED_FORCES',
  Occupational = 'OCCUPATIONAL',
  Other = 'OTHER',
}

/** Sector of a unit (khu vực). */
export enum UnitSector {
  State = 'STATE',
  NonState = 'NON_STATE',
}

/** Whether a unit is in being (tình trạng). */
export enum UnitStatus {
  Active = 'ACTIVE',
  Merged = 'MERGED',
  Dissolved = 'DISSOLVED',
}

/** What a dated fact of a unit says. */
export enum UnitFactKind {
  Name = 'NAME',
  Level = 'LEVEL',
  Type = 'TYPE',
  Sector = 'SECTOR',
  Status = 'STATUS',
  Parent = 'PARENT',
  MergedInto = 'MERGED_INTO',
}
