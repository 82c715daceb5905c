import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineQuery,
  defineUpdate,
  isCancellation,
  log,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  ACCEPT_DECISION_UPDATE,
  SUBJECT_STATE_QUERY,
  type AcceptedDecision,
  type DecisionAnswer,
  type ResumeFrom,
  type SubjectState,
  type TimerOutcome,
  type TimerRequest,
} from '@thidua/contracts';
import { DecisionLedger, type SubjectRules } from './decision-ledger';

/** The update by which every committed decision arrives. */
export const acceptDecision = defineUpdate<DecisionAnswer, [AcceptedDecision]>(ACCEPT_DECISION_UPDATE);
/** How far the subject's workflow is. */
export const subjectState = defineQuery<SubjectState>(SUBJECT_STATE_QUERY);

/** The database's clock may be a little behind the engine's: an act that is not due is never asked for in a tight loop. */
const SHORTEST_WAIT_MILLISECONDS = 1_000;
/** After an activity has failed for good (it should only ever fail for a time) the act is asked for again this much later. */
const WAIT_AFTER_FAILURE_MILLISECONDS = 10 * 60_000;
/** The engine allows 2,000 updates a run and suggests a new one in time; this bound does not depend on its settings. */
export const DECISIONS_PER_RUN = 500;

/** Something the workflow does by itself at a given time, through a compare-and-set activity (rule 11). */
export interface TimedAct {
  /** The timer's name. */
  readonly timer: string;
  /** When it is due, ISO 8601 in UTC; an instant in the past is due at once. */
  readonly dueAt: string;
  /** Number of the instruction that set it. */
  readonly instructionNumber: number;
  /** Revision of the subject when it was set. */
  readonly revision: number;
  /** Number of the decision that last moved it; absent while it stands as it was set. */
  readonly clockNumber?: number;
  /** Whether it still has to act: false as soon as a decision has made it needless or has brought its own act. */
  wanted(): boolean;
  /** The activity. */
  act(request: TimerRequest): Promise<TimerOutcome>;
}

/**
 * Receives a subject's decisions and waits for time to pass: the part that all subjects' workflows have in common.
 * Construct it before the first await: the first decision may arrive together with the start.
 */
export class SubjectDecisions<State extends { readonly state: string }> {
  private readonly ledger: DecisionLedger<State>;
  private readonly firstNumber: number;

  constructor(
    private readonly subjectId: string,
    rules: SubjectRules<State>,
    resumeFrom: ResumeFrom<State> | undefined,
  ) {
    this.ledger = new DecisionLedger(rules, resumeFrom);
    this.firstNumber = this.ledger.lastNumber;
    setHandler(subjectState, () => this.ledger.subjectState());
    setHandler(acceptDecision, (decision) => this.accept(decision), {
      // Only the validator may refuse: its refusal is not stored, a handler's failure would be replayed for ever.
      validator: (decision) => {
        const refusal = this.ledger.refusalOf(decision);
        if (refusal) {
          throw ApplicationFailure.nonRetryable(refusal.message, refusal.type);
        }
      },
    });
  }

  /** The workflow's state. */
  get state(): State {
    return this.ledger.state;
  }

  /** Number of the last decision accepted; 0 before the first. */
  get lastNumber(): number {
    return this.ledger.lastNumber;
  }

  /** Whether a decision has ended the workflow. */
  get finished(): boolean {
    return this.ledger.finished;
  }

  /** Replaces the state by what the workflow itself has done between two decisions. */
  advance(state: State): void {
    this.ledger.advance(state);
  }

  /** What the next run carries on. */
  resumeFrom(): ResumeFrom<State> {
    return this.ledger.resumeFrom();
  }

  /** Waits until the first decision is there: a parent may start the workflow before its START decision arrives. */
  async started(): Promise<void> {
    await condition(() => this.lastNumber > 0);
  }

  /**
   * Does the workflow's own work until a decision ends it or its history has grown long.
   * @param work what runs beside the decisions; it is dropped, not awaited, at the end.
   * @param continueFrom continues as new with what is carried on.
   */
  async run(work: () => Promise<void>, continueFrom: (carried: ResumeFrom<State>) => Promise<never>): Promise<void> {
    const long = (): boolean =>
      workflowInfo().continueAsNewSuggested || this.lastNumber - this.firstNumber >= DECISIONS_PER_RUN;
    const over = (): boolean => this.finished || (long() && allHandlersFinished());
    await Promise.race([
      condition(over),
      this.started()
        .then(work)
        .then(() => condition(over)),
    ]);
    await condition(allHandlersFinished);
    if (!this.finished) {
      await continueFrom(this.resumeFrom());
    }
  }

  /** Waits for the time of an act, then has it done; returns when it is done or no longer wanted. */
  async performWhenDue(timed: TimedAct): Promise<void> {
    let dueAt = Date.parse(timed.dueAt);
    while (this.stillWanted(timed)) {
      const wait = dueAt - Date.now();
      if (wait > 0 && (await condition(() => !this.stillWanted(timed), wait))) {
        return;
      }
      const known = this.lastNumber;
      const outcome = await this.attempt(() =>
        timed.act({
          subjectId: this.subjectId,
          instructionNumber: timed.instructionNumber,
          revision: timed.revision,
          timer: timed.timer,
          ...(timed.clockNumber === undefined ? {} : { clockNumber: timed.clockNumber }),
        }),
      );
      if (outcome === null) {
        dueAt = Date.now() + WAIT_AFTER_FAILURE_MILLISECONDS;
      } else if (outcome.outcome === 'WON') {
        await condition(() => this.lastNumber >= outcome.number);
        return;
      } else if (outcome.outcome === 'LOST') {
        // A person was first. If that decision does not make the act needless, the database is asked again after it;
        // it may have arrived while the database was asked.
        await condition(() => !this.stillWanted(timed) || this.lastNumber > known);
      } else {
        dueAt = Math.max(Date.parse(outcome.until), Date.now() + SHORTEST_WAIT_MILLISECONDS);
      }
    }
  }

  /** Waits until an instant, or until the subject is finished; an instant in the past is over at once. */
  async waitUntil(instant: string): Promise<void> {
    const wait = Date.parse(instant) - Date.now();
    if (wait > 0) {
      await condition(() => this.finished, wait);
    }
  }

  /** Asks a service until it answers, also when it has failed for good: a subject never ends because of that. */
  async ask<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const answer = await this.attempt(act);
      if (answer !== null) {
        return answer;
      }
      await condition(() => this.finished, WAIT_AFTER_FAILURE_MILLISECONDS);
    }
  }

  private stillWanted(timed: TimedAct): boolean {
    return !this.finished && timed.wanted();
  }

  private async attempt<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) {
        throw error;
      }
      log.error('an activity failed for good; it is asked again later', { activity: error.activityType });
      return null;
    }
  }

  private accept(decision: AcceptedDecision): DecisionAnswer {
    const unplacedBefore = this.ledger.subjectState().unplaced.length;
    const answer = this.ledger.accept(decision, { now: new Date(), runId: workflowInfo().runId });
    if (this.ledger.subjectState().unplaced.length > unplacedBefore) {
      log.warn('a committed decision has no place in this state', {
        number: decision.number,
        action: decision.action,
        state: answer.state,
      });
    }
    return answer;
  }
}
