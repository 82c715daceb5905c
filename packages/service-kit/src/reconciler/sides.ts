import type { SubjectKind, SubjectState } from '@thidua/contracts';

/** A subject as its database knows it, at one moment. */
export interface DatabaseSide {
  readonly kind: SubjectKind;
  readonly subjectId: string;
  readonly workflowId: string;
  readonly lastNumber: number;
  readonly appliedNumber: number;
  readonly finished: boolean;
  /** Whether it takes no commands since its database was restored. */
  readonly held: boolean;
  /** The state that the last applied instruction set; null before the first. */
  readonly state: string | null;
  /** Whether the state is kept from which the workflow can be rebuilt (rule 12). */
  readonly rebuildable: boolean;
  /** Stages of the tasks that are open. */
  readonly openStages: readonly string[];
  /**
   * Whether the workflow's earlier life was ended by a restart, and the decision that begins the next one has not been
   * delivered, or not been made: what was restored as a draft is one again.
   */
  readonly awaitsNextLife: boolean;
  /** The lowest decision whose instruction has not been applied. */
  readonly pending: PendingDecision | null;
}

/** A decision that is committed and whose instruction has not been applied. */
export interface PendingDecision {
  readonly number: number;
  readonly commandId: string;
  readonly ageSeconds: number;
  readonly setAside: boolean;
  readonly reason: string | null;
}

/** How a workflow's latest run stands. */
export type WorkflowStatus =
  | 'NOT_FOUND'
  | 'RUNNING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED'
  | 'TERMINATED'
  | 'TIMED_OUT';

/** A subject's workflow as the engine knows it, at one moment. */
export interface EngineSide {
  readonly status: WorkflowStatus;
  readonly runId: string | null;
  /** The workflow's own answer; null when there is no workflow. */
  readonly state: SubjectState | null;
}

/** A decision that the engine tells of and the database has lost. */
export interface LostDecision {
  readonly number: number;
  readonly commandId: string;
  readonly action: string;
  readonly revision: number;
  readonly auditSequence: number;
  readonly auditHash: string;
}
