import type { Passport } from '@thidua/contracts/passport';
import { isId } from '@thidua/contracts/ids';
import {
  decodeCursor,
  encodeCursor,
  listTag,
  malformedCursor,
  type Page,
  type PageArguments,
  pageOf,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { visibleSessions } from '../access/ballot-session-scope';
import { marks, type SqlFragment } from '../access/nomination-scope';
import { BallotSession } from './ballot-session.entity';
import type { BallotSessionState } from './ballot-session.enum';

/** What a list of sessions is narrowed to. */
export interface BallotSessionCriteria {
  readonly bodyUnitId?: string | null;
  readonly state?: BallotSessionState | null;
}

const LIST = listTag(['ballot_session.id']);

function idAfter(after: string): string {
  const [list, id] = decodeCursor(after, 2);
  if (list !== LIST || typeof id !== 'string' || !isId(id)) {
    throw malformedCursor();
  }
  return id;
}

async function inOrder(dataSource: DataSource, ids: readonly string[]): Promise<BallotSession[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await dataSource.manager.findBy(BallotSession, { id: In([...ids]) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Those of the sessions that the caller may see. */
export async function visibleSessionsByIds(
  dataSource: DataSource,
  passport: Passport,
  ids: readonly string[],
): Promise<BallotSession[]> {
  const scope = visibleSessions(passport);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT s.id FROM ballot_session s WHERE s.id IN (${marks(ids)}) AND ${scope.sql}`,
    [...ids, ...scope.parameters],
  );
  return inOrder(
    dataSource,
    rows.map(({ id }) => id),
  );
}

/** A page of the sessions that the caller may see, oldest first. */
export async function ballotSessionPage(
  dataSource: DataSource,
  passport: Passport,
  { bodyUnitId, state }: BallotSessionCriteria,
  { first, after }: PageArguments,
): Promise<Page<BallotSession>> {
  const conditions: SqlFragment[] = [
    visibleSessions(passport),
    ...(bodyUnitId ? [{ sql: 's.body_unit_id = ?', parameters: [bodyUnitId] }] : []),
    ...(state ? [{ sql: 's.state = ?', parameters: [state] }] : []),
    ...(after ? [{ sql: 's.id > ?', parameters: [idAfter(after)] }] : []),
  ];
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT s.id FROM ballot_session s WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY s.id LIMIT ?`,
    [...conditions.flatMap(({ parameters }) => parameters), first + 1],
  );
  const found = await inOrder(
    dataSource,
    rows.map(({ id }) => id),
  );
  return pageOf(found, first, Boolean(after), ({ id }) => encodeCursor([LIST, id]));
}
