import type { EmploymentRank, InitiativeLevel, UnitRatingValue } from '@thidua/contracts';

/**
 * Which awards a predicate speaks of: all that is stated must fit. At least one of codes, forms and issuer levels.
 * Where `tracks` is left out, only regular awards count: ad hoc and thematic ones do not count towards a merit award
 * (NĐ 152/2025 art. 4).
 */
export interface AwardSelector {
  /** Codes of the catalogue or of past awards, for example `LDTT`. */
  readonly codes?: readonly string[];
  /** AwardForm. */
  readonly forms?: readonly string[];
  /** AwardIssuerLevel. */
  readonly issuerLevels?: readonly string[];
  /** AwardTrack; REGULAR alone where it is left out. */
  readonly tracks?: readonly string[];
}

/** All of them hold. */
export interface AllPredicate {
  readonly predicate: 'ALL';
  readonly of: readonly Predicate[];
}
/** At least one of them holds. */
export interface AnyPredicate {
  readonly predicate: 'ANY';
  readonly of: readonly Predicate[];
}
/** It does not hold. */
export interface NotPredicate {
  readonly predicate: 'NOT';
  readonly of: Predicate;
}
/** `of` holds, unless `unless` does. */
export interface UnlessPredicate {
  readonly predicate: 'UNLESS';
  readonly unless: Predicate;
  readonly of: Predicate;
}
/** One such award for each of so many consecutive years, the last of them the merit year or some years before it. */
export interface ConsecutiveTitlesPredicate {
  readonly predicate: 'CONSECUTIVE_TITLES';
  readonly award: AwardSelector;
  /** How many years in a row, 1 to 30. */
  readonly years: number;
  /** Years between the last of them and the merit year, 0 to 10; 0 when left out. */
  readonly endsYearsBefore?: number;
}
/** At least so many percent of a collective's members hold such an award for the merit year. */
export interface ShareOfMembersPredicate {
  readonly predicate: 'SHARE_OF_MEMBERS_WITH_TITLE';
  readonly award: AwardSelector;
  /** 1 to 100, of all members. */
  readonly atLeastPercent: number;
}
/** The nominee has never received it; the award nominated for where none is named. */
export interface OnceInALifePredicate {
  readonly predicate: 'ONCE_IN_A_LIFE';
  readonly award?: AwardSelector;
}
/** The nominee neither holds nor is nominated for such an award of the same merit year (and level). */
export interface NotWithAwardPredicate {
  readonly predicate: 'NOT_WITH_AWARD';
  readonly award: AwardSelector;
  /** Only awards of the same issuer level stand against it; true when left out. */
  readonly sameLevel?: boolean;
}
/** The award nominated for is such a one: for rules that make exceptions. */
export interface ThisAwardPredicate {
  readonly predicate: 'THIS_AWARD';
  readonly award: AwardSelector;
}
/** So many initiatives accepted at a level or a higher one, each counted once however many levels accepted it. */
export interface InitiativesAcceptedPredicate {
  readonly predicate: 'INITIATIVES_ACCEPTED';
  readonly level: InitiativeLevel;
  /** 1 to 20. */
  readonly count: number;
  /** Years up to the merit year in which they were applied, 1 to 30; 1 when left out. */
  readonly years?: number;
}
/** An accepted initiative whose benefit reaches the amount for the nominee's rank at work. */
export interface InitiativeBenefitPredicate {
  readonly predicate: 'INITIATIVE_BENEFIT';
  /** Đồng, by rank at work. */
  readonly atLeastDong: Readonly<Record<EmploymentRank, number>>;
  /** Years up to the merit year in which it was applied, 1 to 30; 1 when left out. */
  readonly years?: number;
}
/** Years of union work on the day of the check, with multipliers in percent; the larger applies where both would. */
export interface UnionWorkTenurePredicate {
  readonly predicate: 'UNION_WORK_TENURE';
  /** 1 to 60. */
  readonly years: number;
  /** What a year of part-time work counts, 100 to 500; 100 when left out. */
  readonly partTimePercent?: number;
  /** What a year in a non-state enterprise counts, 100 to 500; 100 when left out. */
  readonly nonStatePercent?: number;
  /** By which share it is shorter for women leaders, for example `1/3`; not at all when left out. */
  readonly womenLeadersShorterBy?: string;
}
/** No discipline within so many years before the day of the check. */
export interface DisciplineFreePredicate {
  readonly predicate: 'DISCIPLINE_FREE';
  /** 1 to 30. */
  readonly years: number;
  /** Whether time on maternity leave counts as time without discipline; true when left out. */
  readonly maternityLeaveCounts?: boolean;
}
/** The unit (the collective, or the person's own) was rated so for consecutive years. */
export interface UnitRatingPredicate {
  readonly predicate: 'UNIT_RATING';
  readonly atLeast: UnitRatingValue;
  /** Years in a row, 1 to 10. */
  readonly years: number;
  /** Years between the last of them and the merit year, 0 to 10; 0 when left out. */
  readonly endsYearsBefore?: number;
}
/** Always holds, and says that a lower award is no prerequisite. */
export interface LowerAwardNotRequiredPredicate {
  readonly predicate: 'LOWER_AWARD_NOT_REQUIRED';
}

/** A condition that a rule demands: the whole vocabulary, composed by ALL, ANY, NOT and UNLESS. */
export type Predicate =
  | AllPredicate
  | AnyPredicate
  | NotPredicate
  | UnlessPredicate
  | ConsecutiveTitlesPredicate
  | ShareOfMembersPredicate
  | OnceInALifePredicate
  | NotWithAwardPredicate
  | ThisAwardPredicate
  | InitiativesAcceptedPredicate
  | InitiativeBenefitPredicate
  | UnionWorkTenurePredicate
  | DisciplineFreePredicate
  | UnitRatingPredicate
  | LowerAwardNotRequiredPredicate;

/** Name of a predicate. */
export type PredicateName = Predicate['predicate'];
