import { auditTable } from '../decision/audit-trail';
import type { SqlRunner } from '../identity/unit-scope';
import type { AnchoredHead, StoredAnchor } from './anchor';
import { fingerprintOf } from './audit-signer';
import type { Interval } from './audit-periods';

/** Heads that are read at once. */
const PAGE = 2_000;

/** Stores an anchor. */
export async function storeAnchor(runner: SqlRunner, anchor: StoredAnchor): Promise<void> {
  await runner.query(
    `INSERT INTO ${auditTable('anchor')} (number, root, statement, signature, public_key) VALUES (?, ?, ?, ?, ?)`,
    [anchor.number, anchor.root, anchor.statement, anchor.signature, anchor.publicKey],
  );
}

/** Stores heads that an anchor lists. */
export async function storeHeads(runner: SqlRunner, number: number, heads: readonly AnchoredHead[]): Promise<void> {
  if (heads.length > 0) {
    await runner.query(
      `INSERT INTO ${auditTable('anchor_head')} (anchor, subject_id, sequence, hash)
       VALUES ${heads.map(() => '(?, ?, ?, ?)').join(', ')}`,
      heads.flatMap(({ subjectId, sequence, hash }) => [number, subjectId, sequence, hash]),
    );
  }
}

/** The keys that signed anchors, by fingerprint. */
export async function publicKeys(runner: SqlRunner): Promise<Map<string, string>> {
  const keys = await runner.query<{ publicKey: string }[]>(
    `SELECT DISTINCT public_key AS publicKey FROM ${auditTable('anchor')}`,
  );
  return new Map(keys.map(({ publicKey }) => [fingerprintOf(publicKey), publicKey]));
}

/** Lists the last entry in the interval of every chain that has one. */
export async function listHeads(runner: SqlRunner, number: number, { from, to }: Interval): Promise<void> {
  await runner.query(
    `INSERT INTO ${auditTable('anchor_head')} (anchor, subject_id, sequence, hash)
     SELECT ?, latest.subject_id, latest.sequence, entry.hash
       FROM (SELECT subject_id, MAX(sequence) AS sequence FROM ${auditTable('entry')}
              WHERE at >= ? AND at < ? GROUP BY subject_id) latest
       JOIN ${auditTable('entry')} entry ON entry.subject_id = latest.subject_id AND entry.sequence = latest.sequence`,
    [number, from, to],
  );
}

/** How many subjects and entries the anchor is the first to cover. */
export async function growth(runner: SqlRunner, number: number): Promise<{ subjects: number; entries: number }> {
  const heads = auditTable('anchor_head');
  const [sums] = await runner.query<{ subjects: number | string; entries: number | string }[]>(
    `SELECT COALESCE(SUM(earlier IS NULL), 0) AS subjects, COALESCE(SUM(sequence - COALESCE(earlier, 0)), 0) AS entries
       FROM (SELECT head.sequence,
                    (SELECT before_it.sequence FROM ${heads} before_it
                      WHERE before_it.subject_id = head.subject_id AND before_it.anchor < head.anchor
                      ORDER BY before_it.anchor DESC LIMIT 1) AS earlier
               FROM ${heads} head WHERE head.anchor = ?) grown`,
    [number],
  );
  return { subjects: Number(sums?.subjects), entries: Number(sums?.entries) };
}

/** The heads that an anchor lists, in the order of its tree, read page by page. */
export async function* headsOf(runner: SqlRunner, number: number): AsyncGenerator<AnchoredHead> {
  let after = '';
  for (;;) {
    const heads = await runner.query<AnchoredHead[]>(
      `SELECT subject_id AS subjectId, sequence, hash FROM ${auditTable('anchor_head')}
        WHERE anchor = ? AND subject_id > ? ORDER BY subject_id LIMIT ${PAGE}`,
      [number, after],
    );
    yield* heads;
    if (heads.length < PAGE) {
      return;
    }
    after = heads.at(-1)?.subjectId ?? '';
  }
}

const ANCHOR_COLUMNS = 'number, root, statement, signature, public_key AS publicKey';

/** An anchor by its number. */
export async function readAnchor(runner: SqlRunner, number: number): Promise<StoredAnchor | undefined> {
  const [anchor] = await runner.query<StoredAnchor[]>(
    `SELECT ${ANCHOR_COLUMNS} FROM ${auditTable('anchor')} WHERE number = ?`,
    [number],
  );
  return anchor;
}

/** The latest anchor; undefined before the first. */
export async function lastAnchor(runner: SqlRunner): Promise<StoredAnchor | undefined> {
  const [anchor] = await runner.query<StoredAnchor[]>(
    `SELECT ${ANCHOR_COLUMNS} FROM ${auditTable('anchor')} ORDER BY number DESC LIMIT 1`,
  );
  return anchor;
}
