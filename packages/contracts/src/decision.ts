/** Name of the one update by which a committed decision reaches its workflow (decision-path.md rule 5). */
export const ACCEPT_DECISION_UPDATE = 'acceptDecision';
/** Name of the query that answers how far a subject's workflow is, for the reconciler. */
export const SUBJECT_STATE_QUERY = 'subjectState';
/**
 * Action of the decision that restarts a subject whose database was restored to an older point (rule 13). It moves
 * nothing: the workflow stands where the database stands.
 */
export const RESTORED_ACTION = 'RESTORED';

/** Failure type of a refused update: a decision before this one has not arrived yet; the relay comes again. */
export const DECISION_GAP = 'DECISION_GAP';
/** Failure type of a refused update: the engine holds another decision under this number; for the reconciler. */
export const DECISION_DIVERGENCE = 'DECISION_DIVERGENCE';

/** Values that may enter a workflow history: ids, numbers and codes; never names, national ids or comments. */
export type DecisionDetail = string | number | boolean | null | readonly string[];

/** A committed decision as the engine sees it: a second witness of the audit chain. */
export interface AcceptedDecision {
  /** The decision's number for its subject: 1, 2, 3 … without a gap. */
  readonly number: number;
  /** The idempotency key of the command; also the update id. */
  readonly commandId: string;
  /** What was decided, for example `SIGN`. */
  readonly action: string;
  /** Revision of the subject that the decision speaks of; 1 at first. */
  readonly revision: number;
  /** Ids and codes that the workflow needs in order to move on. */
  readonly details: Readonly<Record<string, DecisionDetail>>;
  /** Sequence of the audit entry that was written with the decision. */
  readonly auditSequence: number;
  /** SHA-256 of that entry, hexadecimal. */
  readonly auditHash: string;
  /**
   * When the workflow first took it, ISO 8601 in UTC: only where it is delivered again to an engine that was restored
   * to an older point, so that deadlines come out as they did.
   */
  readonly takenAt?: string;
}

/** A task that the instruction opens. */
export interface TaskToOpen {
  /** Kind of task, for example `SIGN_PLEDGE`. */
  readonly kind: string;
  /** The stage's name in the route, for example `APPRAISAL`. */
  readonly stage: string;
  /** The unit whose mandate holders are the candidates. */
  readonly unitId: string;
  /** The permission that a candidate's mandate must grant. */
  readonly permission: string;
  /** When it is due, ISO 8601 in UTC; null when without a deadline. */
  readonly dueAt: string | null;
}

/** The workflow's answer to a decision: what opens next. Its number is the decision's number. */
export interface Instruction {
  /** Number of the decision that it answers. */
  readonly number: number;
  /** The subject's state from now on, for example `SIGNING`. */
  readonly state: string;
  /** Tasks to open. */
  readonly openTasks: readonly TaskToOpen[];
  /** Whether the tasks of the subject that are still open are closed as no longer needed. */
  readonly closeOpenTasks: boolean;
  /** Whether the workflow ends with this decision. */
  readonly finished: boolean;
  /** The workflow's run that answered: `workflowInfo().runId`. */
  readonly runId: string;
  /** The workflow's time when it took the decision, ISO 8601 in UTC; absent in answers of before it was told. */
  readonly takenAt?: string;
}

/** What the update answers: the instruction, and what the workflow can be rebuilt from (rule 12). */
export interface DecisionAnswer extends Instruction {
  /**
   * The workflow's own state after this decision, which the database keeps; null or absent when an older decision is
   * answered again, whose state is gone.
   */
  readonly workflowState?: unknown;
}

/** What continue-as-new carries and what a workflow can be rebuilt from (rules 6 and 12). */
export interface ResumeFrom<State> {
  /** Number of the last decision accepted. */
  readonly lastNumber: number;
  /** The most recent answers by command id, oldest first; bounded. */
  readonly answers: readonly (readonly [commandId: string, instruction: Instruction])[];
  /** The workflow's own state; null before the first decision. */
  readonly state: State | null;
  /** Numbers of decisions that were accepted and that the workflow could not place; bounded. */
  readonly unplaced?: readonly number[];
}

/** How far a subject's workflow is: the answer to SUBJECT_STATE_QUERY. */
export interface SubjectState {
  /** Number of the last decision accepted; 0 before the first. */
  readonly lastNumber: number;
  /** Command id of that decision; null when it is not remembered. */
  readonly lastCommandId: string | null;
  /** The state of the subject as the workflow sees it. */
  readonly state: string;
  /** The stage whose tasks are open, for example `APPRAISAL`; null when none is. */
  readonly openStage: string | null;
  /** Whether the workflow has come to its end. */
  readonly finished: boolean;
  /** Numbers of decisions that were accepted and that the workflow could not place: each one is a bug to look at. */
  readonly unplaced: readonly number[];
}

/** What a timer's activity answers (rule 11). */
export type TimerOutcome =
  | {
      /** The timer acted; its decision carries this number. */
      readonly outcome: 'WON';
      readonly number: number;
    }
  | {
      /** A person was first: wait for that decision. */
      readonly outcome: 'LOST';
    }
  | {
      /** The deadline was moved: sleep until then. ISO 8601 in UTC. */
      readonly outcome: 'NOT_DUE';
      readonly until: string;
    };

/** What every timer's activity receives. */
export interface TimerRequest {
  /** The subject. */
  readonly subjectId: string;
  /** Number of the instruction that set the timer: the stage's key together with subject and revision. */
  readonly instructionNumber: number;
  /** Revision of the subject when the timer was set. */
  readonly revision: number;
  /** The timer's name, for example `PLEDGE_DEADLINE`. */
  readonly timer: string;
  /** Number of the decision that last moved the deadline; absent while it stands as the instruction set it. */
  readonly clockNumber?: number;
}
