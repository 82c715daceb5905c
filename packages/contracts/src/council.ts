/**
 * What a council's session needs and membership owns: who its members are on a day, and what people are called. The
 * names stand in the minutes; nothing else of a person crosses.
 */

/** Path of the request for a council; the body's unit id follows, and the day as `?asOf=YYYY-MM-DD`. */
export const COUNCIL_PATH = '/internal/councils';
/** Path of the request for names. */
export const MEMBER_NAMES_PATH = '/internal/member-names';
/** The most names of one request; more is refused with BAD_USER_INPUT. */
export const MOST_MEMBER_NAMES = 1000;

/** What somebody is called. */
export interface MemberName {
  readonly memberId: string;
  /** Full name as it is written. */
  readonly fullName: string;
}

/** A member of a council by an office of their own that is in force: delegations do not make one a member. */
export interface CouncilMember extends MemberName {
  /** The office that makes them one. */
  readonly officeId: string;
}

/** Who the council of a body is on a day, in order of member id. */
export interface CouncilAnswer {
  readonly unitId: string;
  readonly asOf: string;
  readonly members: readonly CouncilMember[];
}

/** Asks what people are called. */
export interface MemberNamesRequest {
  /** At most MOST_MEMBER_NAMES. */
  readonly memberIds: readonly string[];
}

/** Those whom membership knows, in order of member id. */
export interface MemberNamesAnswer {
  readonly names: readonly MemberName[];
}
