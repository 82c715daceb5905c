import type { ResumeFrom } from '../decision';

/** Start input of `awardPayout`: the award money of one decision. */
export interface AwardPayoutInput {
  /** The decision. */
  readonly decisionId: string;
  /** The body that pays: the one that decided. */
  readonly payingUnitId: string;
  /** What an earlier run carries on, or what the reconciler rebuilt. */
  readonly resumeFrom?: ResumeFrom<AwardPayoutState>;
}

/** What `awardPayout` carries through continue-as-new. */
export interface AwardPayoutState {
  /** See AwardPayoutStage. */
  readonly state: string;
  /** After which row of the list the next page of payments begins; 0 at the beginning. */
  readonly afterOrdinal: number;
  /** Whether finance holds the payments of the whole list. */
  readonly isListed: boolean;
}

/** How far a payout is. */
export const AwardPayoutStage = {
  /** Finance is being told what to pay. */
  Ordering: 'ORDERING',
  /** Finance holds every payment; who pays confirms each there. */
  Ordered: 'ORDERED',
} as const;

/** Actions on a decision that reach its workflow. */
export const AwardPayoutAction = {
  /** The decision was published for the first time: its money is due. Starts the workflow. */
  Publish: 'PUBLISH',
  /** Finance holds every payment. Ends the workflow. */
  Ordered: 'PAYOUT_ORDERED',
} as const;

/** Names of what `awardPayout` does by itself. */
export const AwardPayoutTimer = { Ordered: 'PAYOUT_ORDERED' } as const;
