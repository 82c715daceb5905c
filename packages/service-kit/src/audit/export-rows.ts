import type { Connection } from 'mysql2/promise';
import type { Connection as StreamingConnection, RowDataPacket } from 'mysql2';
import { auditTable } from '../decision/audit-trail';
import type { AnchoredHead, StoredAnchor } from './anchor';

/** A head with the anchor that lists it. */
export interface ExportedHead extends AnchoredHead {
  readonly anchor: number;
}

/** An entry as it is stored. */
export interface ExportedEntry {
  readonly subjectId: string;
  readonly sequence: number;
  readonly entry: string;
  readonly hash: string;
}

/** A subject and how far its chain went when the export began. */
export interface ExportedSubject {
  readonly subjectId: string;
  readonly sequence: number;
}

const PAGE = 2_000;
/** Entries that are read at once; a longer chain is read in pieces. */
const ENTRIES_AT_ONCE = 300;

/** The order of the texts, which is not that of the uuid type. */
const SUBJECT_ID = 'CAST(subject_id AS CHAR(36) CHARACTER SET ascii) COLLATE ascii_bin';

async function select<Row>(connection: Connection, sql: string, values: readonly unknown[]): Promise<Row[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
  return rows as Row[];
}

/** The anchors up to a number, in order. */
export async function* anchorsUntil(connection: Connection, last: number): AsyncGenerator<StoredAnchor> {
  for (let after = 0; after < last; ) {
    const anchors = await select<StoredAnchor>(
      connection,
      `SELECT number, root, statement, signature, public_key AS publicKey FROM ${auditTable('anchor')}
        WHERE number > ? AND number <= ? ORDER BY number LIMIT ${PAGE}`,
      [after, last],
    );
    yield* anchors;
    after = anchors.at(-1)?.number ?? last;
  }
}

/** The heads that anchors up to a number list, by subject and anchor. */
export async function* headsUntil(connection: Connection, last: number): AsyncGenerator<ExportedHead> {
  let [subjectId, anchor] = ['', 0];
  for (;;) {
    const heads = await select<ExportedHead>(
      connection,
      `SELECT subject_id AS subjectId, sequence, hash, anchor FROM ${auditTable('anchor_head')}
        WHERE subject_id >= ? AND (subject_id > ? OR anchor > ?) AND anchor <= ?
        ORDER BY subject_id, anchor LIMIT ${PAGE}`,
      [subjectId, subjectId, anchor, last],
    );
    yield* heads;
    const end = heads.at(-1);
    if (!end || heads.length < PAGE) {
      return;
    }
    ({ subjectId, anchor } = end);
  }
}

/** Every subject that has entries, in order, in groups that are read together. */
export async function* subjectGroups(snapshot: Connection): AsyncGenerator<readonly ExportedSubject[]> {
  // Only the connection inside streams rows.
  const { connection } = snapshot as Connection & { readonly connection: StreamingConnection };
  const rows = connection
    .query(
      `SELECT ${SUBJECT_ID} AS subjectId, MAX(sequence) AS sequence FROM ${auditTable('entry')}
        GROUP BY subject_id ORDER BY subjectId`,
    )
    .stream({ highWaterMark: PAGE });
  let group: ExportedSubject[] = [];
  let entries = 0;
  for await (const row of rows as AsyncIterable<ExportedSubject>) {
    if (entries > 0 && entries + row.sequence > ENTRIES_AT_ONCE) {
      yield group;
      group = [];
      entries = 0;
    }
    group.push(row);
    entries += row.sequence;
  }
  if (group.length > 0) {
    yield group;
  }
}

/** The entries of a group's subjects, subject by subject and in sequence, as far as they went when the export began. */
export async function* entriesOf(
  connection: Connection,
  group: readonly ExportedSubject[],
): AsyncGenerator<ExportedEntry> {
  const [first] = group;
  if (group.length === 1 && first) {
    yield* longChain(connection, first);
    return;
  }
  const entries = await select<ExportedEntry>(
    connection,
    `SELECT ${SUBJECT_ID} AS subjectId, sequence, entry, hash FROM ${auditTable('entry')}
      WHERE subject_id IN (?) ORDER BY sequence`,
    [group.map(({ subjectId }) => subjectId)],
  );
  const bySubject = new Map<string, ExportedEntry[]>(group.map(({ subjectId }) => [subjectId, []]));
  for (const entry of entries) {
    bySubject.get(entry.subjectId)?.push(entry);
  }
  for (const { subjectId, sequence } of group) {
    yield* bySubject.get(subjectId)?.filter((entry) => entry.sequence <= sequence) ?? [];
  }
}

async function* longChain(connection: Connection, subject: ExportedSubject): AsyncGenerator<ExportedEntry> {
  for (let after = 0; after < subject.sequence; ) {
    const entries = await select<ExportedEntry>(
      connection,
      `SELECT ${SUBJECT_ID} AS subjectId, sequence, entry, hash FROM ${auditTable('entry')}
        WHERE subject_id = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ${ENTRIES_AT_ONCE}`,
      [subject.subjectId, after, subject.sequence],
    );
    yield* entries;
    after = entries.at(-1)?.sequence ?? subject.sequence;
  }
}
