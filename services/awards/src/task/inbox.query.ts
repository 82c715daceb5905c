import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { isId } from '@thidua/contracts/ids';
import {
  badInput,
  calendarDateAt,
  decodeCursor,
  encodeCursor,
  type Page,
  type PageArguments,
  pageOf,
  TaskRow,
  TaskStatus,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { marks, type SqlFragment, underPaths } from '../access/nomination-scope';
import { TASK_PERMISSIONS } from '../access/task-permissions';

/** Where tasks without a deadline stand in the order. */
const NO_DEADLINE = '9999-12-31 23:59:59.999999';
const INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{6}$/;

/** Tasks (alias `t`) that the caller's mandates let them do; null when there can be none. */
function doableTasks(passport: Passport, today: string): SqlFragment | null {
  const parts = TASK_PERMISSIONS.flatMap((permission): SqlFragment[] => {
    const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, permission);
    const units: SqlFragment[] = [];
    if (exactUnitIds.length > 0) {
      units.push({ sql: `t.unit_id IN (${marks(exactUnitIds)})`, parameters: exactUnitIds });
    }
    if (pathPrefixes.length > 0) {
      units.push(underPaths('t.unit_id', pathPrefixes, today));
    }
    return units.map(({ sql, parameters }) => ({
      sql: `(t.permission = ? AND ${sql})`,
      parameters: [permission, ...parameters],
    }));
  });
  return parts.length === 0
    ? null
    : {
        sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`,
        parameters: parts.flatMap(({ parameters }) => parameters),
      };
}

/** Separation of duties: what the caller nominated, or is nominated for, is not theirs to judge. */
function notOwnNominations(memberId: string): SqlFragment {
  return {
    sql: `(t.permission = 'nomination.submit'
           OR NOT EXISTS (SELECT 1 FROM nomination n WHERE n.id = t.subject_id
                           AND (n.drafted_by = ? OR n.submitted_by = ? OR n.nominee_member_id = ?)))`,
    parameters: [memberId, memberId, memberId],
  };
}

function position(after: string): readonly [dueAt: string, id: string] {
  const [dueAt, id] = decodeCursor(after, 2);
  if (typeof dueAt !== 'string' || !INSTANT.test(dueAt) || typeof id !== 'string' || !isId(id)) {
    throw badInput({
      field: 'after',
      vi: 'Con trỏ không hợp lệ; hãy dùng endCursor của trang trước.',
      en: 'The cursor is malformed; use the endCursor of the page before.',
    });
  }
  return [dueAt, id];
}

/**
 * A page of the tasks that the caller may do, by due date, those without one last. Filtered in SQL: the permission
 * each task asks for, over the unit that acts.
 */
export async function inboxPage(
  dataSource: DataSource,
  passport: Passport,
  status: TaskStatus,
  { first, after }: PageArguments,
): Promise<Page<TaskRow>> {
  const doable = doableTasks(passport, calendarDateAt(new Date()));
  const from = after ? position(after) : null;
  if (!doable) {
    return pageOf<TaskRow>([], first, Boolean(after), () => '');
  }
  const conditions = [doable, { sql: 't.status = ?', parameters: [status] }, notOwnNominations(passport.subject)];
  if (from) {
    conditions.push({ sql: `(COALESCE(t.due_at, '${NO_DEADLINE}'), t.id) > (?, ?)`, parameters: from });
  }
  const rows = await dataSource.query<{ id: string; due: string }[]>(
    `SELECT t.id, DATE_FORMAT(COALESCE(t.due_at, '${NO_DEADLINE}'), '%Y-%m-%d %H:%i:%s.%f') AS due FROM task t
      WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
      ORDER BY COALESCE(t.due_at, '${NO_DEADLINE}'), t.id LIMIT ?`,
    [...conditions.flatMap(({ parameters }) => parameters), first + 1],
  );
  if (rows.length === 0) {
    return pageOf<TaskRow>([], first, Boolean(after), () => '');
  }
  const tasks = await dataSource.manager.findBy(TaskRow, { id: In(rows.map(({ id }) => id)) });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const dueOf = new Map(rows.map(({ id, due }) => [id, due]));
  const found = rows.flatMap(({ id }) => byId.get(id) ?? []);
  return pageOf(found, first, Boolean(after), (task) => encodeCursor([dueOf.get(task.id) ?? NO_DEADLINE, task.id]));
}
