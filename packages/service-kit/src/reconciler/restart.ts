import { RESTORED_ACTION, type AcceptedDecision } from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import { conflict, notFound } from '../errors';
import type { CommandOutcome, Decided } from '../decision/command';
import { SUBJECT } from '../decision/command-transaction';
import type { DecisionTransaction } from '../decision/decision-transaction';
import type { Decisions } from '../decision/decisions';
import { oneAtATime } from './one-at-a-time';
import { Repairs } from './repairs';
import type { DatabaseSide, LostDecision } from './sides';
import type { SubjectWorkflows } from './subject-workflows';
import { readSubject, rebuiltStart } from './subjects-in-database';

/** An entry of a chain, by its place and hash. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What the operator asks. */
export interface RestartRequest {
  readonly commandId: string;
  readonly subjectId: string;
  /** Why, in words: it stands in the audit trail. */
  readonly reason: string;
}

/** What came of it. */
export interface RestartAnswer {
  readonly subjectId: string;
  /**
   * Number of the decision that restarted it: above every number that was ever given. Of a subject that has no workflow
   * yet, the highest that was given.
   */
  readonly number: number;
  readonly lost: readonly LostDecision[];
}

/** What a restart works with. */
export interface RestartDependencies {
  readonly dataSource: DataSource;
  readonly decisions: Decisions;
  readonly workflows: SubjectWorkflows;
  /** The subject's last anchored entry that the database has lost; null when no anchor saw what was lost. */
  readonly lostHead: (subjectId: string) => Promise<ChainHead | null>;
}

/**
 * Rule 13: restarts a subject that is held because its database was restored behind the engine. The workflow's life of
 * then ends; the next one begins where the database stands, with a RESTORED decision that names what was lost. Numbers
 * that were given before are passed over.
 * @throws CONFLICT when the subject is not held, NOT_FOUND.
 */
export function restartSubject(
  dependencies: RestartDependencies,
  request: RestartRequest,
): Promise<CommandOutcome<RestartAnswer>> {
  const { dataSource } = dependencies;
  return oneAtATime(dataSource, 'restart', () => restart(dependencies, request));
}

async function restart(
  { dataSource, decisions, workflows, lostHead }: RestartDependencies,
  { commandId, subjectId, reason }: RestartRequest,
): Promise<CommandOutcome<RestartAnswer>> {
  const subject = await readSubject(dataSource, subjectId);
  if (!subject) {
    throw notFound(SUBJECT);
  }
  const engine = await workflows.look(subject.workflowId);
  const lost = engine.status === 'NOT_FOUND' ? [] : await new Repairs(dataSource, workflows).lostDecisions(subject);
  const anchored = await lostHead(subjectId);
  const given = Math.max(subject.lastNumber, engine.state?.lastNumber ?? 0, ...lost.map(({ number }) => number));
  if (subject.held) {
    // Nobody decides while it is held: if the command fails after this the subject stays held, and it is sent again.
    await workflows.end(subject.workflowId, `restored: ${commandId}`);
  }
  return decisions.run<RestartAnswer>({
    actor: { kind: 'system', name: 'operator' },
    operation: 'restartSubject',
    commandId,
    payload: { subjectId, reason },
    subject: { kind: subject.kind, id: subjectId },
    whileHeld: true,
    decide: async (transaction) => {
      await assertHeld(transaction);
      return decide(transaction, subject, { given, lost, anchored, reason });
    },
  });
}

/** What a restart goes by. */
interface Restored {
  /** The highest number that was ever given. */
  readonly given: number;
  readonly lost: readonly LostDecision[];
  readonly anchored: ChainHead | null;
  readonly reason: string;
}

async function assertHeld(transaction: DecisionTransaction): Promise<void> {
  const [head] = await transaction.query<{ held: number | string }[]>(
    'SELECT held_at IS NOT NULL AS held FROM subject_head WHERE subject_id = ?',
    [transaction.subject.id],
  );
  if (Number(head?.held) !== 1) {
    throw conflict({
      vi: 'Đối tượng này không bị tạm giữ; không có gì để khởi động lại.',
      en: 'This subject is not held; there is nothing to restart.',
    });
  }
}

async function decide(
  transaction: DecisionTransaction,
  { subjectId, appliedNumber }: DatabaseSide,
  { given, lost, anchored, reason }: Restored,
): Promise<Decided<RestartAnswer>> {
  const number = given + 1;
  const start = await rebuiltStart(transaction, subjectId, given);
  if (!start) {
    return withoutWorkflow(transaction, { given, lost, anchored, reason });
  }
  const renumbered = await renumberPending(transaction, number);
  await transaction.query('UPDATE subject_head SET held_at = NULL WHERE subject_id = ?', [subjectId]);
  return {
    answer: { subjectId, number, lost },
    audit: {
      action: RESTORED_ACTION,
      reason,
      before: { appliedNumber, lastNumber: transaction.subject.lastNumber },
      after: { lastNumber: number, lostHead: anchored, lostDecisions: lost, renumbered },
    },
    route: {
      workflowType: start.workflowType,
      action: RESTORED_ACTION,
      details: {},
      start: { workflowType: start.workflowType, input: start.input, again: true },
    },
    numbering: { number, lastNumber: number + renumbered.length },
  };
}

/**
 * A subject that had no workflow yet when the backup was made (a draft): it is one again. Its first decision will be
 * numbered above all that were given, and begins the workflow's next life.
 */
async function withoutWorkflow(
  transaction: DecisionTransaction,
  { given, lost, anchored, reason }: Restored,
): Promise<Decided<RestartAnswer>> {
  const { id, appliedNumber, lastNumber } = transaction.subject;
  await transaction.query('UPDATE subject_head SET held_at = NULL, applied_number = ? WHERE subject_id = ?', [
    given,
    id,
  ]);
  return {
    answer: { subjectId: id, number: given, lost },
    audit: {
      action: RESTORED_ACTION,
      reason,
      before: { appliedNumber, lastNumber },
      after: { lastNumber: given, lostHead: anchored, lostDecisions: lost, renumbered: [] },
    },
    numbering: { number: given, lastNumber: given },
  };
}

/** Decisions that were committed and not applied come after the restart, under numbers that nobody has had. */
async function renumberPending(
  transaction: DecisionTransaction,
  restartNumber: number,
): Promise<{ readonly commandId: string; readonly from: number; readonly to: number }[]> {
  const pending = await transaction.query<
    { id: string | number; number: number; command_id: string; decision: string }[]
  >(
    `SELECT id, number, command_id, decision FROM outbox WHERE subject_id = ? AND done_at IS NULL
      ORDER BY number FOR UPDATE`,
    [transaction.subject.id],
  );
  const renumbered = pending.map((row, index) => ({ ...row, to: restartNumber + 1 + index }));
  for (const { id, command_id, decision, to } of [...renumbered].reverse()) {
    const moved: AcceptedDecision = { ...(JSON.parse(decision) as AcceptedDecision), number: to };
    await transaction.query(
      `UPDATE outbox SET number = ?, decision = ?, row_kind = 'UPDATE', start_input = NULL, attempts = 0, struggling = 0,
              set_aside_at = NULL, last_error = NULL, lease_token = NULL, lease_until = NULL,
              next_attempt_at = UTC_TIMESTAMP(6)
        WHERE id = ?`,
      [to, JSON.stringify(moved), id],
    );
    await transaction.query('UPDATE command SET decision_number = ? WHERE command_id = ?', [to, command_id]);
  }
  return renumbered.map(({ command_id, number, to }) => ({ commandId: command_id, from: number, to }));
}
