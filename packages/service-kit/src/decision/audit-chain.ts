import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { normalisedJson } from '../text';

/** What one entry of the audit trail says; the chain's hash covers every field of it. */
export interface AuditEntry {
  /** Kind of subject, see SubjectKind. */
  readonly subjectKind: string;
  /** The subject. */
  readonly subjectId: string;
  /** 1, 2, 3 … for each subject without a gap. */
  readonly sequence: number;
  /** Database time, ISO 8601 in UTC with microseconds. */
  readonly at: string;
  /** `person`, `timer` or `system`. */
  readonly actorKind: string;
  /** Member id of a person; name of the process or timer otherwise. */
  readonly actor: string;
  /** The unit on whose behalf the actor acted; null for timers. */
  readonly onBehalfOf: string | null;
  /** The mandate used (an officer row's id) and its position. */
  readonly mandateId: string | null;
  readonly position: string | null;
  /** The office and the member who delegated the mandate, where it was delegated; absent in entries of before that. */
  readonly delegation?: { readonly officeId: string; readonly principalId: string } | null;
  /** When the mandates were read, ISO 8601 in UTC. */
  readonly mandatesAsOf: string | null;
  /** The command's operation, for example `signPledge`. */
  readonly operation: string;
  /** What was done, for example `SIGN`. */
  readonly action: string;
  /** The reason given, or null. */
  readonly reason: string | null;
  /** What changed. */
  readonly before: unknown;
  readonly after: unknown;
  /** The rules it was done under, for example a route version id. */
  readonly ruleVersion: string | null;
  /** The decision's number for the subject; null where no workflow is concerned. */
  readonly decisionNumber: number | null;
  /** The command's id. */
  readonly commandId: string;
  /** The workflow, and the run where it is known. */
  readonly workflowId: string | null;
  readonly runId: string | null;
  /** Hash of the entry before it; 64 zeros for the first. */
  readonly previousHash: string;
}

/** The hash that stands before a subject's first entry. */
export const CHAIN_START = '0'.repeat(64);

/** JSON in canonical form (RFC 8785), every string in NFC. */
export function canonicalJson(value: unknown): string {
  return canonicalize(normalisedJson(value)) ?? 'null';
}

/** SHA-256 of a text in UTF-8, hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The hash of an entry: SHA-256 over its canonical JSON, the previous hash included. */
export function auditHash(entry: AuditEntry): string {
  return sha256(canonicalJson(entry));
}
