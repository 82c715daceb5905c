import {
  DECISION_DIVERGENCE,
  DECISION_GAP,
  RESTORED_ACTION,
  type AcceptedDecision,
  type DecisionAnswer,
  type Instruction,
  type ResumeFrom,
  type SubjectState,
  type TaskToOpen,
} from '@thidua/contracts';

/** How many recent answers (and numbers that could not be placed) a workflow carries on. */
export const KEPT_ANSWERS = 200;

/** What a decision does to its subject: the new state and what opens next. */
export interface Placement<State> {
  /** The workflow's state from now on. */
  readonly state: State;
  /** Tasks to open. */
  readonly openTasks?: readonly TaskToOpen[];
  /** Whether tasks that are still open are closed as no longer needed; false when left out. */
  readonly closeOpenTasks?: boolean;
  /** Whether the workflow ends with it; false when left out. */
  readonly finished?: boolean;
}

/** The rules of one kind of subject. Pure: no clock, no engine. */
export interface SubjectRules<State extends { readonly state: string }> {
  /** State before the first decision. */
  readonly initialState: State;
  /** The stage whose tasks are open in a state; null when none is. */
  openStage(state: State): string | null;
  /**
   * Places a committed decision.
   * @param now the workflow's time, or when it took the decision before it was set back.
   * @returns null when the state has no place for it. The database has decided, so it is accepted all the same.
   */
  place(state: State, decision: AcceptedDecision, now: Date): Placement<State> | null;
}

/** Why a decision cannot be taken now. */
export interface DecisionRefusal {
  /** DECISION_GAP or DECISION_DIVERGENCE. */
  readonly type: typeof DECISION_GAP | typeof DECISION_DIVERGENCE;
  /** For the log of the relay. */
  readonly message: string;
}

/**
 * The decisions a workflow has accepted, in the order of their numbers, with the answers it gave (decision-path.md
 * rule 6). The engine forgets update ids when a run continues as new, so the answers travel with the state.
 */
export class DecisionLedger<State extends { readonly state: string }> {
  private readonly answers: Map<string, Instruction>;
  private readonly unplacedNumbers: number[];
  private currentState: State;
  private currentNumber: number;
  private ended = false;

  constructor(
    private readonly rules: SubjectRules<State>,
    resumeFrom?: ResumeFrom<State>,
  ) {
    this.answers = new Map(resumeFrom?.answers ?? []);
    this.unplacedNumbers = [...(resumeFrom?.unplaced ?? [])];
    this.currentState = resumeFrom?.state ?? rules.initialState;
    this.currentNumber = resumeFrom?.lastNumber ?? 0;
  }

  /** The workflow's state. */
  get state(): State {
    return this.currentState;
  }

  /** Number of the last decision accepted; 0 before the first. */
  get lastNumber(): number {
    return this.currentNumber;
  }

  /** Whether a decision has ended the workflow. */
  get finished(): boolean {
    return this.ended;
  }

  /** Why the decision cannot be taken, or null when it can: it is the next one, or one already answered. */
  refusalOf(decision: AcceptedDecision): DecisionRefusal | null {
    const known = this.answers.get(decision.commandId);
    if (known) {
      return known.number === decision.number
        ? null
        : {
            type: DECISION_DIVERGENCE,
            message: `command ${decision.commandId} was accepted as decision ${known.number}, now it comes as ${decision.number}`,
          };
    }
    if (decision.number > this.currentNumber + 1) {
      return {
        type: DECISION_GAP,
        message: `decision ${decision.number} came before decision ${this.currentNumber + 1}`,
      };
    }
    if (decision.number <= this.currentNumber || !Number.isSafeInteger(decision.number)) {
      return {
        type: DECISION_DIVERGENCE,
        message: `decision ${decision.number} is not known under command ${decision.commandId}; the last one accepted is ${this.currentNumber}`,
      };
    }
    return null;
  }

  /**
   * Takes a decision that `refusalOf` lets through. Never throws: what fails in here would be replayed for ever.
   * @param at the workflow's time and the run that answers.
   * @returns the instruction, the stored one when the command is known, with the state it led to where that is known.
   */
  accept(decision: AcceptedDecision, at: { readonly now: Date; readonly runId: string }): DecisionAnswer {
    const instruction = this.answers.get(decision.commandId) ?? this.take(decision, at);
    return { ...instruction, workflowState: instruction.number === this.currentNumber ? this.currentState : null };
  }

  /** Replaces the state by what the workflow itself has done between two decisions. */
  advance(state: State): void {
    this.currentState = state;
  }

  /** How far the subject is. */
  subjectState(): SubjectState {
    const [lastCommandId, last] = [...this.answers].at(-1) ?? [];
    return {
      lastNumber: this.currentNumber,
      lastCommandId: last?.number === this.currentNumber ? (lastCommandId ?? null) : null,
      state: this.currentState.state,
      openStage: this.ended ? null : this.rules.openStage(this.currentState),
      finished: this.ended,
      unplaced: [...this.unplacedNumbers],
    };
  }

  /** What the next run carries on. */
  resumeFrom(): ResumeFrom<State> {
    return {
      lastNumber: this.currentNumber,
      answers: [...this.answers],
      state: this.currentState,
      unplaced: [...this.unplacedNumbers],
    };
  }

  private take(decision: AcceptedDecision, at: { readonly now: Date; readonly runId: string }): Instruction {
    const now = decision.takenAt === undefined ? at.now : new Date(decision.takenAt);
    const placement = this.place(decision, now);
    if (placement) {
      this.currentState = placement.state;
      this.ended = placement.finished ?? false;
    } else {
      this.unplacedNumbers.push(decision.number);
      this.unplacedNumbers.splice(0, this.unplacedNumbers.length - KEPT_ANSWERS);
    }
    const instruction: Instruction = {
      number: decision.number,
      state: this.currentState.state,
      openTasks: placement?.openTasks ?? [],
      closeOpenTasks: placement?.closeOpenTasks ?? false,
      finished: this.ended,
      runId: at.runId,
      takenAt: now.toISOString(),
    };
    this.currentNumber = decision.number;
    this.answers.set(decision.commandId, instruction);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= KEPT_ANSWERS) {
        break;
      }
      this.answers.delete(oldest);
    }
    return instruction;
  }

  private place(decision: AcceptedDecision, now: Date): Placement<State> | null {
    if (this.ended) {
      return null;
    }
    if (decision.action === RESTORED_ACTION) {
      return { state: this.currentState };
    }
    try {
      return this.rules.place(this.currentState, decision, now);
    } catch {
      return null;
    }
  }
}

/** A text of a decision's details; null when it is not there or not a text. */
export function textDetail(decision: AcceptedDecision, name: string): string | null {
  const value = decision.details[name];
  return typeof value === 'string' ? value : null;
}

/** A list of texts of a decision's details; null when it is not there or not a list. */
export function listDetail(decision: AcceptedDecision, name: string): readonly string[] | null {
  const value = decision.details[name];
  return Array.isArray(value) ? (value as readonly string[]) : null;
}
