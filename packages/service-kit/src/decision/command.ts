import type { DecisionDetail, SubjectKind, TimerOutcome } from '@thidua/contracts';
import type { CommandActor, DecisionTransaction } from './decision-transaction';

/** What the decision writes into the audit trail. */
export interface AuditNote {
  /** What was done, for example `SIGN`. */
  readonly action: string;
  /** The reason given by the person. */
  readonly reason?: string | null;
  /** What changed, before and after: ids, codes, figures, texts of the dossier; no secrets. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The rules it was done under, for example a route version's id. */
  readonly ruleVersion?: string | null;
}

/** How a decision reaches its workflow; operations that name no workflow leave it out (rule 7). */
export interface DecisionRoute {
  /**
   * Only a START may start the workflow (rule 5): the workflow's type and input. `again` only where the reconciler
   * has ended the workflow's earlier life.
   */
  readonly start?: { readonly workflowType: string; readonly input: object; readonly again?: boolean };
  /** Workflow type for an update; taken from `start` when that is given. */
  readonly workflowType: string;
  /** The action, for example PledgeAction.Sign. */
  readonly action: string;
  /** Ids and codes for the workflow: never names or comments. */
  readonly details: Readonly<Record<string, DecisionDetail>>;
}

/** What `decide` returns. */
export interface Decided<Answer> {
  /** The answer to the caller, kept with the command: a repeat returns the same. */
  readonly answer: Answer;
  readonly audit: AuditNote;
  readonly route?: DecisionRoute;
  /** The subject's revision from now on, where the decision begins a new one. */
  readonly revision?: number;
  /** The decision's number and the subject's last one, where a restart passes over numbers that were given before. */
  readonly numbering?: { readonly number: number; readonly lastNumber: number };
}

/** A command to carry out. */
export interface Command<Answer> {
  readonly actor: CommandActor;
  /** Name of the operation, for example `signPledge`. */
  readonly operation: string;
  /** The caller's idempotency key. */
  readonly commandId: string;
  /** The whole input: hashed, so that a commandId is never used for two things. */
  readonly payload: unknown;
  /**
   * The subject it changes; `isNew` when this command creates it, `IF_MISSING` when it begins with the first command
   * that speaks of it, as a unit's ledger does.
   */
  readonly subject: { readonly kind: SubjectKind; readonly id: string; readonly isNew?: boolean | 'IF_MISSING' };
  /**
   * What `decide` will lock and look up first, where that is known before: it comes with the lock of the subject, in
   * the same round trip. A command that locks named rows too locks its task after them.
   */
  readonly ahead?: { readonly taskId?: string; readonly unitId?: string };
  /** Named rule rows to lock, for example `award-decision-number:<unit>:<year>`. */
  readonly locks?: readonly string[];
  /**
   * DIRECT (default): this process asks the engine at once, so that the reply shows the next stage. RELAY: the row is
   * left to the relay, for commands made in bulk and for subjects whose workflow a parent is about to start.
   */
  readonly delivery?: 'DIRECT' | 'RELAY';
  /** Whether it may change a subject that is held: only the command that ends the hold. */
  readonly whileHeld?: boolean;
  /** Reads, checks and writes inside the one transaction. */
  readonly decide: (transaction: DecisionTransaction) => Promise<Decided<Answer>>;
}

/** One item of a bulk command: a command without an id of its own and the key that its result is told by. */
export interface BulkItem<Answer> extends Omit<Command<Answer>, 'commandId' | 'delivery'> {
  /** What tells the item apart, for example the task's id; unique within the bulk. */
  readonly key: string;
}

/** What an item of a bulk command came to. */
export type BulkResult<Answer> = { readonly key: string } & (
  | { readonly outcome: CommandOutcome<Answer> }
  | { readonly error: unknown }
  /** There was no time for it: nothing has been done. */
  | { readonly notYet: true }
);

/** How far the decision has travelled: DONE: the next stage is open; ACCEPTED: committed, on its way; NONE: no workflow. */
export type Routing = 'DONE' | 'ACCEPTED' | 'NONE';

/** What a command came to. */
export interface CommandOutcome<Answer> {
  readonly answer: Answer;
  readonly routing: Routing;
  /** The decision's number for its subject; null where no workflow is concerned. */
  readonly number: number | null;
  /** Whether this was a repeat: the first answer is returned and nothing was done again. */
  readonly replayed: boolean;
}

/** Thrown inside a timer's `decide` when it does not act: nothing is written. */
export class TimerDoesNotAct extends Error {
  constructor(readonly timerOutcome: Exclude<TimerOutcome, { outcome: 'WON' }>) {
    super(timerOutcome.outcome);
  }
}
