import type { TimerOutcome, TimerRequest } from '../decision';

/** Activities on the awards task queue. */
export interface AwardsActivities {
  /** Marks an open stage of a nomination as overdue (compare-and-set; a decision). */
  markStageOverdue(request: TimerRequest): Promise<TimerOutcome>;
}
