import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Findings } from './findings';
import { LineReader, type FileFacts } from './line-reader';
import { MOST_ANCHORS } from './limits';
import { ANCHORS_FILE, type Manifest } from './manifest';
import { DIGEST_LENGTH } from './merkle-tree';
import { isCount, isDigest, readStatement, unsealed } from './sealed-line';
import type { Keys } from './signatures';
import { timeKeyOf } from './time-key';

const FORMAT = 'thidua-audit-anchor/1';
/** What stands in the place of the root before the first anchor. */
const FIRST_PREVIOUS_ROOT = '0'.repeat(64);
/** When the first anchor's interval begins: before everything. */
const FIRST_FROM = timeKeyOf('1970-01-01T00:00:00.000000Z');
const ROOT_PREFIX = Buffer.of(0x02);

const isTime = (value: unknown): boolean => typeof value === 'string' && timeKeyOf(value) !== -1;
const FIELDS = {
  changed: isCount,
  entries: isCount,
  format: (value: unknown) => value === FORMAT,
  from: isTime,
  headsRoot: isDigest,
  keyId: isDigest,
  number: (value: unknown) => isCount(value) && (value as number) >= 1 && (value as number) <= MOST_ANCHORS,
  previousRoot: isDigest,
  service: (value: unknown) => typeof value === 'string',
  subjects: isCount,
  to: isTime,
};

/** What an anchor says. */
interface Anchor {
  readonly changed: number;
  readonly entries: number;
  readonly from: string;
  readonly headsRoot: string;
  readonly keyId: string;
  readonly number: number;
  readonly previousRoot: string;
  readonly service: string;
  readonly subjects: number;
  readonly to: string;
}

/** Who signed an anchor, and where it stands. */
interface AnchorSignature {
  readonly keyId: string;
  readonly root: string;
  readonly signature: Buffer;
  readonly line: number;
  readonly anchor: number;
}

/** Intervals of the anchors by number, in memory that threads share: an anchor that is not there has `from` −1. */
export interface Intervals {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** The greatest number. */
  readonly last: number;
}

/** An anchor that was agreed on outside, by number and root. */
export interface ExpectedAnchor {
  readonly number: number;
  readonly root: string;
}

function shared(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT));
}

/** The anchors of an export by number, packed: a year of them takes 3 MB. */
export class Anchors {
  readonly intervals: { from: Float64Array; to: Float64Array; last: number };
  readonly changed: Uint32Array;
  readonly subjects: Float64Array;
  readonly entries: Float64Array;
  private readonly headsRoots: Buffer;
  private readonly roots = new Map<number, string>();

  constructor(count: number) {
    const length = count + 1;
    this.intervals = { from: shared(length).fill(-1), to: shared(length).fill(-1), last: 0 };
    this.changed = new Uint32Array(length);
    this.subjects = new Float64Array(length);
    this.entries = new Float64Array(length);
    this.headsRoots = Buffer.alloc(length * DIGEST_LENGTH);
  }

  /** Whether there is an anchor of this number. */
  has(number: number): boolean {
    return (this.intervals.from[number] ?? -1) !== -1;
  }

  /** The root of the heads that the anchor lists. */
  headsRoot(number: number): Buffer {
    return this.headsRoots.subarray(number * DIGEST_LENGTH, (number + 1) * DIGEST_LENGTH);
  }

  /** The anchor's root, of those that were asked for. */
  root(number: number): string | undefined {
    return this.roots.get(number);
  }

  /** Takes an anchor in. */
  register(anchor: Anchor, root: string, keepsRoot: boolean): void {
    const { number } = anchor;
    this.intervals.from[number] = timeKeyOf(anchor.from);
    this.intervals.to[number] = timeKeyOf(anchor.to);
    this.intervals.last = Math.max(this.intervals.last, number);
    this.changed[number] = anchor.changed;
    this.subjects[number] = anchor.subjects;
    this.entries[number] = anchor.entries;
    this.headsRoots.write(anchor.headsRoot, number * DIGEST_LENGTH, 'hex');
    if (keepsRoot) {
      this.roots.set(number, root);
    }
  }
}

/** What came of the anchors. */
export interface CheckedAnchors {
  readonly anchors: Anchors;
  readonly facts: FileFacts | null;
  /** Checks who signed them, which takes longer than all the rest: nothing else waits for it. */
  readonly checkSignatures: () => void;
}

/** Reads all anchors and checks each against the one before it; not yet who signed them. */
export function checkAnchors(
  folder: string,
  manifest: Manifest,
  keys: Keys,
  expected: ExpectedAnchor | null,
  findings: Findings,
): CheckedAnchors {
  const anchors = new Anchors(manifest.anchors);
  const wanted = new Set([manifest.lastAnchor?.number, expected?.number]);
  const reader = LineReader.open(join(folder, ANCHORS_FILE), true);
  const signatures: AnchorSignature[] = [];
  // Null after an anchor that cannot be read: nothing is known of what the next one follows.
  let previous: { number: number; root: string; to: number } | null = {
    number: 0,
    root: FIRST_PREVIOUS_ROOT,
    to: FIRST_FROM,
  };
  while (reader?.next()) {
    const read = reader.whole ? readAnchor(reader.bytes.subarray(reader.start, reader.end)) : null;
    if (!read) {
      findings.error('ANCHOR_MALFORMED', { file: ANCHORS_FILE, line: reader.line });
      previous = null;
      continue;
    }
    const { anchor, root, signature } = read;
    const place = { file: ANCHORS_FILE, line: reader.line, anchor: anchor.number };
    if (anchor.service !== manifest.service) {
      findings.error('ANCHOR_SERVICE', place);
    }
    signatures.push({ keyId: anchor.keyId, root, signature, line: reader.line, anchor: anchor.number });
    const [from, to] = [timeKeyOf(anchor.from), timeKeyOf(anchor.to)];
    const follows: boolean = previous === null || anchor.number === previous.number + 1;
    if (!follows || anchor.number > manifest.anchors) {
      findings.error('ANCHOR_SEQUENCE', place);
    }
    if (previous && follows && anchor.previousRoot !== previous.root) {
      findings.error('ANCHOR_CHAIN', place);
    }
    if (to < from || (previous && follows && from !== previous.to)) {
      findings.error('ANCHOR_INTERVAL', place);
    }
    if (anchor.number <= manifest.anchors && !anchors.has(anchor.number)) {
      anchors.register(anchor, root, wanted.has(anchor.number));
    }
    previous = { number: anchor.number, root, to };
  }
  checkWanted(anchors, manifest, expected, findings);
  const checkSignatures = (): void => {
    for (const { keyId, root, signature, line, anchor } of signatures) {
      const place = { file: ANCHORS_FILE, line, anchor };
      keys.check({ keyId, input: `${FORMAT}:${root}`, signature }, findings, 'ANCHOR_SIGNATURE', place);
    }
  };
  return { anchors, facts: reader?.close() ?? null, checkSignatures };
}

function readAnchor(line: Buffer): { anchor: Anchor; root: string; signature: Buffer } | null {
  const sealed = unsealed(line, 'anchor');
  const anchor = sealed ? (readStatement(sealed.statement, FIELDS) as Anchor | null) : null;
  if (!sealed || !anchor) {
    return null;
  }
  const root = createHash('sha256').update(ROOT_PREFIX).update(sealed.statement).digest('hex');
  return { anchor, root, signature: sealed.signature };
}

function checkWanted(anchors: Anchors, manifest: Manifest, expected: ExpectedAnchor | null, findings: Findings): void {
  const last = manifest.lastAnchor;
  if (last && anchors.root(last.number) !== last.root) {
    findings.error('LAST_ANCHOR', { anchor: last.number });
  }
  if (expected && !anchors.has(expected.number)) {
    findings.error('EXPECTED_ANCHOR_MISSING', { anchor: expected.number });
  } else if (expected && anchors.root(expected.number) !== expected.root) {
    findings.error('EXPECTED_ANCHOR_DIFFERS', { anchor: expected.number });
  }
}
