import type { ResumeFrom } from '../decision';

/** One stage of a nomination's route, resolved to the unit that acts; pinned when the nomination is submitted. */
export interface RouteStage {
  /** Name of the stage, for example `APPRAISAL`, `COUNCIL`, `DECISION`. */
  readonly stage: string;
  /** The nomination's state while the stage is open, see NominationState. */
  readonly state: string;
  /** Kind of task the stage opens, see NominationTaskKind. */
  readonly taskKind: string;
  /** The unit that acts; null when the unit's place in the tree does not have the stage: it is skipped, visibly. */
  readonly unitId: string | null;
  /** Permission that the actor's mandate must grant. */
  readonly permission: string;
  /** Time limit of the stage in seconds. */
  readonly timeLimitSeconds: number;
}

/** Start input of `nominationApproval`. */
export interface NominationApprovalInput {
  /** The nomination. */
  readonly nominationId: string;
  /** The nominating unit: a returned dossier goes back to it. */
  readonly nominatingUnitId: string;
  /** Version of the route that the nomination carries to its end. */
  readonly routeVersionId: string;
  /** The route's stages in order. */
  readonly stages: readonly RouteStage[];
  /** What an earlier run carries on, or what the reconciler rebuilt. */
  readonly resumeFrom?: ResumeFrom<NominationApprovalState>;
}

/** What `nominationApproval` carries through continue-as-new. */
export interface NominationApprovalState {
  /** State of the nomination, see NominationState. */
  readonly state: string;
  /** Index of the open stage in the route; -1 before submission and while returned. */
  readonly stageIndex: number;
  /** Index of the stage that returned the dossier; a new revision re-enters there. */
  readonly returnedFromStageIndex: number | null;
  /** When the open stage is due, ISO 8601 in UTC. */
  readonly dueAt: string | null;
  /** Whether the open stage has been marked as overdue. */
  readonly overdue: boolean;
  /** Number of the instruction that opened the stage. */
  readonly stageInstructionNumber: number;
  /** Revision of the dossier. */
  readonly revision: number;
}

/** States of a nomination (nomination.md); this slice has the main path, RETURNED and REJECTED. */
export const NominationState = {
  Draft: 'DRAFT',
  Submitted: 'SUBMITTED',
  UnderAppraisal: 'UNDER_APPRAISAL',
  CouncilReview: 'COUNCIL_REVIEW',
  Recommended: 'RECOMMENDED',
  Decided: 'DECIDED',
  Returned: 'RETURNED',
  Rejected: 'REJECTED',
  /** After the decision, and no longer the workflow's business: published, handed over, revoked. */
  Published: 'PUBLISHED',
  Awarded: 'AWARDED',
  Revoked: 'REVOKED',
} as const;

/** Actions on a nomination that reach its workflow. */
export const NominationAction = {
  /** Submitted for the first time. Opens the first stage. */
  Submit: 'SUBMIT',
  /** The stage was passed: opens the next one. At the last stage the nomination is decided. */
  Advance: 'ADVANCE',
  /** Returned with a reason. Opens REVISE_NOMINATION for the nominating unit. */
  Return: 'RETURN',
  /** Submitted again as a new revision: re-enters the stage that returned it. */
  Resubmit: 'RESUBMIT',
  /** Rejected. Ends the workflow. */
  Reject: 'REJECT',
  /** Timer: the stage is overdue. The task stays open and is shown as overdue. */
  Overdue: 'OVERDUE',
} as const;

/** Names of the timers of `nominationApproval`. */
export const NominationTimer = { StageOverdue: 'STAGE_OVERDUE' } as const;

/** Kinds of task that `nominationApproval` opens. */
export const NominationTaskKind = {
  Appraise: 'APPRAISE_NOMINATION',
  RecordCouncilVote: 'RECORD_COUNCIL_VOTE',
  Decide: 'DECIDE_NOMINATION',
  Revise: 'REVISE_NOMINATION',
} as const;
