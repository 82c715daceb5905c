import type { AcceptedDecision, Instruction, SubjectKind } from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import type { SqlRunner } from '../identity/unit-scope';
import { DATABASE_CLOCK } from '../database/data-source';
import { inTransaction } from '../database/transaction';
import { withoutData } from '../log';
import { appendAudit } from './audit-trail';
import type { Delivery, DeliveryOutcome, Engine } from './engine';
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

interface OutboxDelivery {
  id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  number: number;
  row_kind: 'START' | 'UPDATE';
  workflow_type: string;
  workflow_id: string;
  start_input: string | null;
  decision: string;
  attempts: number;
}

const LONGEST_BACK_OFF_SECONDS = 30;

/** Seconds to wait before an attempt: doubling, at most half a minute. */
export function backOffSeconds(attempts: number): number {
  return Math.min(LONGEST_BACK_OFF_SECONDS, 0.25 * 2 ** Math.min(attempts, 10));
}

/**
 * Delivers a leased outbox row: the engine first, with no lock held over the call, then the instruction in a
 * transaction of its own. A crash anywhere leaves the row for the relay; delivering twice has one effect.
 * @returns whether the instruction has been applied.
 */
export async function deliverRow(
  dataSource: DataSource,
  engine: Engine,
  hooks: InstructionHooks,
  outboxId: string,
  leaseToken: string,
  deadlineMilliseconds: number,
): Promise<boolean> {
  const [row] = await dataSource.query<OutboxDelivery[]>(
    `SELECT id, subject_kind, subject_id, number, row_kind, workflow_type, workflow_id, start_input, decision, attempts
       FROM outbox WHERE id = ? AND lease_token = ? AND done_at IS NULL`,
    [outboxId, leaseToken],
  );
  if (!row) {
    return false;
  }
  const delivery: Delivery = {
    rowKind: row.row_kind,
    workflowType: row.workflow_type,
    workflowId: row.workflow_id,
    startInput: row.start_input === null ? null : (JSON.parse(row.start_input) as unknown),
    decision: JSON.parse(row.decision) as AcceptedDecision,
  };
  const outcome = await carryOut(dataSource, engine, hooks, outboxId, delivery, deadlineMilliseconds);
  if (outcome === 'DONE') {
    return true;
  }
  await dataSource.query(
    `UPDATE outbox SET lease_token = NULL, lease_until = NULL, attempts = attempts + 1, last_error = ?,
            next_attempt_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
            set_aside_at = ${outcome.outcome === 'DIVERGED' ? 'UTC_TIMESTAMP(6)' : 'set_aside_at'}
      WHERE id = ? AND lease_token = ? AND done_at IS NULL`,
    [outcome.reason.slice(0, 500), Math.round(backOffSeconds(row.attempts) * 1e6), outboxId, leaseToken],
  );
  return false;
}

type NotDone = Exclude<DeliveryOutcome, { outcome: 'ANSWERED' }>;

/** The engine's answer, applied; a failure to apply it is a reason to come again, as the engine's silence is. */
async function carryOut(
  dataSource: DataSource,
  engine: Engine,
  hooks: InstructionHooks,
  outboxId: string,
  delivery: Delivery,
  deadlineMilliseconds: number,
): Promise<'DONE' | NotDone> {
  const answer = await engine.deliver(delivery, deadlineMilliseconds);
  if (answer.outcome !== 'ANSWERED') {
    return answer;
  }
  if (answer.instruction.number !== delivery.decision.number) {
    return { outcome: 'DIVERGED', reason: `the workflow answered decision ${answer.instruction.number} instead` };
  }
  try {
    return (await applyInstruction(dataSource, hooks, outboxId, answer.instruction, delivery))
      ? 'DONE'
      : { outcome: 'LATER', reason: 'an earlier instruction of the subject has not been applied yet' };
  } catch (error) {
    return { outcome: 'LATER', reason: `the instruction could not be applied: ${withoutData(error)}` };
  }
}

/**
 * Transaction 2 (rule 8): applies the instruction only if it is the subject's next one, and marks the row done.
 * @returns whether the row is done now, by this call or by an earlier one.
 */
async function applyInstruction(
  dataSource: DataSource,
  hooks: InstructionHooks,
  outboxId: string,
  instruction: Instruction,
  delivery: Delivery,
): Promise<boolean> {
  return inTransaction(dataSource, async (runner) => {
    const [row] = (await runner.query(
      'SELECT subject_kind, subject_id, number, done_at FROM outbox WHERE id = ? FOR UPDATE',
      [outboxId],
    )) as { subject_kind: SubjectKind; subject_id: string; number: number; done_at: Date | null }[];
    if (!row || row.done_at) {
      return row !== undefined;
    }
    const [head] = (await runner.query(
      `SELECT revision, applied_number, audit_sequence, audit_hash,
              ${DATABASE_CLOCK} AS at
         FROM subject_head WHERE subject_id = ? FOR UPDATE`,
      [row.subject_id],
    )) as { revision: number; applied_number: number; audit_sequence: number; audit_hash: string; at: string }[];
    if (!head || head.applied_number !== row.number - 1) {
      return false;
    }
    const now = new Date(head.at);
    const { decision } = delivery;
    await applyTasks(
      runner,
      { kind: row.subject_kind, id: row.subject_id, revision: decision.revision },
      instruction,
      now,
    );
    await hooks[row.subject_kind]?.(runner, row.subject_id, instruction, decision, now);
    const sequence = head.audit_sequence + 1;
    const hash = await appendAudit(runner, {
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
      workflowId: delivery.workflowId,
      runId: instruction.runId,
      previousHash: head.audit_hash,
    });
    await runner.query(
      'UPDATE subject_head SET applied_number = ?, finished = ?, audit_sequence = ?, audit_hash = ? WHERE subject_id = ?',
      [row.number, instruction.finished ? 1 : 0, sequence, hash, row.subject_id],
    );
    await runner.query(
      'UPDATE outbox SET done_at = ?, run_id = ?, lease_token = NULL, lease_until = NULL, last_error = NULL WHERE id = ?',
      [now, instruction.runId, outboxId],
    );
    if (instruction.finished) {
      // Decisions that were committed before this one was answered: the workflow has ended and moves for them no more.
      await runner.query(
        `UPDATE outbox SET done_at = ?, last_error = 'the workflow had ended', lease_token = NULL, lease_until = NULL
          WHERE subject_id = ? AND number > ? AND done_at IS NULL`,
        [now, row.subject_id, row.number],
      );
    }
    return true;
  });
}
