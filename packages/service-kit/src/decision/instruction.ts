import type { AcceptedDecision, DecisionAnswer, Instruction, SubjectKind } from '@thidua/contracts';
import type { DataSource, QueryRunner } from 'typeorm';
import { runTogether, type Statement } from '../database/statements';
import { inTransaction } from '../database/transaction';
import { failpoint } from '../failpoint';
import type { SqlRunner } from '../identity/unit-scope';
import { lockSubjectHead } from './audit-clock';
import { prepareAudit } from './audit-trail';
import type { Delivery } from './engine';
import { applyTasks } from './tasks';

/** What a service does, in the second transaction, when an instruction arrives for a subject of a kind. */
export type InstructionHook = (
  runner: SqlRunner,
  subjectId: string,
  instruction: Instruction,
  decision: AcceptedDecision,
  now: Date,
) => Promise<void>;

/** The service's hooks by kind of subject: they set the subject's state. */
export type InstructionHooks = Partial<Record<SubjectKind, InstructionHook>>;

interface LockedRow {
  subject_kind: SubjectKind;
  subject_id: string;
  number: number;
  done_at: Date | null;
}

interface LockedHead {
  readonly applied_number: number;
  readonly held: number | string;
  readonly audit_sequence: number;
  readonly audit_hash: string;
}

/**
 * Transaction 2 (rule 8): applies the instruction only if it is the subject's next one, and marks the row done. One that
 * was applied before, and was only delivered again to an engine that had lost it, is marked done alone.
 * @returns whether the row is done now, by this call or by an earlier one.
 */
export async function applyInstruction(
  dataSource: DataSource,
  hooks: InstructionHooks,
  outboxId: string,
  answer: DecisionAnswer,
  delivery: Delivery,
): Promise<boolean> {
  return inTransaction(dataSource, async (runner) => {
    const [row] = (await runner.query(
      'SELECT subject_kind, subject_id, number, done_at FROM outbox WHERE id = ? FOR UPDATE',
      [outboxId],
    )) as LockedRow[];
    if (!row || row.done_at) {
      return row !== undefined;
    }
    const head = await lockSubjectHead<LockedHead>(
      runner,
      row.subject_id,
      'applied_number, held_at IS NOT NULL AS held, audit_sequence, audit_hash',
    );
    if (!head || Number(head.held) === 1) {
      return false;
    }
    if (row.number <= head.applied_number) {
      await runTogether(runner, [doneStatement(outboxId, new Date(head.at), answer, null)]);
      return true;
    }
    if (row.number > head.applied_number + 1 && (await hasEarlierRow(runner, row))) {
      return false;
    }
    await apply(runner, hooks, outboxId, row, head, answer, delivery);
    await failpoint('delivery.before-commit');
    return true;
  });
}

/** Numbers are passed over only by a restart: what counts is that no row is left before this one. */
async function hasEarlierRow(runner: QueryRunner, { subject_id, number }: LockedRow): Promise<boolean> {
  const [found] = (await runner.query(
    'SELECT EXISTS (SELECT 1 FROM outbox WHERE subject_id = ? AND number < ? AND done_at IS NULL) AS earlier',
    [subject_id, number],
  )) as { earlier: number | string }[];
  return Number(found?.earlier) === 1;
}

async function apply(
  runner: QueryRunner,
  hooks: InstructionHooks,
  outboxId: string,
  row: LockedRow,
  head: LockedHead & { readonly at: string },
  { workflowState = null, ...instruction }: DecisionAnswer,
  { decision, workflowId }: Delivery,
): Promise<void> {
  const now = new Date(head.at);
  const subject = { kind: row.subject_kind, id: row.subject_id, revision: decision.revision };
  await applyTasks(runner, subject, instruction, now);
  await hooks[row.subject_kind]?.(runner, row.subject_id, instruction, decision, now);
  const sequence = head.audit_sequence + 1;
  const { hash, statement } = prepareAudit({
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    sequence,
    at: head.at,
    actorKind: 'system',
    actor: 'workflow',
    onBehalfOf: null,
    mandateId: null,
    position: null,
    mandatesAsOf: null,
    operation: 'applyInstruction',
    action: 'ROUTED',
    reason: null,
    before: null,
    after: {
      state: instruction.state,
      opened: instruction.openTasks.map(({ kind, stage, unitId, dueAt }) => ({ kind, stage, unitId, dueAt })),
    },
    ruleVersion: null,
    decisionNumber: row.number,
    commandId: decision.commandId,
    workflowId,
    runId: instruction.runId,
    previousHash: head.audit_hash,
  });
  await runTogether(runner, [
    statement,
    {
      sql: `UPDATE subject_head SET applied_number = ?, finished = ?, audit_sequence = ?, audit_hash = ?, audit_at = ?,
                   workflow_state = ?
             WHERE subject_id = ?`,
      parameters: [
        row.number,
        instruction.finished ? 1 : 0,
        sequence,
        hash,
        head.at,
        workflowState === null ? null : JSON.stringify(workflowState),
        row.subject_id,
      ],
    },
    doneStatement(outboxId, now, instruction, JSON.stringify(instruction)),
  ]);
  if (instruction.finished) {
    // Decisions that were committed before this one was answered: the workflow has ended and moves for them no more.
    await runner.query(
      `UPDATE outbox SET done_at = ?, last_error = 'the workflow had ended', lease_token = NULL, lease_until = NULL
        WHERE subject_id = ? AND number > ? AND done_at IS NULL`,
      [now, row.subject_id, row.number],
    );
  }
}

/**
 * Marks a row done.
 * @param instruction the answer to keep; null leaves the one that is kept already.
 */
function doneStatement(outboxId: string, now: Date, { runId }: Instruction, instruction: string | null): Statement {
  return {
    sql: `UPDATE outbox SET done_at = ?, run_id = ?, instruction = COALESCE(?, instruction), lease_token = NULL,
                 lease_until = NULL, last_error = NULL WHERE id = ?`,
    parameters: [now, runId, instruction, outboxId],
  };
}
