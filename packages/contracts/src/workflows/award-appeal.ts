import type { ResumeFrom } from '../decision';

/** Start input of `awardAppeal`. */
export interface AwardAppealInput {
  /** The appeal. */
  readonly appealId: string;
  /** When the answer is due, ISO 8601 in UTC. */
  readonly dueAt: string;
  /** What an earlier run carries on, or what the reconciler rebuilt. */
  readonly resumeFrom?: ResumeFrom<AwardAppealState>;
}

/** What `awardAppeal` carries through continue-as-new. */
export interface AwardAppealState {
  /** See AwardAppealStage. */
  readonly state: string;
  /** Whether it has been marked as overdue. */
  readonly isOverdue: boolean;
}

/** How far an appeal is. */
export const AwardAppealStage = { Filed: 'FILED', Answered: 'ANSWERED', Withdrawn: 'WITHDRAWN' } as const;

/** Actions on an appeal that reach its workflow. */
export const AwardAppealAction = {
  /** Filed. Starts the workflow. */
  File: 'FILE',
  /** Timer: the answer is overdue; it may still be given. */
  Overdue: 'OVERDUE',
  /** Answered. Ends the workflow. */
  Answer: 'ANSWER',
  /** Withdrawn by who filed it. Ends the workflow. */
  Withdraw: 'WITHDRAW',
} as const;

/** Names of the timers of `awardAppeal`. */
export const AwardAppealTimer = { Overdue: 'APPEAL_OVERDUE' } as const;
