import type { ServiceName } from '@thidua/contracts';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../decision/audit-chain';
import type { AuditSigner } from './audit-signer';

/** Name and version of the form of an anchor; docs/audit-format.md describes it. */
export const ANCHOR_FORMAT = 'thidua-audit-anchor/1';
/** What stands in the place of the root before the first anchor. */
export const FIRST_PREVIOUS_ROOT = '0'.repeat(64);

const ROOT_PREFIX = Buffer.of(0x02);

/** What an anchor states: that the audit trail stood so at the end of an interval. */
export interface AnchorStatement {
  readonly format: typeof ANCHOR_FORMAT;
  readonly service: ServiceName;
  /** 1, 2, 3 … */
  readonly number: number;
  /** Root of the anchor before; 64 zeros for the first. */
  readonly previousRoot: string;
  /** Database times: entries from `from` on and before `to` are covered first by this anchor. */
  readonly from: string;
  readonly to: string;
  /** How many subjects and entries there are, those of earlier anchors included. */
  readonly subjects: number;
  readonly entries: number;
  /** How many chains have grown in the interval. */
  readonly changed: number;
  /** Merkle root over their heads, in the order of the subjects' ids. */
  readonly headsRoot: string;
  /** Fingerprint of the key that signs. */
  readonly keyId: string;
}

/** The last entry of a chain as an anchor saw it. */
export interface AnchoredHead {
  readonly subjectId: string;
  readonly sequence: number;
  readonly hash: string;
}

/** An anchor as it is stored: the text that was signed, and what proves it. */
export interface StoredAnchor {
  readonly number: number;
  readonly root: string;
  /** Canonical JSON of the AnchorStatement. */
  readonly statement: string;
  readonly signature: string;
  readonly publicKey: string;
}

/** The bytes of a head's leaf in the tree of its anchor, and its line in the anchor's file. */
export function headText({ subjectId, sequence, hash }: AnchoredHead): string {
  return JSON.stringify([subjectId, sequence, hash]);
}

/** The root of an anchor, from its statement's text. */
export function anchorRoot(statement: string): string {
  return createHash('sha256').update(ROOT_PREFIX).update(statement, 'utf8').digest('hex');
}

/** Signs a statement. */
export function signedAnchor(statement: AnchorStatement, signer: AuditSigner): StoredAnchor {
  const text = canonicalJson(statement);
  const root = anchorRoot(text);
  return {
    number: statement.number,
    root,
    statement: text,
    signature: signer.sign(`${ANCHOR_FORMAT}:${root}`),
    publicKey: signer.publicKey,
  };
}

/** An anchor's line, in its own file and in an export. */
export function anchorLine({ statement, signature }: StoredAnchor): string {
  return `{"anchor":${statement},"signature":"${signature}"}`;
}
