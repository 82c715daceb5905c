import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LONGEST_LINE } from './limits';

const LINE_END = 0x0a;
const SMALLEST_BUFFER = 2 * 1024 * 1024;

/** Buffers of files that have been read: the next file takes one instead of a new one. */
const spareBuffers: Buffer[] = [];

/** What a file turned out to be. */
export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
  readonly lines: number;
}

/** Reads a file line by line in a buffer that does not grow with the file, and digests it on the way. */
export class LineReader {
  /** The buffer that holds the line: valid until the next one. */
  bytes: Buffer = spareBuffers.pop() ?? Buffer.allocUnsafeSlow(SMALLEST_BUFFER);
  /** Where the line begins and ends. */
  start = 0;
  end = 0;
  /** Number of the line, from 1. */
  line = 0;
  /** Whether the line has its line end and is not longer than allowed. */
  whole = false;

  private readonly hash: Hash | null;
  /** What has been read of the file, as far as the buffer holds it. */
  private view: Buffer = this.bytes.subarray(0, 0);
  private filled = 0;
  private nextStart = 0;
  private atEnd = false;
  private size = 0;
  /** Up to here everything is known to be UTF-8, or not to be. */
  private checkedUntil = 0;
  private checkedIsUtf8 = true;

  private constructor(
    private readonly descriptor: number,
    digests: boolean,
  ) {
    this.hash = digests ? createHash('sha256') : null;
  }

  /**
   * Opens a file.
   * @param digests whether its digest is wanted.
   * @returns null when there is no such file.
   */
  static open(path: string, digests: boolean): LineReader | null {
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch {
      return null;
    }
    if (!fstatSync(descriptor).isFile()) {
      closeSync(descriptor);
      return null;
    }
    return new LineReader(descriptor, digests);
  }

  /** Goes to the next line; false at the end of the file. */
  next(): boolean {
    let searchFrom = this.nextStart;
    for (;;) {
      const found = this.view.indexOf(LINE_END, searchFrom);
      if (found !== -1) {
        return this.stand(found, found - this.nextStart <= LONGEST_LINE, found + 1);
      }
      if (this.atEnd) {
        return this.nextStart < this.filled && this.stand(this.filled, false, this.filled);
      }
      if (this.filled - this.nextStart > LONGEST_LINE) {
        return this.passOver();
      }
      searchFrom = this.filled - this.nextStart;
      this.fill();
    }
  }

  /** Whether the line is UTF-8. */
  isUtf8(): boolean {
    return (this.checkedIsUtf8 && this.end <= this.checkedUntil) || isUtf8(this.bytes.subarray(this.start, this.end));
  }

  /** Closes the file, which has been read to its end. */
  close(): FileFacts {
    closeSync(this.descriptor);
    if (this.bytes.length === SMALLEST_BUFFER) {
      spareBuffers.push(this.bytes);
    }
    return { sha256: this.hash?.digest('hex') ?? '', bytes: this.size, lines: this.line };
  }

  private stand(end: number, whole: boolean, nextStart: number): true {
    this.start = this.nextStart;
    this.end = end;
    this.whole = whole;
    this.line += 1;
    this.nextStart = nextStart;
    return true;
  }

  /** A line that is too long is not kept: nothing of it matters but where it ends. */
  private passOver(): true {
    for (;;) {
      this.nextStart = this.filled;
      this.fill();
      const found = this.view.indexOf(LINE_END);
      if (found !== -1 || this.atEnd) {
        this.nextStart = found === -1 ? this.filled : found;
        return this.stand(this.nextStart, false, found === -1 ? this.filled : found + 1);
      }
    }
  }

  /** Moves the line that is begun to the front of the buffer and reads more behind it. */
  private fill(): void {
    const kept = this.filled - this.nextStart;
    if (kept > this.bytes.length / 2) {
      const larger = Buffer.allocUnsafeSlow(this.bytes.length * 2);
      this.bytes.copy(larger, 0, this.nextStart, this.filled);
      this.bytes = larger;
    } else {
      this.bytes.copy(this.bytes, 0, this.nextStart, this.filled);
    }
    this.nextStart = 0;
    const read = readSync(this.descriptor, this.bytes, kept, this.bytes.length - kept, null);
    this.filled = kept + read;
    this.view = this.bytes.subarray(0, this.filled);
    this.size += read;
    this.atEnd = read === 0;
    this.hash?.update(this.view.subarray(kept));
    this.checkedUntil = this.view.lastIndexOf(LINE_END);
    this.checkedIsUtf8 = this.checkedUntil === -1 || isUtf8(this.view.subarray(0, this.checkedUntil));
  }
}
