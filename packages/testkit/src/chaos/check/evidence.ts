import type { AcceptedDecision } from '@thidua/contracts';
import type { Attempt } from '../client-log';

/** A row of `command`: the first sending of a commandId. */
export interface CommandRow {
  readonly commandId: string;
  readonly actor: string;
  readonly operation: string;
  readonly subjectId: string;
  readonly decisionNumber: number | null;
  /** Whether the answer to repeat is kept with it. */
  readonly hasAnswer: boolean;
}

/** A row of `subject_head`. */
export interface SubjectHead {
  readonly subjectId: string;
  readonly kind: string;
  readonly lastNumber: number;
  readonly appliedNumber: number;
  readonly finished: boolean;
  /** Whether it takes no commands because the reconciler holds it. */
  readonly held: boolean;
  readonly auditSequence: number;
  readonly auditHash: string;
}

/** A row of `outbox`. */
export interface OutboxRow {
  readonly subjectId: string;
  readonly number: number;
  readonly commandId: string;
  readonly done: boolean;
  readonly leased: boolean;
  readonly setAside: boolean;
  /** The run that answered; null for a decision that the workflow's end came before. */
  readonly runId: string | null;
  readonly lastError: string | null;
}

/** A row of `task`. */
export interface TaskState {
  readonly id: string;
  readonly subjectId: string;
  readonly kind: string;
  readonly unitId: string;
  readonly status: string;
  readonly version: number;
  readonly assigneeId: string | null;
  readonly outcome: string | null;
}

/** An entry of the audit trail as it is stored. */
export interface StoredEntry {
  readonly subjectId: string;
  readonly sequence: number;
  /** Its canonical JSON. */
  readonly text: string;
  readonly hash: string;
}

/** A row of `reconciliation_finding`: a difference between database and engine that the reconciler saw. */
export interface ReconcilerFinding {
  readonly subjectId: string;
  readonly finding: string;
  /** Whether it is there still. */
  readonly open: boolean;
}

/** The domain's own row of a subject. */
export interface SubjectRow {
  readonly subjectId: string;
  readonly kind: 'NOMINATION' | 'PLEDGE' | 'CYCLE';
  readonly state: string;
  /** Units that have signed a pledge. */
  readonly signedUnitIds?: readonly string[];
  /** Number of a nomination's award decision. */
  readonly decisionNumber?: string | null;
  /** The decision that the number belongs to. */
  readonly decisionId?: string | null;
  /** Where that number is given only once: the body and the year of the decision. */
  readonly decisionRegister?: string | null;
  /** Whether it is of a province where somebody tries every command and leaves what they begin as it is. */
  readonly elsewhere?: boolean;
  /** Whether an instant has passed by which a timer should have acted, and has not. */
  readonly timerMissed?: boolean;
}

/** What one service's databases say. */
export interface ServiceEvidence {
  readonly service: string;
  readonly commands: readonly CommandRow[];
  readonly heads: readonly SubjectHead[];
  readonly outbox: readonly OutboxRow[];
  readonly tasks: readonly TaskState[];
  readonly entries: readonly StoredEntry[];
  readonly subjects: readonly SubjectRow[];
  readonly findings: readonly ReconcilerFinding[];
}

/** How far a subject's workflow says that it is. */
export interface WorkflowProgress {
  readonly lastNumber: number;
  readonly state: string;
  /** Numbers of decisions for which it had no place. */
  readonly unplaced: readonly number[];
}

/** What the engine says of one subject's workflow. */
export interface WorkflowEvidence {
  readonly subjectId: string;
  /** `RUNNING`, `COMPLETED` …, or `MISSING`. */
  readonly status: string;
  /** Its own answer; null when it gives none. */
  readonly progress: WorkflowProgress | null;
  /** Every decision that its histories say it accepted, in order, all runs together. */
  readonly accepted: readonly { readonly updateId: string; readonly decision: AcceptedDecision }[];
  /** Activities or tasks that wait for a worker. */
  readonly pending: number;
}

/** What the auditor's program says of one service's export. */
export interface VerifierVerdict {
  readonly service: string;
  /** `VALID`, `UNANCHORED` (nothing is wrong, and something came after the last anchor), `INVALID` … */
  readonly verdict: string;
  readonly entries: number;
  readonly unanchored: number;
  readonly errors: readonly string[];
}

/** What a reconciliation came to after everything had come to rest. */
export interface ReconciliationEvidence {
  readonly service: string;
  readonly compared: number;
  readonly repaired: number;
  readonly listed: number;
}

/** The union tree in one service, one line for each version of a unit. */
export interface TreeEvidence {
  readonly service: string;
  readonly versions: readonly string[];
}

/** A row of `award_decision`. */
export interface DecisionRow {
  readonly decisionId: string;
  readonly bodyUnitId: string;
  readonly state: string;
  readonly year: number | null;
  readonly number: string | null;
  readonly payoutState: string | null;
}

/** A nomination on the list of a decision. */
export interface ItemRow {
  readonly decisionId: string;
  readonly nominationId: string;
  readonly state: string;
  /** Whether the catalogue had a multiple for it on the day of the decision: 1, or 0 for an award without money. */
  readonly carriesMoney: number;
}

/** The money of one award, in finance: the row, and the amounts that the ledger has for it. */
export interface PaymentRow {
  readonly decisionId: string;
  readonly nominationId: string;
  readonly state: string;
  readonly amount: number | null;
  readonly entered: readonly number[];
}

/** The last number that a body has given by itself in a year, and what follows it in a decision's number. */
export interface CounterRow {
  readonly bodyUnitId: string;
  readonly year: number;
  readonly last: number;
  readonly symbol: string;
}

/** A secret ballot on one nomination: the votes there are, the members who cast them, and what was counted. */
export interface BallotRow {
  readonly sessionId: string;
  readonly nominationId: string;
  /** Whether it is of a province where somebody tries every command: they vote as they like, and may not close it. */
  readonly elsewhere?: boolean;
  readonly state: string;
  readonly outcome: string | null;
  readonly votes: number;
  readonly voters: number;
  readonly yes: number | null;
  readonly no: number | null;
  readonly other: number | null;
}

/** What awards and finance say of decisions, money and ballots. */
export interface AwardsEvidence {
  readonly decisions: readonly DecisionRow[];
  readonly items: readonly ItemRow[];
  readonly payments: readonly PaymentRow[];
  readonly counters: readonly CounterRow[];
  readonly ballots: readonly BallotRow[];
}

/** Everything that a run is judged by, collected from outside after it has settled. */
export interface Evidence {
  readonly attempts: readonly Attempt[];
  readonly services: readonly ServiceEvidence[];
  readonly workflows: readonly WorkflowEvidence[];
  readonly verdicts: readonly VerifierVerdict[];
  readonly reconciliations: readonly ReconciliationEvidence[];
  /** The owner's tree first, then what the other services have heard of it. */
  readonly trees: readonly TreeEvidence[];
  /** Missing in evidence that was recorded before it was collected. */
  readonly awards?: AwardsEvidence;
  /** What did not come to rest in time, in words; empty when everything did. */
  readonly unsettled: readonly string[];
}
