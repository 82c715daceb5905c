import type { TimerOutcome, TimerRequest } from '../decision';
import type { PledgeSigningInput } from '../workflows/pledge-signing';
import type { MidYearReviewInput } from '../workflows/mid-year-review';
import type { MembershipActuals } from './membership-activities';
import type { FinanceActuals } from './finance-activities';

/** A page of subjects that a milestone prepared; children are started for them. At most 200 a page. */
export interface PreparedPage<StartInput> {
  /** Start inputs of the children. */
  readonly prepared: readonly StartInput[];
  /** Where the next page begins; null at the end. */
  readonly nextCursor: string | null;
}

/** What a review's figures are drawn from. */
export interface ReviewScope {
  /** Units whose contributions are shown apart: the group's members, or the unit itself. */
  readonly unitIds: readonly string[];
  /** Year of the cycle. */
  readonly year: number;
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** Last day, inclusive. */
  readonly to: string;
}

/** Figures collected for a review. */
export interface CollectedActuals {
  /** The review. */
  readonly reviewId: string;
  /** Counts from membership. */
  readonly membership: readonly MembershipActuals[];
  /** Sums from finance. */
  readonly finance: readonly FinanceActuals[];
}

/** Activities on the emulation task queue. */
export interface EmulationActivities {
  /** Prepares the pledges of a cycle's groups, one page at a time; preparing twice changes nothing. */
  preparePledges(request: { cycleId: string; cursor: string | null }): Promise<PreparedPage<PledgeSigningInput>>;
  /** Opens the mid-year reviews of a cycle's groups and of its owner, one page at a time. */
  prepareReviews(request: { cycleId: string; cursor: string | null }): Promise<PreparedPage<MidYearReviewInput>>;
  /** Closes the cycle at the end of its year (compare-and-set; a decision). */
  closeCycle(request: TimerRequest): Promise<TimerOutcome>;
  /** Reminds the units that have not signed (compare-and-set; a decision). */
  remindPledge(request: TimerRequest): Promise<TimerOutcome>;
  /** Names those who have not signed at the deadline and escalates (compare-and-set; a decision). */
  passPledgeDeadline(request: TimerRequest): Promise<TimerOutcome>;
  /** What a review needs from the other services. */
  readReviewScope(request: { reviewId: string }): Promise<ReviewScope>;
  /** Records the figures of a review (a decision; repeating it changes nothing). */
  recordReviewActuals(request: CollectedActuals): Promise<TimerOutcome>;
  /** Marks a review as overdue and escalates (compare-and-set; a decision). */
  passReviewDeadline(request: TimerRequest): Promise<TimerOutcome>;
}
