import type { ResumeFrom } from '../decision';

/** Start input of `awardRevocation`: awards of one decision that are revoked together. */
export interface AwardRevocationInput {
  /** The revocation. */
  readonly revocationId: string;
  /** The decision whose awards they are. */
  readonly decisionId: string;
  /** The body that decided and paid. */
  readonly payingUnitId: string;
  /** The nominations whose awards are revoked, 1 to 500. */
  readonly nominationIds: readonly string[];
  /** What an earlier run carries on, or what the reconciler rebuilt. */
  readonly resumeFrom?: ResumeFrom<AwardRevocationState>;
}

/** What `awardRevocation` carries through continue-as-new. */
export interface AwardRevocationState {
  /** See AwardRevocationStage. */
  readonly state: string;
  /** Whether finance has cancelled or reversed every payment. */
  readonly isCancelled: boolean;
}

/** How far a revocation is. */
export const AwardRevocationStage = {
  /** Finance is being told to cancel what was not paid and to reverse what was. */
  Revoking: 'REVOKING',
  /** Finance has done so. */
  Settled: 'SETTLED',
} as const;

/** Actions on a revocation that reach its workflow. */
export const AwardRevocationAction = {
  /** The awards were revoked. Starts the workflow. */
  Revoke: 'REVOKE',
  /** Finance has cancelled or reversed every payment. Ends the workflow. */
  Settled: 'REVOCATION_SETTLED',
} as const;

/** Names of what `awardRevocation` does by itself. */
export const AwardRevocationTimer = { Settled: 'REVOCATION_SETTLED' } as const;
