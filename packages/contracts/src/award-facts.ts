import type { Period } from './mandate';
import type { OfficerPosition } from './positions';
import type { ServiceName } from './services';

/**
 * Facts that checks of nominations need and that other services own: persons, units and holds (membership),
 * initiatives and ratings (emulation). Each fact says where it comes from, so that a check's result links to it.
 * Dates are calendar days of Việt Nam, YYYY-MM-DD; periods are half open: `until` is the first day no longer in them.
 */

/** The most ids (members and units together) of one request; more is refused with BAD_USER_INPUT. */
export const MOST_AWARD_FACT_IDS = 10_000;
/** The most members that one request for the members of units answers; more is refused with TOO_MANY_MEMBERS. */
export const MOST_AWARD_FACT_MEMBERS = 20_000;

/** Path of the request for persons and units (membership), and for initiatives and ratings (emulation). */
export const AWARD_FACTS_PATH = '/internal/award-facts';
/** Path of the request for the members of units (membership). */
export const UNIT_MEMBERS_PATH = '/internal/award-facts/unit-members';

/** What kind of row a fact comes from. */
export const FACT_KINDS = [
  'MEMBER',
  'AFFILIATION',
  'EMPLOYMENT',
  'UNION_WORK',
  'OFFICE',
  'MATERNITY_LEAVE',
  'HOLD',
  'UNIT',
  'INITIATIVE',
  'UNIT_RATING',
] as const;
/** Kind of row that a fact comes from. */
export type FactKind = (typeof FACT_KINDS)[number];

/** Where a fact comes from. */
export interface FactSource {
  /** The service that owns the row. */
  readonly service: ServiceName;
  /** What kind of row it is. */
  readonly kind: FactKind;
  /** Id of the row. */
  readonly id: string;
}

/** Sector of the body somebody works in, or of a unit (khu vực nhà nước, ngoài nhà nước). */
export const AWARD_FACT_SECTORS = ['STATE', 'NON_STATE'] as const;
/** Sector: state or non-state. */
export type AwardFactSector = (typeof AWARD_FACT_SECTORS)[number];

/** Rank at work: a worker in direct production, professional staff, or a leader or manager. */
export const EMPLOYMENT_RANKS = ['WORKER', 'STAFF', 'MANAGER'] as const;
/** Rank at work (công nhân, lao động trực tiếp; nhân viên, chuyên môn; lãnh đạo, quản lý). */
export type EmploymentRank = (typeof EMPLOYMENT_RANKS)[number];

/** Why awards to a person or unit are on hold: discipline, inspection or a complaint. */
export const HOLD_KINDS = ['DISCIPLINE', 'INSPECTION', 'COMPLAINT'] as const;
/** Kind of hold (kỷ luật; thanh tra, kiểm tra; khiếu nại, tố cáo). */
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Level at which an initiative was accepted; a school is no level of the union. Counts at several levels may nest. */
export const INITIATIVE_LEVELS = ['SCHOOL', 'GRASSROOTS', 'DISTRICT', 'PROVINCE', 'CONFEDERATION', 'NATIONAL'] as const;
/** Level at which an initiative was accepted. */
export type InitiativeLevel = (typeof INITIATIVE_LEVELS)[number];

/** Yearly rating of a union: HTXSNV, HTTNV, HTNV, KHTNV, best first. */
export const UNIT_RATINGS = ['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED'] as const;
/** Yearly rating of a union. */
export type UnitRatingValue = (typeof UNIT_RATINGS)[number];

/** Belonging to a unit. */
export interface AffiliationFact extends Period {
  readonly source: FactSource;
  readonly unitId: string;
}

/** Rank at work in a period. */
export interface EmploymentFact extends Period {
  readonly source: FactSource;
  readonly rank: EmploymentRank;
}

/** A period of union work, full-time (chuyên trách) or part-time (không chuyên trách). Periods never overlap. */
export interface UnionWorkFact extends Period {
  readonly source: FactSource;
  readonly isPartTime: boolean;
  readonly sector: AwardFactSector;
  /** The unit worked for; null when it is not in this system. */
  readonly unitId: string | null;
}

/** An office held. */
export interface OfficeFact extends Period {
  readonly source: FactSource;
  readonly unitId: string;
  /** Level of that unit today (UnitLevel); null when it is no longer active. */
  readonly unitLevel: string | null;
  readonly position: OfficerPosition;
}

/** A maternity leave: it counts as time worked. */
export interface MaternityLeaveFact extends Period {
  readonly source: FactSource;
}

/** A hold, past ones included: a check of discipline-free years reads those of kind DISCIPLINE. */
export interface HoldFact extends Period {
  readonly source: FactSource;
  readonly kind: HoldKind;
  /** The decision or notice on which it rests. */
  readonly document: string;
}

/** What membership knows of a person. Lists are in order of their first day. */
export interface PersonAwardFacts {
  readonly source: FactSource;
  readonly memberId: string;
  readonly gender: 'FEMALE' | 'MALE' | 'NOT_STATED';
  /** Day of admission to the union; null when it is not known. */
  readonly joinedUnionOn: string | null;
  readonly affiliations: readonly AffiliationFact[];
  readonly employments: readonly EmploymentFact[];
  readonly unionWork: readonly UnionWorkFact[];
  readonly offices: readonly OfficeFact[];
  readonly maternityLeaves: readonly MaternityLeaveFact[];
  readonly holds: readonly HoldFact[];
}

/** What membership knows of a unit on the day asked for. */
export interface UnitAwardFacts {
  readonly source: FactSource;
  readonly unitId: string;
  /** UnitLevel. */
  readonly level: string;
  /** UnitType; null when not stated. */
  readonly type: string | null;
  readonly sector: AwardFactSector | null;
  /** UnitStatus. */
  readonly status: string;
  /** Day on which it was founded; null when not known. */
  readonly foundedOn: string | null;
  /** Members of the unit and of everything under it. */
  readonly members: number;
  /** Women among them. */
  readonly women: number;
  readonly holds: readonly HoldFact[];
}

/** Asks membership for many persons and units at once. */
export interface MembershipFactsRequest {
  /** At most MOST_AWARD_FACT_IDS with unitIds together; none twice. */
  readonly memberIds: readonly string[];
  readonly unitIds: readonly string[];
  /** The day for what is said of a unit as it stands. */
  readonly asOf: string;
}

/** What membership answers: those it knows, in the order asked for. */
export interface MembershipFactsAnswer {
  readonly persons: readonly PersonAwardFacts[];
  readonly units: readonly UnitAwardFacts[];
}

/** Asks membership who belongs to units. */
export interface UnitMembersRequest {
  /** At most 1,000. */
  readonly unitIds: readonly string[];
  readonly asOf: string;
}

/** Who belongs to a unit or to something under it. */
export interface UnitMembers {
  readonly unitId: string;
  /** In order of id. */
  readonly memberIds: readonly string[];
}

/** Those of the units that membership knows on that day, in the order asked for. */
export interface UnitMembersAnswer {
  readonly units: readonly UnitMembers[];
}

/** That a body accepted an initiative. */
export interface InitiativeAcceptance {
  readonly level: InitiativeLevel;
  readonly acceptedOn: string;
  /** The certificate or decision. */
  readonly document: string;
}

/** An initiative, topic or product (sáng kiến, đề tài, sản phẩm); one that was withdrawn is never answered. */
export interface InitiativeFact {
  readonly source: FactSource;
  readonly id: string;
  readonly title: string;
  /** Year in which it was applied. */
  readonly year: number;
  /** All authors, not only those asked for. */
  readonly authorMemberIds: readonly string[];
  /** The unit in which it was made. */
  readonly unitId: string;
  /** Benefit in đồng over the first year; null when it is not in money or not stated. */
  readonly benefitDong: number | null;
  /** Lowest level first; each level once. */
  readonly acceptances: readonly InitiativeAcceptance[];
}

/** Rating of a unit for a year. */
export interface UnitRatingFact {
  readonly source: FactSource;
  readonly unitId: string;
  readonly year: number;
  readonly rating: UnitRatingValue;
  readonly document: string;
}

/** Asks emulation for many persons and units at once. */
export interface EmulationFactsRequest {
  /** Initiatives of which any of these is an author. At most MOST_AWARD_FACT_IDS with unitIds together. */
  readonly memberIds: readonly string[];
  /** Ratings of these, and initiatives made in them. */
  readonly unitIds: readonly string[];
  /** First year, inclusive. */
  readonly fromYear: number;
  /** Last year, inclusive. */
  readonly toYear: number;
}

/** What emulation answers, ordered by year, then id. */
export interface EmulationFactsAnswer {
  readonly initiatives: readonly InitiativeFact[];
  readonly ratings: readonly UnitRatingFact[];
}
