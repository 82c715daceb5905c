import { grantedPaths, isRoot, type UnitInScope } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import type { Passport } from '@thidua/contracts/passport';
import {
  decodeCursor,
  encodeCursor,
  malformedCursor,
  pageOf,
  startOfDate,
  type Page,
  type SqlRunner,
} from '@thidua/service-kit';
import type { SqlFragment } from '../identity/scoped-units';
import { SecurityEvent, type SecurityEventsArguments } from './security-event.type';
import type { SecurityLog } from './security-log';

const COLUMNS = `event.id, event.at, event.recorded_at AS recordedAt, event.reporter, event.kind, event.provider,
  event.subject, event.address, event.operation, event.code, event.permission, event.mandate_id AS mandateId,
  event.detail, event.member_id AS memberId, event.unit_id AS unitId`;
/** How a cursor of this list begins. */
const TAG = 'security-events';

type Row = Omit<SecurityEvent, 'detail'> & { readonly detail: string };

/** What a page is filtered by. */
type Filter = Omit<SecurityEventsArguments, 'unitId' | 'first' | 'after'>;

/**
 * What a unit's log shows of where events stood when they happened: those of the unit, with those below where wanted,
 * and of these only what was within reach of the caller on its day, whatever has been moved since.
 */
export function eventsOfUnit(passport: Passport, unit: UnitInScope, includeBelow: boolean): SqlFragment {
  const branch = includeBelow ? ofBranch(unit) : { sql: 'event.unit_id = ?', parameters: [unit.unitId] };
  const { exactUnitIds, pathPrefixes } = grantedPaths(passport.mandates, 'security-log.read');
  const reach = [
    ...(exactUnitIds.length > 0 ? ['event.unit_id IN (?)'] : []),
    ...pathPrefixes.map(() => 'event.unit_path LIKE ?'),
  ];
  return {
    sql: `${branch.sql} AND (${reach.join(' OR ') || 'FALSE'})`,
    parameters: [
      ...branch.parameters,
      ...(exactUnitIds.length > 0 ? [exactUnitIds] : []),
      ...pathPrefixes.map((prefix) => `${prefix}%`),
    ],
  };
}

/** Everything under the root is what concerns a unit at all: of that there is an index in the order of time. */
function ofBranch(unit: UnitInScope): SqlFragment {
  return isRoot(unit)
    ? { sql: 'event.concerns_unit = TRUE', parameters: [] }
    : { sql: 'event.unit_path LIKE ?', parameters: [`${unit.unitPath}%`] };
}

/** The events of the whole system, which concern no unit. */
export const EVENTS_OF_NO_UNIT: SqlFragment = { sql: 'event.unit_id IS NULL', parameters: [] };

/** `FROM … LIMIT …` of a page, newest first. */
export function pageStatement(
  log: SecurityLog,
  where: SqlFragment,
  filter: Filter,
  first: number,
  after: string | null,
): SqlFragment {
  const conditions: [sql: string, ...parameters: unknown[]][] = [[where.sql, ...where.parameters]];
  if (filter.kinds) {
    conditions.push(filter.kinds.length > 0 ? ['event.kind IN (?)', filter.kinds] : ['FALSE']);
  }
  if (filter.memberId) {
    conditions.push(['event.member_id = ?', filter.memberId]);
  }
  if (filter.from) {
    conditions.push(['event.at >= ?', startOfDate(filter.from)]);
  }
  if (filter.until) {
    conditions.push(['event.at < ?', startOfDate(filter.until)]);
  }
  if (after) {
    const { at, id } = readCursor(after);
    conditions.push(['(event.at < ? OR (event.at = ? AND event.id < ?))', at, at, id]);
  }
  return {
    sql: `FROM ${log.table} event WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
          ORDER BY event.at DESC, event.id DESC LIMIT ${first + 1}`,
    parameters: conditions.flatMap(([, ...parameters]) => parameters),
  };
}

function readCursor(after: string): { readonly at: Date; readonly id: string } {
  const [tag, time, id] = decodeCursor(after, 3);
  const at = new Date(typeof time === 'string' ? time : Number.NaN);
  if (tag !== TAG || Number.isNaN(at.getTime()) || typeof id !== 'string' || !isId(id)) {
    throw malformedCursor();
  }
  return { at, id };
}

function shown(row: Row): SecurityEvent {
  const detail = Object.entries(JSON.parse(row.detail) as Record<string, string>);
  return Object.assign(new SecurityEvent(), row, {
    detail: detail.map(([name, value]) => ({ name, value })).sort((one, other) => (one.name < other.name ? -1 : 1)),
  });
}

/** A page of the log, newest first. One statement. */
export async function readSecurityEvents(
  runner: SqlRunner,
  log: SecurityLog,
  where: SqlFragment,
  { first, after, ...filter }: SecurityEventsArguments,
): Promise<Page<SecurityEvent>> {
  const { sql, parameters } = pageStatement(log, where, filter, first, after);
  const rows = await runner.query<Row[]>(`SELECT ${COLUMNS} ${sql}`, [...parameters]);
  return pageOf(rows.map(shown), first, Boolean(after), ({ at, id }) => encodeCursor([TAG, at.toISOString(), id]));
}
