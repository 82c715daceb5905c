/** What a review asks of membership: counts over units and what is under them, in a period. */
export interface MembershipActualsRequest {
  /** Units whose figures are wanted; each one counts everything under it. At most 2,000. */
  readonly unitIds: readonly string[];
  /** First day, YYYY-MM-DD (Asia/Ho_Chi_Minh). */
  readonly from: string;
  /** Last day, inclusive. */
  readonly to: string;
}

/** A unit's counts in the period. All are counts of rows that the membership service holds. */
export interface MembershipActuals {
  /** The unit. */
  readonly unitId: string;
  /** Members admitted. */
  readonly membersJoined: number;
  /** Grassroots unions founded. */
  readonly grassrootsUnionsFounded: number;
  /** Outstanding members referred to the Party (referred is not admitted). */
  readonly membersReferredToParty: number;
}

/** Activities on the membership task queue. */
export interface MembershipActivities {
  /** Counts for each unit asked for, in that order. */
  collectMembershipActuals(request: MembershipActualsRequest): Promise<MembershipActuals[]>;
}
