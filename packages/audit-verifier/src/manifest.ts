import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { FileFacts } from './line-reader';
import { LineReader } from './line-reader';
import { MOST_ANCHORS, MOST_SEGMENTS } from './limits';
import { hasFields, isCount, isDigest, readStatement, unsealed } from './sealed-line';
import { fingerprint } from './signatures';
import { timeKeyOf } from './time-key';

/** Name of the manifest's file. */
export const MANIFEST_FILE = 'manifest.json';
/** Name of the anchors' file. */
export const ANCHORS_FILE = 'anchors.jsonl';

const FORMAT = 'thidua-audit-export/1';

/** A file that the manifest names. */
export interface ManifestFile extends FileFacts {
  readonly name: string;
}

/** What the manifest says. */
export interface Manifest {
  readonly service: string;
  /** How many anchors, entries and subjects there are. */
  readonly anchors: number;
  readonly entries: number;
  readonly subjects: number;
  readonly lastAnchor: { readonly number: number; readonly root: string } | null;
  readonly files: readonly ManifestFile[];
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
  readonly keyId: string;
}

/** The manifest with what its signature covers. */
export interface SignedManifest {
  readonly manifest: Manifest;
  readonly input: string;
  readonly signature: Buffer;
}

/** Names of a segment's two files. */
export function segmentFiles(segment: number): { readonly heads: string; readonly entries: string } {
  const number = String(segment).padStart(6, '0');
  return { heads: `heads-${number}.jsonl`, entries: `entries-${number}.jsonl` };
}

const isServiceName = (value: unknown): boolean => typeof value === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(value);
const isListOf =
  (isItem: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);

const FIELDS = {
  anchors: (value: unknown) => isCount(value) && (value as number) <= MOST_ANCHORS,
  createdAt: (value: unknown) => typeof value === 'string' && timeKeyOf(value) !== -1,
  entries: isCount,
  files: isListOf((file) =>
    hasFields(file, { bytes: isCount, lines: isCount, name: (name) => typeof name === 'string', sha256: isDigest }),
  ),
  format: (value: unknown) => value === FORMAT,
  keyId: isDigest,
  keys: isListOf((key) => hasFields(key, { keyId: isDigest, publicKey: isDigest })),
  lastAnchor: (value: unknown) => value === null || hasFields(value, { number: isCount, root: isDigest }),
  service: isServiceName,
  subjects: isCount,
};

/** Reads the manifest; null when it is not there or not as the format says. */
export function readManifest(folder: string): SignedManifest | null {
  const reader = LineReader.open(join(folder, MANIFEST_FILE), false);
  if (!reader) {
    return null;
  }
  const line = reader.next() && reader.whole ? Buffer.from(reader.bytes.subarray(reader.start, reader.end)) : null;
  const onlyLine = !reader.next();
  reader.close();
  const sealed = line && onlyLine ? unsealed(line, 'manifest') : null;
  const manifest = sealed ? (readStatement(sealed.statement, FIELDS) as Manifest | null) : null;
  if (!sealed || !manifest || !isConsistent(manifest)) {
    return null;
  }
  return { manifest, input: `${FORMAT}:${hash('sha256', sealed.statement, 'hex')}`, signature: sealed.signature };
}

/** Whether the parts of the manifest fit each other; what they say of the files is checked against the files. */
function isConsistent({ anchors, entries, files, keys, lastAnchor }: Manifest): boolean {
  const segments = (files.length - 1) / 2;
  return (
    Number.isInteger(segments) &&
    segments >= 0 &&
    segments <= MOST_SEGMENTS &&
    files.every(({ name }, index) => name === fileName(index)) &&
    files[0]?.lines === anchors &&
    linesOfEntries(files) === entries &&
    (lastAnchor?.number ?? 0) === anchors &&
    (lastAnchor === null) === (anchors === 0) &&
    keys.every(
      ({ keyId, publicKey }, index) =>
        fingerprint(Buffer.from(publicKey, 'hex')) === keyId && (index === 0 || keyId > (keys[index - 1]?.keyId ?? '')),
    )
  );
}

/** The anchors first, then the heads and the entries of each segment. */
function fileName(index: number): string {
  const { heads, entries } = segmentFiles(Math.ceil(index / 2));
  return index === 0 ? ANCHORS_FILE : index % 2 === 1 ? heads : entries;
}

function linesOfEntries(files: readonly ManifestFile[]): number {
  return files.reduce((sum, { lines }, index) => (index > 0 && index % 2 === 0 ? sum + lines : sum), 0);
}
