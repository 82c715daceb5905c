import type { SubjectKind } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { notFound, readPrepared, type SqlRunner } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';

/** What a task speaks of: fixed for its life, so it can be read before its subject is locked. */
export interface TaskSubject {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly unitId: string;
  readonly permission: string;
}

/**
 * The subject of a task.
 * @param kinds kinds of task that the command takes; every kind when empty.
 * @throws NOT_FOUND for an unknown task and for one of another kind.
 */
export async function subjectOfTask(
  dataSource: DataSource,
  taskId: string,
  kinds: readonly string[] = [],
): Promise<TaskSubject> {
  const [row] = isId(taskId)
    ? await readPrepared<
        { kind: string; subject_kind: SubjectKind; subject_id: string; unit_id: string; permission: string }[]
      >(dataSource, 'SELECT kind, subject_kind, subject_id, unit_id, permission FROM task WHERE id = ?', [taskId])
    : [];
  if (!row || (kinds.length > 0 && !kinds.includes(row.kind))) {
    throw notFound({ vi: 'nhiệm vụ', en: 'task' }, 'input.taskId');
  }
  return {
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    unitId: row.unit_id,
    permission: row.permission,
  };
}

/** Marks the subject's open tasks whose time is over. */
export async function markTasksOverdue(runner: SqlRunner, subjectId: string, now: Date): Promise<void> {
  await runner.query(
    `UPDATE task SET overdue_at = ? WHERE subject_id = ? AND status = 'OPEN' AND due_at <= ? AND overdue_at IS NULL`,
    [now, subjectId, now],
  );
}
