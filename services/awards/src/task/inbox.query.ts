import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { isId } from '@thidua/contracts/ids';
import {
  calendarDateAt,
  decodeCursor,
  encodeCursor,
  listTag,
  malformedCursor,
  type Page,
  type PageArguments,
  pageOf,
  TaskRow,
  TaskStatus,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { marks, type SqlFragment, underPaths } from '../access/nomination-scope';
import { peopleActing } from '../access/separation-of-duties';
import { TASK_PERMISSIONS } from '../access/task-permissions';

const INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{6}$/;
const LIST = listTag(['task.due_at', 'task.id']);

/** Where a page begins: after a due date (null: among those without one, which come last) and an id. */
interface Position {
  readonly dueAt: string | null;
  readonly id: string;
}

/**
 * Tasks (alias `t`) that the caller's mandates let them do, one condition for each unit: apart, because each can be
 * read in order by `task_inbox` where all of them together cannot.
 */
function doableTasks(passport: Passport, today: string): SqlFragment[] {
  const permissionsOf = new Map<string, { readonly units: SqlFragment; readonly permissions: string[] }>();
  const grant = (key: string, permission: string, units: SqlFragment): void => {
    const granted = permissionsOf.get(key) ?? { units, permissions: [] };
    granted.permissions.push(permission);
    permissionsOf.set(key, granted);
  };
  for (const permission of TASK_PERMISSIONS) {
    const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, permission);
    for (const unitId of new Set(exactUnitIds)) {
      grant(unitId, permission, { sql: 't.unit_id = ?', parameters: [unitId] });
    }
    for (const prefix of new Set(pathPrefixes)) {
      grant(prefix, permission, underPaths('t.unit_id', [prefix], today));
    }
  }
  return [...permissionsOf.values()].map(({ units, permissions }) => ({
    sql: `${units.sql} AND t.permission IN (${marks(permissions)})`,
    parameters: [...units.parameters, ...permissions],
  }));
}

/** Separation of duties: what the caller nominated, or is nominated for, is not theirs to judge. */
function notOwnNominations(people: readonly string[]): SqlFragment {
  return {
    sql: `(t.permission = 'nomination.submit'
           OR NOT EXISTS (SELECT 1 FROM nomination n WHERE n.id = t.subject_id
                           AND (n.drafted_by IN (?) OR n.submitted_by IN (?) OR n.nominee_member_id IN (?)))
           AND NOT EXISTS (SELECT 1 FROM nomination_editor e WHERE e.nomination_id = t.subject_id AND e.member_id IN (?)))`,
    parameters: [people, people, people, people],
  };
}

function position(after: string): Position {
  const [list, dueAt, id] = decodeCursor(after, 3);
  const isDue = dueAt === null || (typeof dueAt === 'string' && INSTANT.test(dueAt));
  if (list !== LIST || !isDue || typeof id !== 'string' || !isId(id)) {
    throw malformedCursor();
  }
  return { dueAt, id };
}

/** The two ranges of a unit's tasks that lie after a position, each in the order of the index `task_inbox`. */
function rangesAfter(from: Position | null): { readonly condition: SqlFragment; readonly order: string }[] {
  const undated = {
    condition:
      from && from.dueAt === null
        ? { sql: 't.due_at IS NULL AND t.id > ?', parameters: [from.id] }
        : { sql: 't.due_at IS NULL', parameters: [] },
    order: 't.id',
  };
  if (from && from.dueAt === null) {
    return [undated];
  }
  const dated = {
    condition: from
      ? { sql: 't.due_at >= ? AND (t.due_at > ? OR t.id > ?)', parameters: [from.dueAt, from.dueAt, from.id] }
      : { sql: 't.due_at IS NOT NULL', parameters: [] },
    order: 't.due_at, t.id',
  };
  return [dated, undated];
}

/**
 * A page of the tasks that the caller may do, by due date, those without one last. Filtered in SQL: the permission
 * each task asks for, over the unit that acts. Each unit's branch reads no more of its index than the page.
 */
export async function inboxPage(
  dataSource: DataSource,
  passport: Passport,
  status: TaskStatus,
  { first, after }: PageArguments,
): Promise<Page<TaskRow>> {
  const doable = doableTasks(passport, calendarDateAt(new Date()));
  const from = after ? position(after) : null;
  if (doable.length === 0) {
    return pageOf<TaskRow>([], first, Boolean(after), () => '');
  }
  const limit = first + 1;
  const branches = doable.flatMap((units) =>
    rangesAfter(from).map(({ condition, order }) => {
      const conditions = [
        units,
        { sql: 't.status = ?', parameters: [status] },
        condition,
        notOwnNominations(peopleActing(passport)),
      ];
      return {
        sql: `(SELECT t.id AS id, t.due_at AS due FROM task t
                WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY ${order} LIMIT ?)`,
        parameters: [...conditions.flatMap(({ parameters }) => parameters), limit],
      };
    }),
  );
  const rows = await dataSource.query<{ id: string; due: string | null }[]>(
    `SELECT page.id, DATE_FORMAT(page.due, '%Y-%m-%d %H:%i:%s.%f') AS due
       FROM (${branches.map(({ sql }) => sql).join(' UNION ')}) page
      ORDER BY page.due IS NULL, page.due, page.id LIMIT ?`,
    [...branches.flatMap(({ parameters }) => parameters), limit],
  );
  if (rows.length === 0) {
    return pageOf<TaskRow>([], first, Boolean(after), () => '');
  }
  const tasks = await dataSource.manager.findBy(TaskRow, { id: In(rows.map(({ id }) => id)) });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const dueOf = new Map(rows.map(({ id, due }) => [id, due]));
  const found = rows.flatMap(({ id }) => byId.get(id) ?? []);
  return pageOf(found, first, Boolean(after), (task) => encodeCursor([LIST, dueOf.get(task.id) ?? null, task.id]));
}
