import { grantedPaths } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { isId } from '@thidua/contracts/ids';
import {
  calendarDateAt,
  decodeCursor,
  encodeCursor,
  listTag,
  malformedCursor,
  normalisedText,
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
import { foldedName } from '../recipient/recipient-name';

const INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{6}$/;

/** By what an inbox is sorted; within it always by due date, those without one last. */
export enum InboxOrder {
  Due = 'DUE',
  Stage = 'STAGE',
  Unit = 'UNIT',
  Award = 'AWARD',
}

/** By what the tasks of an inbox are counted. */
export enum InboxGroup {
  Kind = 'KIND',
  Stage = 'STAGE',
  Unit = 'UNIT',
  Award = 'AWARD',
}

/** Whose tasks. */
export enum InboxHolder {
  Mine = 'MINE',
  Nobody = 'NOBODY',
}

/** What an inbox is narrowed to; all conditions hold. */
export interface InboxCriteria {
  readonly kinds?: readonly string[] | null;
  readonly stages?: readonly string[] | null;
  /** The unit that has to act. */
  readonly unitId?: string | null;
  /** The unit that nominated. */
  readonly nominatingUnitId?: string | null;
  readonly awardTypeId?: string | null;
  /** Part of the name of the nominee, person or collective, of the nominating unit or the award; accents do not count. */
  readonly text?: string | null;
  readonly overdue?: boolean | null;
  /** Tasks due before this instant. */
  readonly dueBefore?: Date | null;
  readonly holder?: InboxHolder | null;
}

/** Where a page begins: after a sort key, a due date (null: among those without one, which come last) and an id. */
interface Position {
  readonly key: string;
  readonly dueAt: string | null;
  readonly id: string;
}

/** What the tasks are sorted or grouped by, and the tables that it needs. */
const KEYS: Readonly<Record<string, { readonly sql: string; readonly needs: readonly Joined[] }>> = {
  [InboxGroup.Kind]: { sql: 't.kind', needs: [] },
  [InboxOrder.Stage]: { sql: 't.stage', needs: [] },
  [InboxOrder.Unit]: { sql: 'unit.code', needs: ['subject', 'unit'] },
  [InboxOrder.Award]: { sql: 'award.code', needs: ['subject', 'award'] },
};
/** Tables beside the tasks, in the order in which they are joined. */
type Joined = 'subject' | 'unit' | 'award' | 'nominee';
const JOINS: Readonly<Record<Joined, string>> = {
  subject: 'JOIN nomination s ON s.id = t.subject_id',
  unit: `JOIN unit_projection unit
      ON unit.unit_id = s.nominating_unit_id AND unit.valid_from <= ? AND unit.valid_until > ?`,
  award: 'JOIN award_type award ON award.id = s.award_type_id',
  nominee:
    'LEFT JOIN award_recipient nominee ON nominee.recipient_id = COALESCE(s.nominee_member_id, s.nominee_unit_id)',
};
const JOIN_ORDER: readonly Joined[] = ['subject', 'unit', 'award', 'nominee'];
/** The collation that takes letters with and without accents as the same; đ alone is a letter of its own there. */
const ACCENT_FREE = 'utf8mb4_unicode_520_ci';
const MOST_GROUPS = 200;

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

/** The tables that are joined, once each. */
function joinsOf(needs: readonly Joined[], today: string): SqlFragment {
  const wanted = JOIN_ORDER.filter((each) => needs.includes(each));
  return {
    sql: wanted.map((each) => JOINS[each]).join(' '),
    parameters: wanted.flatMap((each) => (each === 'unit' ? [today, today] : [])),
  };
}

const partOf = (text: string): string => `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;

/** Nominees are found by the copy of their names, which is there some seconds after they were first nominated. */
function textCondition(text: string): SqlFragment {
  const like = partOf(normalisedText(text).replace(/đ/g, 'd').replace(/Đ/g, 'D'));
  const names = ['unit.name', 'award.name'].map((name) => ({
    sql: `REPLACE(REPLACE(${name}, 'đ', 'd'), 'Đ', 'D') LIKE ? COLLATE ${ACCENT_FREE}`,
    parameters: [like],
  }));
  const nominee = foldedName(text);
  const conditions = nominee ? [...names, { sql: 'nominee.name_folded LIKE ?', parameters: [partOf(nominee)] }] : names;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** The conditions of a filter, and the tables that they need. */
function criteriaSql(
  criteria: InboxCriteria,
  memberId: string,
): { readonly conditions: readonly SqlFragment[]; readonly needs: readonly Joined[] } {
  const conditions: SqlFragment[] = [];
  const needs: Joined[] = [];
  const among = (column: string, values: readonly string[] | null | undefined): void => {
    if (values && values.length > 0) {
      conditions.push({ sql: `${column} IN (${marks(values)})`, parameters: values });
    }
  };
  among('t.kind', criteria.kinds);
  among('t.stage', criteria.stages);
  among('t.unit_id', criteria.unitId ? [criteria.unitId] : null);
  for (const [column, value] of [
    ['s.nominating_unit_id', criteria.nominatingUnitId],
    ['s.award_type_id', criteria.awardTypeId],
  ] as const) {
    if (value) {
      needs.push('subject');
      conditions.push({ sql: `${column} = ?`, parameters: [value] });
    }
  }
  if (criteria.text) {
    needs.push('subject', 'unit', 'award', 'nominee');
    conditions.push(textCondition(criteria.text));
  }
  if (criteria.overdue) {
    conditions.push({ sql: 't.due_at < UTC_TIMESTAMP(6)', parameters: [] });
  }
  if (criteria.dueBefore) {
    conditions.push({ sql: 't.due_at < ?', parameters: [criteria.dueBefore] });
  }
  if (criteria.holder) {
    conditions.push(
      criteria.holder === InboxHolder.Mine
        ? { sql: 't.assignee_id = ?', parameters: [memberId] }
        : { sql: 't.assignee_id IS NULL', parameters: [] },
    );
  }
  return { conditions, needs };
}

function position(list: string, after: string): Position {
  const [tag, key, dueAt, id] = decodeCursor(after, 4);
  const isDue = dueAt === null || (typeof dueAt === 'string' && INSTANT.test(dueAt));
  if (tag !== list || typeof key !== 'string' || !isDue || typeof id !== 'string' || !isId(id)) {
    throw malformedCursor();
  }
  return { key, dueAt, id };
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

/** A unit's tasks after a position where another key than the due date comes first: one range. */
function rangeByKey(key: string, from: Position | null): { readonly condition: SqlFragment; readonly order: string }[] {
  const order = `${key}, t.due_at IS NULL, t.due_at, t.id`;
  if (!from) {
    return [{ condition: { sql: 'TRUE', parameters: [] }, order }];
  }
  const later: SqlFragment =
    from.dueAt === null
      ? { sql: 't.due_at IS NULL AND t.id > ?', parameters: [from.id] }
      : {
          sql: '(t.due_at IS NULL OR t.due_at > ? OR (t.due_at = ? AND t.id > ?))',
          parameters: [from.dueAt, from.dueAt, from.id],
        };
  return [
    {
      condition: {
        sql: `(${key} > ? OR (${key} = ? AND ${later.sql}))`,
        parameters: [from.key, from.key, ...later.parameters],
      },
      order,
    },
  ];
}

const joined = (fragments: readonly SqlFragment[]): SqlFragment => ({
  sql: fragments.map(({ sql }) => sql).join(' AND '),
  parameters: fragments.flatMap(({ parameters }) => parameters),
});

/**
 * A page of the tasks that the caller may do, in an order, those without a due date last. Filtered in SQL: the permission
 * each task asks for, over the unit that acts. By due date each unit's branch reads no more of its index than the page.
 */
export async function inboxPage(
  dataSource: DataSource,
  passport: Passport,
  status: TaskStatus,
  { first, after }: PageArguments,
  criteria: InboxCriteria = {},
  order: InboxOrder = InboxOrder.Due,
): Promise<Page<TaskRow>> {
  const today = calendarDateAt(new Date());
  const doable = doableTasks(passport, today);
  const list = listTag(['task', order]);
  const from = after ? position(list, after) : null;
  if (doable.length === 0) {
    return pageOf<TaskRow>([], first, Boolean(after), () => '');
  }
  const limit = first + 1;
  const key = KEYS[order];
  const { conditions: wanted, needs } = criteriaSql(criteria, passport.subject);
  const joins = joinsOf([...needs, ...(key?.needs ?? [])], today);
  const ranges = key ? rangeByKey(key.sql, from) : rangesAfter(from);
  const branches = doable.flatMap((units) =>
    ranges.map(({ condition, order: by }) => {
      const where = joined([
        units,
        { sql: 't.status = ?', parameters: [status] },
        condition,
        notOwnNominations(peopleActing(passport)),
        ...wanted,
      ]);
      return {
        sql: `(SELECT t.id AS id, t.due_at AS due, ${key?.sql ?? "''"} AS sort_key FROM task t ${joins.sql}
                WHERE ${where.sql} ORDER BY ${by} LIMIT ?)`,
        parameters: [...joins.parameters, ...where.parameters, limit],
      };
    }),
  );
  const rows = await dataSource.query<{ id: string; due: string | null; sort_key: string }[]>(
    `SELECT page.id, DATE_FORMAT(page.due, '%Y-%m-%d %H:%i:%s.%f') AS due, page.sort_key
       FROM (${branches.map(({ sql }) => sql).join(' UNION ')}) page
      ORDER BY page.sort_key, page.due IS NULL, page.due, page.id LIMIT ?`,
    [...branches.flatMap(({ parameters }) => parameters), limit],
  );
  if (rows.length === 0) {
    return pageOf<TaskRow>([], first, Boolean(after), () => '');
  }
  const tasks = await dataSource.manager.findBy(TaskRow, { id: In(rows.map(({ id }) => id)) });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const placeOf = new Map(rows.map((row) => [row.id, row]));
  const found = rows.flatMap(({ id }) => byId.get(id) ?? []);
  return pageOf(found, first, Boolean(after), (task) => {
    const place = placeOf.get(task.id);
    return encodeCursor([list, place?.sort_key ?? '', place?.due ?? null, task.id]);
  });
}

/** How many tasks of a group there are. */
export interface InboxCount {
  /** Kind, stage, code of the nominating unit or code of the award. */
  readonly key: string;
  /** Id of the nominating unit or of the award type, where it is grouped by that. */
  readonly groupId: string | null;
  readonly count: number;
  readonly overdue: number;
}

/** The ids beside the keys. */
const GROUP_IDS: Partial<Record<InboxGroup, string>> = {
  [InboxGroup.Unit]: 's.nominating_unit_id',
  [InboxGroup.Award]: 's.award_type_id',
};

/** The open tasks that the caller may do, counted by group: one statement; the largest groups first, 200 at most. */
export async function inboxCounts(
  dataSource: DataSource,
  passport: Passport,
  criteria: InboxCriteria,
  group: InboxGroup,
): Promise<InboxCount[]> {
  const today = calendarDateAt(new Date());
  const doable = doableTasks(passport, today);
  const key = KEYS[group];
  if (doable.length === 0 || !key) {
    return [];
  }
  const { conditions: wanted, needs } = criteriaSql(criteria, passport.subject);
  const joins = joinsOf([...needs, ...key.needs], today);
  const branches = doable.map((units) => {
    const where = joined([
      units,
      { sql: 't.status = ?', parameters: [TaskStatus.Open] },
      notOwnNominations(peopleActing(passport)),
      ...wanted,
    ]);
    return {
      sql: `(SELECT t.id AS id, t.due_at < UTC_TIMESTAMP(6) AS is_late, ${key.sql} AS group_key,
                    ${GROUP_IDS[group] ?? 'NULL'} AS group_id FROM task t ${joins.sql} WHERE ${where.sql})`,
      parameters: [...joins.parameters, ...where.parameters],
    };
  });
  const rows = await dataSource.query<{ group_key: string; group_id: string | null; n: string; late: string | null }[]>(
    `SELECT each_task.group_key, each_task.group_id, COUNT(*) AS n, SUM(COALESCE(each_task.is_late, 0)) AS late
       FROM (${branches.map(({ sql }) => sql).join(' UNION ')}) each_task
      GROUP BY each_task.group_key, each_task.group_id ORDER BY n DESC, each_task.group_key LIMIT ${MOST_GROUPS}`,
    branches.flatMap(({ parameters }) => parameters),
  );
  return rows.map(({ group_key, group_id, n, late }) => ({
    key: group_key,
    groupId: group_id,
    count: Number(n),
    overdue: Number(late ?? 0),
  }));
}
