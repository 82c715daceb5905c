import { join } from 'node:path';
import type { Anchors, Intervals } from './anchors';
import type { Findings } from './findings';
import { HeadLine } from './head-line';
import { LineReader, type FileFacts } from './line-reader';
import { segmentFiles } from './manifest';
import { leafHash, MerkleTree } from './merkle-tree';

const CLOSING = 0x5d;

/**
 * The heads of one segment in order, one at a time. What cannot be read, does not come after the one before it or names
 * an anchor that is not there is passed over: whoever checks the heads says so, whoever only compares with them does not.
 */
export class HeadStream {
  /** The head where the stream stands; null at the end. */
  head: HeadLine | null = null;
  private readonly reader: LineReader | null;
  private readonly lines = [new HeadLine(), new HeadLine()] as const;
  private read = 0;

  constructor(
    folder: string,
    segment: number,
    private readonly intervals: Intervals,
    private readonly findings: Findings | null,
    readonly file: string = segmentFiles(segment).heads,
  ) {
    this.reader = LineReader.open(join(folder, file), findings !== null);
  }

  /** Number of the line where the stream stands. */
  get line(): number {
    return this.reader?.line ?? 0;
  }

  /** Goes to the next head. */
  advance(): HeadLine | null {
    const { reader } = this;
    const before = this.head;
    this.head = null;
    while (this.head === null && reader?.next()) {
      const head = this.lines[this.read % 2] as HeadLine;
      if (!reader.whole || !head.read(reader.bytes, reader.start, reader.end, before?.subjectId ?? '')) {
        this.findings?.error('HEAD_MALFORMED', { file: this.file, line: reader.line });
        continue;
      }
      const place = { subjectId: head.subjectId, sequence: head.sequence, anchor: head.anchor };
      if (before && !comesAfter(head, before)) {
        this.findings?.error('HEAD_ORDER', { file: this.file, line: reader.line, ...place });
      } else if ((this.intervals.from[head.anchor] ?? -1) === -1) {
        this.findings?.error('HEAD_ANCHOR_UNKNOWN', { file: this.file, line: reader.line, ...place });
      } else {
        this.read += 1;
        this.head = head;
      }
    }
    return this.head;
  }

  /** The bytes that the head's leaf is made of: the line without the anchor's number. */
  leaf(): Buffer {
    const { bytes, start } = this.reader as LineReader;
    const leafEnd = this.head?.leafEnd ?? start;
    // The line has been read: its comma may become the bracket that ends the leaf.
    bytes[leafEnd] = CLOSING;
    return bytes.subarray(start, leafEnd + 1);
  }

  /** Closes the file, whose heads have been gone through. */
  close(): FileFacts | null {
    return this.reader?.close() ?? null;
  }
}

function comesAfter(head: HeadLine, before: HeadLine): boolean {
  return head.subjectId === before.subjectId ? head.anchor > before.anchor : head.subjectId > before.subjectId;
}

/** Goes through the heads of all segments: every anchor's root and counts must come out. */
export function checkHeads(
  folder: string,
  segments: number,
  anchors: Anchors,
  findings: Findings,
): readonly (FileFacts | null)[] {
  const trees: (MerkleTree | undefined)[] = [];
  const newSubjects = new Uint32Array(anchors.changed.length);
  const newEntries = new Float64Array(anchors.changed.length);
  const facts: (FileFacts | null)[] = [];
  let subjectId = '';
  let sequence = 0;
  for (let segment = 1; segment <= segments; segment += 1) {
    const stream = new HeadStream(folder, segment, anchors.intervals, findings);
    for (let head = stream.advance(), first = true; head; head = stream.advance(), first = false) {
      if (first && head.subjectId <= subjectId) {
        findings.error('SEGMENT_ORDER', { file: stream.file, line: stream.line, subjectId: head.subjectId });
      }
      (trees[head.anchor] ??= new MerkleTree()).add(leafHash(stream.leaf()));
      if (head.subjectId !== subjectId) {
        subjectId = head.subjectId;
        sequence = 0;
        newSubjects[head.anchor] = (newSubjects[head.anchor] ?? 0) + 1;
      }
      newEntries[head.anchor] = (newEntries[head.anchor] ?? 0) + head.sequence - sequence;
      sequence = head.sequence;
    }
    facts.push(stream.close());
  }
  checkSums(anchors, trees, newSubjects, newEntries, findings);
  return facts;
}

function checkSums(
  anchors: Anchors,
  trees: readonly (MerkleTree | undefined)[],
  newSubjects: Uint32Array,
  newEntries: Float64Array,
  findings: Findings,
): void {
  const nothing = new MerkleTree();
  for (let anchor = 1; anchor <= anchors.intervals.last; anchor += 1) {
    if (!anchors.has(anchor)) {
      continue;
    }
    const tree = trees[anchor] ?? nothing;
    if (tree.size !== anchors.changed[anchor] || !tree.root().equals(anchors.headsRoot(anchor))) {
      findings.error('HEADS_ROOT', { anchor });
    }
    const followsOne = anchor === 1 || anchors.has(anchor - 1);
    const grows = (totals: ArrayLike<number>): number => (totals[anchor] ?? 0) - (totals[anchor - 1] ?? 0);
    if (
      followsOne &&
      (grows(anchors.subjects) !== newSubjects[anchor] || grows(anchors.entries) !== newEntries[anchor])
    ) {
      findings.error('ANCHOR_COUNTS', { anchor });
    }
  }
}
