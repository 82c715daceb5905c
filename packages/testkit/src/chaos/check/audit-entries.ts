import { createHash } from 'node:crypto';
import type { StoredEntry } from './evidence';

/** As much of an entry as the checks read. */
export interface AuditEntry {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly sequence: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actor: string;
  readonly operation: string;
  readonly action: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly decisionNumber: number | null;
  readonly commandId: string;
  readonly runId: string | null;
  readonly previousHash: string;
}

/** An entry with the hash under which it is stored. */
export interface HashedEntry extends AuditEntry {
  readonly hash: string;
}

/** The hash before a subject's first entry. */
export const CHAIN_START = '0'.repeat(64);

/** The action of the entry that says that a workflow's instruction was applied. */
export const ROUTED = 'ROUTED';

/** Reads stored entries, by subject and in order. */
export function entriesBySubject(stored: readonly StoredEntry[]): Map<string, HashedEntry[]> {
  const entries = stored.map(({ text, hash }) => ({ ...(JSON.parse(text) as AuditEntry), hash }));
  const bySubject = Map.groupBy(entries, ({ subjectId }) => subjectId);
  for (const chain of bySubject.values()) {
    chain.sort((a, b) => a.sequence - b.sequence);
  }
  return bySubject;
}

/** SHA-256 of a text in UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** RFC 8785 for what entries hold (texts, whole numbers, lists, objects): written anew, not taken from the services. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
