import type { OfficerPosition } from './positions';

/** Where a delegated mandate comes from (ủy quyền). */
export interface MandateDelegation {
  /** Id of the office that was delegated. */
  readonly officeId: string;
  /** The member who delegated it: separation of duties counts what they did as well. */
  readonly principalId: string;
}

/** A mandate in force: what an officer's position lets them do, for a unit and for a time. */
export interface Mandate {
  /** Id of the office that gives it, or of the delegation. */
  readonly id: string;
  /** The unit it is for. */
  readonly unitId: string;
  /** The unit's path today, for example `/1/7/`. */
  readonly unitPath: string;
  /** The position. */
  readonly position: OfficerPosition;
  /** Set when it was delegated; absent or null for an office held in one's own right. */
  readonly delegation?: MandateDelegation | null;
}

/** A time between two calendar dates of Việt Nam, YYYY-MM-DD. */
export interface Period {
  readonly from: string;
  /** First day no longer in it; null while open. */
  readonly until: string | null;
}

/** An office with everything that decides whether it gives a mandate on a day. */
export interface HeldOffice extends Period {
  /** When it is suspended. */
  readonly suspensions: readonly Period[];
  /** The delegation by which somebody else acts under it; null for the holder's own mandate. */
  readonly delegation: Period | null;
}

/** Whether a mandate can be used on a day, and if not, why. */
export type MandateState = 'IN_FORCE' | 'NOT_YET' | 'ENDED' | 'SUSPENDED';

/** Whether a day lies in a period. */
export function isWithin({ from, until }: Period, day: string): boolean {
  return from <= day && (until === null || day < until);
}

/**
 * Whether an office, or a delegation of it, gives a mandate on a day. A delegation never outlives its office, and is
 * suspended with it.
 * @param day YYYY-MM-DD, Asia/Ho_Chi_Minh.
 */
export function mandateState(office: HeldOffice, day: string): MandateState {
  const periods: readonly Period[] = office.delegation ? [office, office.delegation] : [office];
  if (periods.some(({ until }) => until !== null && until <= day)) {
    return 'ENDED';
  }
  if (periods.some(({ from }) => from > day)) {
    return 'NOT_YET';
  }
  return office.suspensions.some((suspension) => isWithin(suspension, day)) ? 'SUSPENDED' : 'IN_FORCE';
}
