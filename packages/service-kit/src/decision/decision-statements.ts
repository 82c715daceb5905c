/**
 * The SQL of a decision's own path, in one place: what every command sends, whatever it decides. Each is prepared once
 * for a connection. decision-statements.integration-spec.ts holds it to what the entities say.
 */
import { DATABASE_CLOCK } from '../database/data-source';
import type { Statement } from '../database/statements';
import type { AuditEntry } from './audit-chain';
import { auditTable } from './audit-trail';
import type { TaskStatus } from './task.entity';

/** Rule 1: the command. */
export const INSERT_COMMAND = `INSERT INTO command (command_id, actor, operation, payload_hash, subject_id, created_at)
  VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))`;

/** Rule 1: what a commandId was used for before. */
export const FIRST_COMMAND =
  'SELECT actor, operation, payload_hash, subject_id, decision_number, answer FROM command WHERE command_id = ?';

/** Columns of a subject's head that a command needs. */
export const HEAD_COLUMNS = `subject_kind, revision, last_number, applied_number, finished, held_at IS NOT NULL AS held,
  audit_sequence, audit_hash`;

/**
 * Rule 2: locks a subject's head, and reads the clock and the connection's isolation level (audit-clock.ts says why in
 * this way).
 */
export function headLock(columns: string): string {
  return `SELECT ${columns}, @@tx_isolation AS isolation, GREATEST(
      (SELECT opened_at FROM ${auditTable('period')} ORDER BY number DESC LIMIT 1 LOCK IN SHARE MODE),
      ${DATABASE_CLOCK}, audit_at) AS at
    FROM subject_head WHERE subject_id = ? FOR UPDATE`;
}

/** A task as a command locks it: all that the graph shows of it, so that the answer need not read it again. */
export interface LockedTask {
  readonly id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly revision: number;
  readonly instruction_number: number;
  readonly kind: string;
  readonly stage: string;
  readonly unit_id: string;
  readonly permission: string;
  readonly status: TaskStatus;
  readonly version: number;
  readonly assignee_id: string | null;
  readonly due_at: Date | null;
  readonly overdue_at: Date | null;
  readonly opened_at: Date;
  readonly completed_at: Date | null;
  readonly completed_by: string | null;
  readonly outcome: string | null;
}

/** Rule 2: locks a task, after the subject's head. */
export const LOCK_TASK = `SELECT id, subject_kind, subject_id, revision, instruction_number, kind, stage, unit_id,
    permission, status, version, assignee_id, due_at, overdue_at, opened_at, completed_at, completed_by, outcome
  FROM task WHERE id = ? FOR UPDATE`;

/** Rule 3: a person claims a task that the transaction has locked, or gives it back. */
export function assignedTask(taskId: string, assigneeId: string | null): Statement {
  return {
    sql: 'UPDATE task SET assignee_id = ?, version = version + 1 WHERE id = ?',
    parameters: [assigneeId, taskId],
  };
}

/** Rule 3: a task that the transaction has locked is done. */
export const COMPLETE_TASK = `UPDATE task SET status = 'COMPLETED', version = version + 1, completed_at = ?,
    completed_by = ?, outcome = ? WHERE id = ?`;

/** Rule 3: the next entry of the subject's chain. @param text its canonical form, of which `hash` is. */
export function appendedEntry(entry: AuditEntry, text: string, hash: string): Statement {
  return {
    sql: `INSERT INTO ${auditTable('entry')} (subject_id, sequence, at, action, actor, entry, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
    parameters: [entry.subjectId, entry.sequence, entry.at, entry.action, entry.actor, text, hash],
  };
}

/** Rule 3: the head moves to the entry, and to the decision's number. */
export function movedHead(
  subjectId: string,
  head: { readonly revision: number; readonly lastNumber: number },
  entry: { readonly sequence: number; readonly hash: string; readonly at: string },
): Statement {
  return {
    sql: `UPDATE subject_head SET revision = ?, last_number = ?, audit_sequence = ?, audit_hash = ?, audit_at = ?
      WHERE subject_id = ?`,
    parameters: [head.revision, head.lastNumber, entry.sequence, entry.hash, entry.at, subjectId],
  };
}

/** Rule 1: the command's answer, for whoever sends it again. */
export function answeredCommand(commandId: string, answer: unknown, number: number | null): Statement {
  return {
    sql: 'UPDATE command SET answer = ?, decision_number = ? WHERE command_id = ?',
    parameters: [JSON.stringify(answer), number, commandId],
  };
}
