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
  /** So many seconds before it is due the unit is reminded; absent: it is not. */
  readonly remindBeforeSeconds?: number;
  /** So many seconds after it was due the unit above is told; absent: it is not. */
  readonly escalateAfterSeconds?: number;
  /** The unit directly above the one that acts; null or absent where there is none. */
  readonly escalationUnitId?: string | null;
}

/** A consultation (hiệp y) of a body outside the unions that has not been answered. */
export interface OpenConsultation {
  /** The consultation. */
  readonly id: string;
  /** Number of the instruction that opened its task. */
  readonly instructionNumber: number;
  /** When the body has to answer, ISO 8601 in UTC. */
  readonly dueAt: string;
  /** The day has passed without an answer, and the nomination waits for one all the same. */
  readonly overdue: boolean;
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
  /** Number of the decision that last moved the open stage's deadline; absent while it stands as it was opened. */
  readonly clockNumber?: number;
  /** Whether the unit has been reminded of the open stage. */
  readonly reminded?: boolean;
  /** Whether the unit above has been told that the open stage is overdue. */
  readonly escalated?: boolean;
  /** The state to which the end of a suspension leads back; null or absent while it is not suspended. */
  readonly suspendedFrom?: string | null;
  /** Consultations that have not been answered. */
  readonly consultations?: readonly OpenConsultation[];
  /** The route since it was changed for this nomination; absent: the one of the start input. */
  readonly stages?: readonly RouteStage[];
  /** The nomination one level up that the end of this one opens; null or absent: none. */
  readonly forwardedToId?: string | null;
}

/** What the activity that opens a forwarded nomination receives. */
export interface ForwardedNomination {
  /** The nomination that was forwarded. */
  readonly nominationId: string;
  /** The one to open. */
  readonly forwardedToId: string;
}

/** States of a nomination (nomination.md) up to the decision; what comes after it is not the workflow's business. */
export const NominationState = {
  Draft: 'DRAFT',
  Submitted: 'SUBMITTED',
  UnderAppraisal: 'UNDER_APPRAISAL',
  Consultation: 'CONSULTATION',
  CouncilReview: 'COUNCIL_REVIEW',
  Recommended: 'RECOMMENDED',
  Decided: 'DECIDED',
  Returned: 'RETURNED',
  Rejected: 'REJECTED',
  /** After the decision, and no longer the workflow's business: published, handed over, revoked. */
  Published: 'PUBLISHED',
  Awarded: 'AWARDED',
  Revoked: 'REVOKED',
  Suspended: 'SUSPENDED',
  Withdrawn: 'WITHDRAWN',
  ForwardedUp: 'FORWARDED_UP',
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
  /** Withdrawn by the nominator. Ends the workflow. */
  Withdraw: 'WITHDRAW',
  /** Timer: the stage is due soon. */
  Remind: 'REMIND',
  /** Timer: the stage is overdue. The task stays open and is shown as overdue. */
  Overdue: 'OVERDUE',
  /** Timer: it has been overdue for long. Opens HANDLE_OVERDUE_NOMINATION for the unit above. */
  Escalate: 'ESCALATE',
  /** The unit above has dealt with it. */
  HandleEscalation: 'HANDLE_ESCALATION',
  /** The open stage's deadline was moved. Details: `dueAt`. */
  ExtendDeadline: 'EXTEND_DEADLINE',
  /** Suspended: clocks stand still, tasks stay open. */
  Suspend: 'SUSPEND',
  /** The suspension ended. Details: `suspendedMilliseconds`, by which every deadline moves. */
  Resume: 'RESUME',
  /** An outside body is asked. Details: `consultationId`, `dueAt`. Opens RECORD_CONSULTATION_ANSWER. */
  Consult: 'CONSULT',
  /** A consultation ended: by an answer, without one, or by silence that counts as consent. Details: `consultationId`. */
  EndConsultation: 'END_CONSULTATION',
  /** Timer: no answer came in time and the nomination waits all the same. Details: `consultationId`. */
  ConsultationOverdue: 'CONSULTATION_OVERDUE',
  /** Forwarded one level up (khen cao). Details: `forwardedToId`. Ends the workflow, which opens that nomination. */
  ForwardUp: 'FORWARD_UP',
  /** The route was changed for this nomination. Details: `stages`, each a RouteStage as JSON: ids and codes. */
  ChangeRoute: 'CHANGE_ROUTE',
} as const;

/** Names of the timers of `nominationApproval`. */
export const NominationTimer = {
  StageReminder: 'STAGE_REMINDER',
  StageOverdue: 'STAGE_OVERDUE',
  StageEscalation: 'STAGE_ESCALATION',
  ConsultationDeadline: 'CONSULTATION_DEADLINE',
} as const;

/** Kinds of task that `nominationApproval` opens. */
export const NominationTaskKind = {
  Appraise: 'APPRAISE_NOMINATION',
  RecordCouncilVote: 'RECORD_COUNCIL_VOTE',
  Decide: 'DECIDE_NOMINATION',
  Revise: 'REVISE_NOMINATION',
  RecordConsultationAnswer: 'RECORD_CONSULTATION_ANSWER',
  HandleOverdue: 'HANDLE_OVERDUE_NOMINATION',
} as const;

/** Tasks that are open beside the stage's own: the stage does not end with them. */
export const NOMINATION_SIDE_TASKS: readonly string[] = [
  NominationTaskKind.RecordConsultationAnswer,
  NominationTaskKind.HandleOverdue,
];

/** The ends of a nomination's way to a decision, and what a decided one becomes afterwards. */
export const CLOSED_NOMINATION_STATES: readonly string[] = [
  NominationState.Decided,
  NominationState.Rejected,
  NominationState.Withdrawn,
  NominationState.ForwardedUp,
  NominationState.Published,
  NominationState.Awarded,
  NominationState.Revoked,
];
