import type { ResumeFrom } from '../decision';

/** Start input of `pledgeSigning`. */
export interface PledgeSigningInput {
  /** The pledge. */
  readonly pledgeId: string;
  /** The unit that heads the group: it drafts and opens the pledge. */
  readonly headUnitId: string;
  /** The unit that owns the group: it receives escalations. */
  readonly ownerUnitId: string;
  /** When those who have not signed are reminded, ISO 8601 in UTC. */
  readonly reminderAt: string;
  /** The deadline for signatures, ISO 8601 in UTC. */
  readonly deadlineAt: string;
  /** What an earlier run carries on, or what the reconciler rebuilt. */
  readonly resumeFrom?: ResumeFrom<PledgeSigningState>;
}

/** What `pledgeSigning` carries through continue-as-new. */
export interface PledgeSigningState {
  /** State of the pledge, see PledgeState. */
  readonly state: string;
  /** Units that have to sign. */
  readonly memberUnitIds: readonly string[];
  /** Units that have signed. */
  readonly signedUnitIds: readonly string[];
  /** Timers that have acted. */
  readonly timersDone: readonly string[];
  /** Whether the owner still has to deal with the escalation. */
  readonly escalationOpen: boolean;
}

/** States of a pledge (giao ước thi đua). */
export const PledgeState = {
  /** Being drafted by the group's head. */
  Drafting: 'DRAFTING',
  /** Open for signature. */
  Signing: 'SIGNING',
  /** Signed by every member unit of the group. */
  Signed: 'SIGNED',
} as const;

/** Actions on a pledge that reach its workflow; details are named beside each. */
export const PledgeAction = {
  /** The cycle prepared the pledge. No details. Opens DRAFT_PLEDGE for the head. */
  Prepare: 'PREPARE',
  /** The head opened it for signature. details.memberUnitIds: string[]. Opens SIGN_PLEDGE for each. */
  OpenForSignature: 'OPEN_FOR_SIGNATURE',
  /** A unit signed. details.unitId: string, details.late: boolean. */
  Sign: 'SIGN',
  /** Timer: those who have not signed were reminded. */
  Remind: 'REMIND',
  /** Timer: the deadline passed. details.missingUnitIds: string[]. Opens HANDLE_PLEDGE_ESCALATION for the owner. */
  DeadlinePassed: 'DEADLINE_PASSED',
  /** The owner dealt with the escalation. Completing leaves the pledge open for late signatures. */
  HandleEscalation: 'HANDLE_ESCALATION',
} as const;

/** Names of the timers of `pledgeSigning`. */
export const PledgeTimer = { Reminder: 'PLEDGE_REMINDER', Deadline: 'PLEDGE_DEADLINE' } as const;

/** Kinds of task that `pledgeSigning` opens. */
export const PledgeTaskKind = {
  Draft: 'DRAFT_PLEDGE',
  Sign: 'SIGN_PLEDGE',
  HandleEscalation: 'HANDLE_PLEDGE_ESCALATION',
} as const;
