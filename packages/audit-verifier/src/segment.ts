import { join } from 'node:path';
import type { Intervals } from './anchors';
import { EntryLine, type LostHead } from './entry-line';
import { Findings, type ErrorCode, type Found } from './findings';
import { HeadStream } from './heads';
import { LineReader, type FileFacts } from './line-reader';
import { segmentFiles } from './manifest';

/** The hash that stands before a subject's first entry. */
const CHAIN_START = '0'.repeat(64);
const AFTER_EVERY_ID = '~';

/** What the entries of a segment turned out to be. */
export interface SegmentResult {
  readonly facts: FileFacts | null;
  /** Subject of the first entry that could be read, and the greatest of all; empty when there is none. */
  readonly firstSubjectId: string;
  readonly greatestSubjectId: string;
  readonly subjects: number;
  readonly unanchored: number;
  readonly findings: Found;
}

/** Checks the entries of one segment: each subject's chain, and that it is the one that the anchors saw. */
export function checkSegment(folder: string, segment: number, intervals: Intervals): SegmentResult {
  return new SegmentCheck(folder, segment, intervals).run();
}

class SegmentCheck {
  private readonly findings = new Findings();
  private readonly file: string;
  private readonly heads: HeadStream;
  private readonly entry = new EntryLine();
  private readonly lastAnchorEnd: number;
  private line = 0;

  private firstSubjectId = '';
  private greatestSubjectId = '';
  private subjects = 0;
  private unanchored = 0;

  // The entry before, as far as it could be read.
  private subjectId = '';
  private sequence = 0;
  private hash = CHAIN_START;
  private at = -1;
  /** Whether the line before could not be read: what it said of its subject is not known. */
  private afterGap = false;
  /** Whether the subject is compared with the heads: not when it stands out of order. */
  private joined = false;
  private saidUnanchored = false;

  constructor(
    private readonly folder: string,
    segment: number,
    private readonly intervals: Intervals,
  ) {
    this.file = segmentFiles(segment).entries;
    this.heads = new HeadStream(folder, segment, intervals, null);
    this.lastAnchorEnd = intervals.to[intervals.last] ?? -1;
  }

  run(): SegmentResult {
    this.heads.advance();
    const reader = LineReader.open(join(this.folder, this.file), true);
    while (reader?.next()) {
      this.line = reader.line;
      if (reader.whole && reader.isUtf8() && this.entry.read(reader.bytes, reader.start, reader.end)) {
        this.check();
      } else {
        this.findings.error('ENTRY_MALFORMED', { file: this.file, line: this.line });
        this.afterGap = true;
      }
    }
    this.endSubject();
    this.missSubjectsBefore(AFTER_EVERY_ID);
    this.heads.close();
    return {
      facts: reader?.close() ?? null,
      firstSubjectId: this.firstSubjectId,
      greatestSubjectId: this.greatestSubjectId,
      subjects: this.subjects,
      unanchored: this.unanchored,
      findings: this.findings,
    };
  }

  private check(): void {
    const { entry } = this;
    if (entry.trueHash !== entry.recordedHash) {
      this.wrong('ENTRY_HASH', entry.subjectId, entry.sequence);
    }
    if (entry.subjectId === this.subjectId) {
      this.follow();
    } else {
      this.beginSubject(entry.subjectId);
    }
    if (this.joined) {
      this.compareWithHeads();
    }
    this.sequence = entry.sequence;
    this.hash = entry.recordedHash;
    this.at = entry.at;
    this.afterGap = false;
  }

  private beginSubject(subjectId: string): void {
    const { sequence } = this.entry;
    this.endSubject();
    this.joined = subjectId > this.greatestSubjectId;
    if (this.joined) {
      this.missSubjectsBefore(subjectId);
      this.greatestSubjectId = subjectId;
      this.subjects += 1;
    } else {
      this.wrong('SUBJECT_ORDER', subjectId, sequence);
    }
    this.firstSubjectId ||= subjectId;
    this.subjectId = subjectId;
    this.saidUnanchored = false;
    if (!this.afterGap) {
      this.continueFrom(0, CHAIN_START);
    }
  }

  /** The next entry of the same subject. */
  private follow(): void {
    const { entry } = this;
    if (!this.afterGap) {
      this.continueFrom(this.sequence, this.hash);
    }
    if (entry.at < this.at) {
      this.wrong('TIME_BACKWARDS', this.subjectId, entry.sequence);
    }
  }

  private continueFrom(sequence: number, previousHash: string): void {
    const { entry } = this;
    if (entry.sequence > sequence + 1) {
      this.wrong('SEQUENCE_GAP', this.subjectId, entry.sequence);
    } else if (entry.sequence <= sequence) {
      this.wrong('SEQUENCE_REPEATED', this.subjectId, entry.sequence);
    } else if (entry.previousHash !== previousHash) {
      this.wrong('CHAIN_BROKEN', this.subjectId, entry.sequence);
    }
  }

  private compareWithHeads(): void {
    const { entry, heads, intervals, subjectId } = this;
    const lost = entry.lostHead();
    if (lost) {
      this.passOverLost(lost);
    }
    while (heads.head?.subjectId === subjectId && heads.head.sequence < entry.sequence) {
      this.missEntries();
    }
    const covering = heads.head?.subjectId === subjectId ? heads.head : null;
    if (!covering) {
      this.unanchored += 1;
      if (!this.saidUnanchored) {
        this.saidUnanchored = true;
        this.findings.notice('UNANCHORED', { file: this.file, line: this.line, subjectId, sequence: entry.sequence });
      }
      if (entry.at < this.lastAnchorEnd) {
        this.wrong('TIME_OUTSIDE_INTERVAL', subjectId, entry.sequence);
      }
      return;
    }
    const { anchor } = covering;
    if (entry.at < (intervals.from[anchor] ?? 0) || entry.at >= (intervals.to[anchor] ?? 0)) {
      this.wrong('TIME_OUTSIDE_INTERVAL', subjectId, entry.sequence, anchor);
    }
    if (covering.sequence === entry.sequence) {
      if (!covering.hasHash(entry.recordedHash)) {
        this.wrong('HEAD_MISMATCH', subjectId, entry.sequence, anchor);
      }
      heads.advance();
    }
  }

  /** A restored database says itself which anchored entries it has lost: they are told, not missed. */
  private passOverLost(lost: LostHead): void {
    const { entry, heads, subjectId } = this;
    let found = false;
    while (!found && heads.head?.subjectId === subjectId && heads.head.sequence >= entry.sequence) {
      const { sequence, anchor } = heads.head;
      found = sequence === lost.sequence && heads.head.hasHash(lost.hash);
      this.findings.notice('RESTORED', { file: this.file, line: this.line, subjectId, sequence, anchor });
      heads.advance();
    }
    if (!found) {
      this.wrong('RESTORED_HEAD_UNKNOWN', subjectId, entry.sequence);
    }
  }

  /** Heads of the subject that are left when its entries end. */
  private endSubject(): void {
    while (this.joined && this.heads.head?.subjectId === this.subjectId) {
      this.missEntries();
    }
  }

  private missEntries(): void {
    const { head } = this.heads;
    if (head) {
      const { subjectId, sequence, anchor } = head;
      this.findings.error('ENTRIES_MISSING', { file: this.file, line: this.line, subjectId, sequence, anchor });
      this.heads.advance();
    }
  }

  /** Subjects that have heads and no entries, up to a subject. */
  private missSubjectsBefore(next: string): void {
    while (this.heads.head && this.heads.head.subjectId < next) {
      const { subjectId, sequence, anchor } = this.heads.head;
      this.findings.error('SUBJECT_MISSING', { file: this.file, subjectId, sequence, anchor });
      while (this.heads.head?.subjectId === subjectId) {
        this.heads.advance();
      }
    }
  }

  private wrong(code: ErrorCode, subjectId: string, sequence: number, anchor?: number): void {
    this.findings.error(code, {
      file: this.file,
      line: this.line,
      subjectId,
      sequence,
      ...(anchor === undefined ? {} : { anchor }),
    });
  }
}
