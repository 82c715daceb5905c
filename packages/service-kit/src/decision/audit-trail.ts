import type { Statement } from '../database/statements';
import type { SqlRunner } from '../identity/unit-scope';
import { canonicalJson, sha256, type AuditEntry } from './audit-chain';
import { appendedEntry } from './decision-statements';

let auditDatabase = '';

/** Names the database of the audit trail; called once when the service starts. */
export function useAuditDatabase(name: string): void {
  auditDatabase = name;
}

/** A table of the audit trail, with its database: entries, anchors, the heads they list, and the periods between them. */
export function auditTable(name: 'entry' | 'period' | 'anchor' | 'anchor_head'): string {
  return `${auditDatabase}.audit_${name}`;
}

/** An entry that is about to be appended: its hash, and what writes it. */
export interface PreparedAuditEntry {
  readonly hash: string;
  readonly statement: Statement;
}

/**
 * Prepares the next entry of a subject's chain, to be written in the transaction that changes the subject. The one
 * writer of the trail.
 */
export function prepareAudit(entry: AuditEntry): PreparedAuditEntry {
  const text = canonicalJson(entry);
  const hash = sha256(text);
  return { hash, statement: appendedEntry(entry, text, hash) };
}

/** An entry as it was stored, with its hash. */
export interface StoredAuditEntry {
  readonly entry: AuditEntry;
  readonly hash: string;
}

/**
 * Entries of a subject's chain in order.
 * @param after sequence after which to begin; 0 for the first.
 * @param limit how many at most.
 */
export async function readAudit(
  runner: SqlRunner,
  subjectId: string,
  after: number,
  limit: number,
): Promise<StoredAuditEntry[]> {
  const rows = await runner.query<{ entry: string; hash: string }[]>(
    `SELECT entry, hash FROM ${auditTable('entry')} WHERE subject_id = ? AND sequence > ?
      ORDER BY sequence LIMIT ?`,
    [subjectId, after, limit],
  );
  return rows.map((row) => ({ entry: JSON.parse(row.entry) as AuditEntry, hash: row.hash }));
}
