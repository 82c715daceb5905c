import type { AuditEntry } from '../decision/audit-chain';
import { auditTable, type StoredAuditEntry } from '../decision/audit-trail';
import type { SqlRunner } from '../identity/unit-scope';

/** Which entries of a chain a history shows. */
export interface HistoryFilter {
  readonly actorId: string | null;
  readonly action: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

/** A time as entries are dated: microseconds, so that texts sort as times do. */
function entryTime(time: Date): string {
  return time.toISOString().replace('Z', '000Z');
}

/**
 * `SELECT … LIMIT …` of one subject's page. The chain's own key leads to it: the filters only pass over entries of this
 * subject, and the index of times would lead through everybody's.
 */
export function historyStatement(
  subjectId: string,
  filter: HistoryFilter,
  after: number,
  limit: number,
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const conditions: [sql: string, value: unknown][] = [
    ['subject_id = ?', subjectId],
    ['sequence > ?', after],
    ...(filter.actorId ? [['actor = ?', filter.actorId] as [string, unknown]] : []),
    ...(filter.action ? [['action = ?', filter.action] as [string, unknown]] : []),
    ...(filter.from ? [['at >= ?', entryTime(filter.from)] as [string, unknown]] : []),
    ...(filter.until ? [['at < ?', entryTime(filter.until)] as [string, unknown]] : []),
  ];
  return {
    sql: `SELECT subject_id AS subjectId, sequence, entry, hash FROM ${auditTable('entry')} FORCE INDEX (PRIMARY)
           WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY sequence LIMIT ?`,
    parameters: [...conditions.map(([, value]) => value), limit],
  };
}

/**
 * Entries of several subjects' chains in one statement, oldest first.
 * @param after sequence after which to begin; 0 for the first.
 * @param limit how many at most for each subject.
 */
export async function readHistoryRows(
  runner: SqlRunner,
  subjectIds: readonly string[],
  filter: HistoryFilter,
  after: number,
  limit: number,
): Promise<Map<string, StoredAuditEntry[]>> {
  const bySubject = new Map<string, StoredAuditEntry[]>(subjectIds.map((id) => [id, []]));
  if (subjectIds.length === 0) {
    return bySubject;
  }
  const branches = subjectIds.map((id) => historyStatement(id, filter, after, limit));
  const rows = await runner.query<{ subjectId: string; entry: string; hash: string }[]>(
    `${branches.map(({ sql }) => `(${sql})`).join(' UNION ALL ')} ORDER BY subjectId, sequence`,
    branches.flatMap(({ parameters }) => parameters),
  );
  for (const { subjectId, entry, hash } of rows) {
    bySubject.get(subjectId)?.push({ entry: JSON.parse(entry) as AuditEntry, hash });
  }
  return bySubject;
}
