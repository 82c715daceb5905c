/** Path of the request for how members are called (membership); it needs the right `members:read`. */
export const MEMBER_PROFILES_PATH = '/internal/member-profiles';
/** The most members of one request. */
export const MOST_MEMBER_PROFILES = 1000;

/** How a member is called, and the gender that reports divide by. */
export interface MemberProfile {
  readonly memberId: string;
  /** Vietnamese, NFC. */
  readonly fullName: string;
  readonly gender: 'FEMALE' | 'MALE' | 'NOT_STATED';
}

/** Asks for members. */
export interface MemberProfilesRequest {
  /** At most MOST_MEMBER_PROFILES. */
  readonly memberIds: readonly string[];
}

/** Those of the members that membership knows, in no particular order. */
export interface MemberProfilesAnswer {
  readonly members: readonly MemberProfile[];
}
