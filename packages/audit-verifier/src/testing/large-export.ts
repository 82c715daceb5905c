import { createHash, type Hash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { leafHash, MerkleTree } from '../merkle-tree';
import { sealed } from './export-files';
import type { SigningKey } from './signing-key';
import {
  anchorLine,
  anchorRoot,
  entryLine,
  entryHash,
  NOTHING_BEFORE,
  timeAfter,
  type Anchor,
  type Entry,
} from './trail';

/** How large an export is to be. */
export interface LargeExportSize {
  readonly subjects: number;
  readonly entriesPerSubject: number;
  readonly anchors: number;
  /** After so many bytes of entries a new segment begins. */
  readonly segmentBytes: number;
}

const BUFFERED = 1024 * 1024;
const ANCHOR_MICROSECONDS = 600_000_000;
const SERVICE = 'awards';

/** A file that is written in large pieces and digested on the way. */
class WrittenFile {
  bytes = 0;
  lines = 0;
  private pieces: string[] = [];
  private waiting = 0;
  private readonly digest: Hash = createHash('sha256');
  private readonly descriptor: number;

  constructor(
    folder: string,
    readonly name: string,
  ) {
    this.descriptor = openSync(join(folder, name), 'w');
  }

  write(line: string): void {
    this.pieces.push(line, '\n');
    this.waiting += line.length;
    this.lines += 1;
    if (this.waiting > BUFFERED) {
      this.flush();
    }
  }

  close(): { bytes: number; lines: number; name: string; sha256: string } {
    this.flush();
    closeSync(this.descriptor);
    return { bytes: this.bytes, lines: this.lines, name: this.name, sha256: this.digest.digest('hex') };
  }

  private flush(): void {
    const bytes = Buffer.from(this.pieces.join(''));
    this.digest.update(bytes);
    writeSync(this.descriptor, bytes);
    this.bytes += bytes.length;
    this.pieces = [];
    this.waiting = 0;
  }
}

/** An entry as a service writes it: all its fields, with words in Vietnamese in every third one. */
function realisticEntry(subject: number, sequence: number, at: string, previousHash: string): Entry {
  const id = (kind: number): string =>
    `0198${String(kind).padStart(4, '0')}-0000-7000-8000-${subject.toString(16).padStart(12, '0')}`;
  return {
    action: 'RETURN',
    actor: id(1),
    actorKind: 'person',
    after: {
      opened: [{ dueAt: at, kind: 'APPRAISE_NOMINATION', stage: 'UPPER_LEVEL', unitId: id(2) }],
      revision: sequence,
      state: 'RETURNED',
    },
    at,
    before: { revision: sequence, state: 'UNDER_APPRAISAL' },
    commandId: id(3),
    decisionNumber: sequence,
    delegation: null,
    mandateId: id(4),
    mandatesAsOf: at,
    onBehalfOf: id(5),
    operation: 'returnNomination',
    position: 'CHAIR',
    previousHash,
    reason:
      sequence % 3 === 0 ? 'Thiếu báo cáo thành tích của đơn vị; đề nghị bổ sung số liệu sáu tháng đầu năm.' : null,
    ruleVersion: id(6),
    runId: null,
    sequence,
    subjectId: id(0),
    subjectKind: 'NOMINATION',
    workflowId: `nomination/${id(0)}`,
  };
}

/** Writes a valid export of any size without holding it in memory. */
export function writeLargeExport(folder: string, size: LargeExportSize, key: SigningKey): void {
  mkdirSync(folder, { recursive: true });
  const trees = Array.from({ length: size.anchors + 1 }, () => new MerkleTree());
  const totals = trees.map(() => ({ subjects: 0, entries: 0 }));
  const files: ReturnType<WrittenFile['close']>[] = [];
  const open = (kind: string): WrittenFile =>
    new WrittenFile(folder, `${kind}-${String(files.length / 2 + 1).padStart(6, '0')}.jsonl`);
  let heads = open('heads');
  let entries = open('entries');
  for (let subject = 1; subject <= size.subjects; subject += 1) {
    writeSubject(subject, size, heads, entries, trees, totals);
    if (entries.bytes > size.segmentBytes && subject < size.subjects) {
      files.push(heads.close(), entries.close());
      heads = open('heads');
      entries = open('entries');
    }
  }
  files.push(heads.close(), entries.close());

  const anchors = new WrittenFile(folder, 'anchors.jsonl');
  const last = writeAnchors(anchors, trees, totals, key);
  const manifest = {
    anchors: size.anchors,
    createdAt: timeAfter(0),
    entries: size.subjects * size.entriesPerSubject,
    files: [anchors.close(), ...files],
    format: 'thidua-audit-export/1',
    keyId: key.keyId,
    keys: [{ keyId: key.keyId, publicKey: key.publicKey }],
    lastAnchor: { number: last.number, root: anchorRoot(last) },
    service: SERVICE,
    subjects: size.subjects,
  };
  writeFileSync(join(folder, 'manifest.json'), sealed(manifest, key));
}

/** Entries come in pairs, as a decision and its instruction do; each pair lies in an interval of its own. */
function writeSubject(
  subject: number,
  size: LargeExportSize,
  heads: WrittenFile,
  entries: WrittenFile,
  trees: readonly MerkleTree[],
  totals: { subjects: number; entries: number }[],
): void {
  let previousHash = NOTHING_BEFORE;
  const pairs = Math.ceil(size.entriesPerSubject / 2);
  const firstAnchor = 1 + ((subject * 7) % Math.max(1, size.anchors - pairs + 1));
  for (let sequence = 1; sequence <= size.entriesPerSubject; sequence += 1) {
    const pair = Math.ceil(sequence / 2);
    const anchor = firstAnchor + pair - 1;
    const at = timeAfter((anchor - 1) * ANCHOR_MICROSECONDS + 1_000_000 + sequence);
    const entry = realisticEntry(subject, sequence, at, previousHash);
    previousHash = entryHash(entry);
    entries.write(entryLine(entry, previousHash));
    const total = totals[anchor];
    if (total) {
      total.entries += 1;
      total.subjects += sequence === 1 ? 1 : 0;
    }
    if (sequence === size.entriesPerSubject || Math.ceil((sequence + 1) / 2) !== pair) {
      const leaf = JSON.stringify([entry.subjectId, sequence, previousHash]);
      heads.write(`${leaf.slice(0, -1)},${anchor}]`);
      trees[anchor]?.add(leafHash(Buffer.from(leaf)));
    }
  }
}

function writeAnchors(
  file: WrittenFile,
  trees: readonly MerkleTree[],
  totals: readonly { subjects: number; entries: number }[],
  key: SigningKey,
): Anchor {
  let previous: Anchor | null = null;
  for (let number = 1; number < trees.length; number += 1) {
    const anchor: Anchor = {
      changed: trees[number]?.size ?? 0,
      entries: (previous?.entries ?? 0) + (totals[number]?.entries ?? 0),
      format: 'thidua-audit-anchor/1',
      from: previous?.to ?? '1970-01-01T00:00:00.000000Z',
      headsRoot: trees[number]?.root().toString('hex'),
      keyId: key.keyId,
      number,
      previousRoot: previous ? anchorRoot(previous) : NOTHING_BEFORE,
      service: SERVICE,
      subjects: (previous?.subjects ?? 0) + (totals[number]?.subjects ?? 0),
      to: timeAfter(number * ANCHOR_MICROSECONDS),
    };
    file.write(anchorLine(anchor, key));
    previous = anchor;
  }
  return previous as Anchor;
}
