import { type Instruction, SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { conflict, notFound } from '../errors';
import type { SqlRunner } from '../identity/unit-scope';
import { assignedTask, COMPLETE_TASK, LOCK_TASK, type LockedTask } from './decision-statements';
import type { DecisionTransaction } from './decision-transaction';
import { actorName } from './decision-transaction';
import { TaskRow } from './task.entity';

/** A task as the caller last saw it. */
export interface TaskReference {
  /** The task. */
  readonly taskId: string;
  /** The version that the caller saw; another one means that something happened meanwhile. */
  readonly version: number;
}

/** A task that this transaction completed. */
export interface CompletedTask {
  readonly taskId: string;
  readonly kind: string;
  readonly stage: string;
  readonly unitId: string;
  readonly permission: string;
  readonly instructionNumber: number;
  readonly dueAt: Date | null;
}

const TASK = { vi: 'nhiệm vụ', en: 'task' };

async function lockTask(transaction: DecisionTransaction, taskId: string): Promise<LockedTask> {
  const row =
    transaction.takeTaskAhead(taskId) ?? (await transaction.prepared.query<LockedTask[]>(LOCK_TASK, [taskId]))[0];
  if (!row || row.subject_id !== transaction.subject.id) {
    throw notFound(TASK, 'input.taskId');
  }
  return row;
}

function assertCurrent(row: LockedTask, version: number): void {
  if (row.status === 'OPEN' && row.version === version) {
    return;
  }
  const happened = {
    status: row.status,
    outcome: row.outcome,
    at: row.completed_at?.toISOString() ?? null,
    by: row.completed_by,
    version: row.version,
    assigneeId: row.assignee_id,
  };
  const message =
    row.status === 'OPEN'
      ? {
          vi: `Nhiệm vụ đã thay đổi (phiên bản ${row.version}); hãy tải lại rồi quyết định.`,
          en: `The task has changed (version ${row.version}); load it again, then decide.`,
        }
      : {
          vi: `Nhiệm vụ này đã kết thúc với kết quả ${row.outcome ?? row.status} lúc ${happened.at ?? '?'}.`,
          en: `This task already ended with ${row.outcome ?? row.status} at ${happened.at ?? '?'}.`,
        };
  throw conflict(message, { happened });
}

/** See DecisionTransaction.completeTask. */
export async function completeTask(
  transaction: DecisionTransaction,
  task: TaskReference,
  outcome: string,
): Promise<CompletedTask> {
  const row = await lockTask(transaction, task.taskId);
  assertCurrent(row, task.version);
  if (row.assignee_id && transaction.actor.kind === 'person' && row.assignee_id !== actorName(transaction.actor)) {
    throw conflict(
      { vi: 'Nhiệm vụ này đã có người khác nhận xử lý.', en: 'Somebody else has claimed this task.' },
      { happened: { status: 'CLAIMED', assigneeId: row.assignee_id } },
    );
  }
  await transaction.prepared.query(COMPLETE_TASK, [
    transaction.now,
    actorName(transaction.actor),
    outcome,
    task.taskId,
  ]);
  return {
    taskId: task.taskId,
    kind: row.kind,
    stage: row.stage,
    unitId: row.unit_id,
    permission: row.permission,
    instructionNumber: row.instruction_number,
    dueAt: row.due_at,
  };
}

/** See DecisionTransaction.lockOpenTask. */
export async function lockOpenTask(
  transaction: DecisionTransaction,
  kind: string,
  unitId: string,
): Promise<TaskReference | null> {
  const [row] = await transaction.query<{ id: string; version: number }[]>(
    `SELECT id, version FROM task WHERE subject_id = ? AND kind = ? AND unit_id = ? AND status = 'OPEN'
      ORDER BY instruction_number DESC LIMIT 1 FOR UPDATE`,
    [transaction.subject.id, kind, unitId],
  );
  return row ? { taskId: row.id, version: row.version } : null;
}

/**
 * Locks a task that is open at the version that the caller saw, without completing it.
 * @throws CONFLICT that names what happened, NOT_FOUND.
 */
export async function lockCurrentTask(transaction: DecisionTransaction, task: TaskReference): Promise<LockedTask> {
  const row = await lockTask(transaction, task.taskId);
  assertCurrent(row, task.version);
  return row;
}

/**
 * Gives a task that this transaction has locked to somebody, or to nobody; it is written with the decision's own rows.
 * Assigning names no workflow.
 * @returns the task as it is from then on.
 */
export function setAssignee(transaction: DecisionTransaction, row: LockedTask, assigneeId: string | null): TaskRow {
  transaction.writeAtEnd(assignedTask(row.id, assigneeId));
  return taskRowOf({ ...row, assignee_id: assigneeId, version: row.version + 1 });
}

/** @throws CONFLICT when somebody else than the caller has claimed the task. */
export function assertNotAnothers(transaction: DecisionTransaction, { assignee_id }: LockedTask): void {
  if (assignee_id && assignee_id !== transaction.memberId) {
    throw conflict(
      { vi: 'Nhiệm vụ này đã có người khác nhận xử lý.', en: 'Somebody else has claimed this task.' },
      { happened: { status: 'CLAIMED', assigneeId: assignee_id } },
    );
  }
}

/**
 * Claims an open task for the caller (nhận việc), or gives it back when `claim` is false. Claiming names no workflow.
 * The row is locked and its version compared here; it is written with the decision's own rows.
 * @returns the task as it is from then on.
 * @throws CONFLICT naming what happened when it is stale or somebody else's.
 */
export async function assignTask(
  transaction: DecisionTransaction,
  task: TaskReference,
  claim: boolean,
): Promise<TaskRow> {
  const row = await lockCurrentTask(transaction, task);
  assertNotAnothers(transaction, row);
  return setAssignee(transaction, row, claim ? transaction.memberId : null);
}

/** A locked task as its entity. */
function taskRowOf(row: LockedTask): TaskRow {
  return Object.assign(new TaskRow(), {
    id: row.id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    revision: row.revision,
    instructionNumber: row.instruction_number,
    kind: row.kind,
    stage: row.stage,
    unitId: row.unit_id,
    permission: row.permission,
    status: row.status,
    version: row.version,
    assigneeId: row.assignee_id,
    dueAt: row.due_at,
    overdueAt: row.overdue_at,
    openedAt: row.opened_at,
    completedAt: row.completed_at,
    completedBy: row.completed_by,
    outcome: row.outcome,
  });
}

/**
 * Opens and closes tasks as an instruction says. Opening twice is impossible: the key of a task is its subject,
 * the instruction's number, its kind and its unit.
 */
export async function applyTasks(
  runner: SqlRunner,
  subject: { readonly kind: SubjectKind; readonly id: string; readonly revision: number },
  instruction: Instruction,
  now: Date,
): Promise<void> {
  if (instruction.closeOpenTasks) {
    await runner.query(
      `UPDATE task SET status = 'CANCELLED', version = version + 1, completed_at = ?, completed_by = 'workflow'
        WHERE subject_id = ? AND status = 'OPEN'`,
      [now, subject.id],
    );
  }
  if (instruction.openTasks.length > 0) {
    await runner.query(
      `INSERT INTO task (id, subject_kind, subject_id, revision, instruction_number, kind, stage, unit_id, permission,
                         due_at, opened_at)
       VALUES ${instruction.openTasks.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      instruction.openTasks.flatMap((task) => [
        derivedId('task', subject.id, instruction.number, task.kind, task.unitId),
        subject.kind,
        subject.id,
        subject.revision,
        instruction.number,
        task.kind,
        task.stage,
        task.unitId,
        task.permission,
        task.dueAt ? new Date(task.dueAt) : null,
        now,
      ]),
    );
  }
}
