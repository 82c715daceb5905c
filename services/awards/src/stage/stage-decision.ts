import { NominationTaskKind, type Permission, SubjectKind } from '@thidua/contracts';
import { type CompletedTask, type DecisionTransaction, notFound, type SqlRunner, TaskRow } from '@thidua/service-kit';
import { hidingUnseen } from '../access/hidden-nomination';
import { factsAbout } from '../access/separation-of-duties';
import type { Nomination } from '../nomination/nomination.entity';
import type { TaskDecisionInput } from '../nomination/nomination.input';
import { assertPossible, assertTaskKind, nominationOf } from '../nomination/nomination.service';
import type { NominationCommand } from '../nomination/nomination.states';

/** With what a task on a nomination ends; who comes too late is told by this word. */
export enum TaskOutcome {
  Passed = 'PASSED',
  Returned = 'RETURNED',
  Rejected = 'REJECTED',
  Voted = 'VOTED',
  Decided = 'DECIDED',
  Forwarded = 'FORWARDED',
  Answered = 'ANSWERED',
  Closed = 'CLOSED',
  Silent = 'SILENT',
  Handled = 'HANDLED',
}

/** A task as it was before the command; subject, unit, kind and permission of a task never change. */
export interface KnownTask {
  readonly id: string;
  readonly nominationId: string;
  readonly unitId: string;
}

/** What an open stage was when it was acted on. */
export interface ActedStage {
  readonly nomination: Nomination;
  readonly task: CompletedTask;
}

/** The tasks by which a stage is passed, each of a kind of stage. */
export const STAGE_TASKS: readonly string[] = [
  NominationTaskKind.Appraise,
  NominationTaskKind.RecordCouncilVote,
  NominationTaskKind.Decide,
];

/** How a task is called in errors. */
export const TASK = { vi: 'nhiệm vụ', en: 'task' };

/** Finds the nomination of a task. @throws NOT_FOUND. */
export async function knownTask(runner: SqlRunner, taskId: string): Promise<KnownTask> {
  const [row] = await runner.query<{ id: string; subject_id: string; unit_id: string }[]>(
    'SELECT id, subject_id, unit_id FROM task WHERE id = ? AND subject_kind = ?',
    [taskId, SubjectKind.Nomination],
  );
  if (!row) {
    throw notFound(TASK, 'input.taskId');
  }
  return { id: row.id, nominationId: row.subject_id, unitId: row.unit_id };
}

/**
 * Checks that the caller may act on a task of this transaction's nomination: the mandate that the task asks for, and
 * separation of duties.
 * @throws FORBIDDEN, or NOT_FOUND for a nomination that the caller may not see.
 */
export async function authoriseTask(transaction: DecisionTransaction, task: TaskRow): Promise<Nomination> {
  const nomination = await nominationOf(transaction);
  await hidingUnseen(transaction, TASK, 'input.taskId', async () =>
    transaction.authorise(
      task.permission as Permission,
      task.unitId,
      null,
      await factsAbout(transaction, nomination, task.unitId),
    ),
  );
  return nomination;
}

/**
 * The checks that every act on an open stage begins with, in this order: the mandate, separation of duties, the kind
 * of task, then the compare-and-set on the task, which names what happened when somebody was first.
 */
export async function actOnStage(
  transaction: DecisionTransaction,
  input: Pick<TaskDecisionInput, 'taskId' | 'version'>,
  command: NominationCommand,
  taskKinds: readonly string[],
  outcome: TaskOutcome,
): Promise<ActedStage> {
  const row = await transaction.manager.findOneByOrFail(TaskRow, { id: input.taskId });
  const nomination = await authoriseTask(transaction, row);
  assertTaskKind(row.kind, taskKinds);
  const task = await transaction.completeTask({ taskId: row.id, version: input.version }, outcome);
  assertPossible(nomination, command);
  return { nomination, task };
}
