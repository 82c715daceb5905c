import type { ResumeFrom } from '../decision';

/** Start input of `midYearReview`. */
export interface MidYearReviewInput {
  /** The review. */
  readonly reviewId: string;
  /** The unit whose chair concludes it: the group's head, or the unit itself. */
  readonly concludingUnitId: string;
  /** The unit that hears of an overdue review: the group's owner, or the unit above. */
  readonly ownerUnitId: string;
  /** When the conclusion is due, ISO 8601 in UTC. */
  readonly deadlineAt: string;
  /** What an earlier run carries on, or what the reconciler rebuilt. */
  readonly resumeFrom?: ResumeFrom<MidYearReviewState>;
}

/** What `midYearReview` carries through continue-as-new. */
export interface MidYearReviewState {
  /** State of the review, see ReviewState. */
  readonly state: string;
  /** Timers that have acted. */
  readonly timersDone: readonly string[];
}

/** States of a mid-year review (sơ kết). */
export const ReviewState = {
  /** Figures are being collected from membership and finance. */
  Collecting: 'COLLECTING',
  /** Figures are there; limits, remedies and the conclusion are awaited. */
  InReview: 'IN_REVIEW',
  /** Concluded; the figures are frozen. */
  Concluded: 'CONCLUDED',
} as const;

/** Actions on a review that reach its workflow. */
export const ReviewAction = {
  /** The review was opened. Starts the collecting of figures. */
  Open: 'OPEN',
  /** System: the figures were recorded. Opens CONCLUDE_REVIEW. */
  RecordActuals: 'RECORD_ACTUALS',
  /** A person concluded it. Ends the workflow. */
  Conclude: 'CONCLUDE',
  /** Timer: it is overdue. Opens HANDLE_REVIEW_OVERDUE for the owner. */
  Overdue: 'OVERDUE',
  /** The owner took note of the delay. */
  HandleOverdue: 'HANDLE_OVERDUE',
} as const;

/** Names of the timers of `midYearReview`. */
export const ReviewTimer = { Deadline: 'REVIEW_DEADLINE' } as const;

/** Kinds of task that `midYearReview` opens. */
export const ReviewTaskKind = { Conclude: 'CONCLUDE_REVIEW', HandleOverdue: 'HANDLE_REVIEW_OVERDUE' } as const;
