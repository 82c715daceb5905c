import { HASH_LENGTH, holds, ID_LENGTH, isHashAt, isIdAt, isTextAt, LONGEST_NUMBER, positiveNumber } from './bytes';
import { GREATEST_SEQUENCE, MOST_ANCHORS } from './limits';

const OPENING = Buffer.from('["');
const AFTER_ID = Buffer.from('",');
const BEFORE_HASH = Buffer.from(',"');
const AFTER_HASH = Buffer.from('",');
const CLOSING = 0x5d;

/** Where the digits that begin here end. */
function digitsEnd(bytes: Uint8Array, position: number): number {
  let end = position;
  while (end - position < LONGEST_NUMBER && (bytes[end] as number) >= 0x30 && (bytes[end] as number) <= 0x39) {
    end += 1;
  }
  return end;
}

/** A line of heads: `["<subject>",<sequence>,"<hash>",<anchor>]`. */
export class HeadLine {
  subjectId = '';
  sequence = 0;
  anchor = 0;
  /** Where the leaf of the anchor's tree ends: everything before the anchor's number; a `]` belongs behind it. */
  leafEnd = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private hashStart = 0;

  /** Whether this is the head's hash; only as long as the line stands in its buffer. */
  hasHash(hash: string): boolean {
    return isTextAt(this.bytes, this.hashStart, hash);
  }

  /**
   * Reads a line; false when it is not laid out so.
   * @param likelySubject the subject of the line before: nearly always this one's too.
   */
  read(bytes: Buffer, start: number, end: number, likelySubject: string): boolean {
    const idStart = start + OPENING.length;
    const sequenceStart = idStart + ID_LENGTH + AFTER_ID.length;
    const sequenceEnd = digitsEnd(bytes, sequenceStart);
    const hashStart = sequenceEnd + BEFORE_HASH.length;
    this.leafEnd = hashStart + HASH_LENGTH + 1;
    const anchorStart = hashStart + HASH_LENGTH + AFTER_HASH.length;
    const anchorEnd = digitsEnd(bytes, anchorStart);
    const isSame = likelySubject !== '' && isTextAt(bytes, idStart, likelySubject);
    const laidOut =
      anchorEnd + 1 === end &&
      bytes[anchorEnd] === CLOSING &&
      holds(bytes, start, idStart, OPENING) &&
      (isSame || isIdAt(bytes, idStart)) &&
      holds(bytes, idStart + ID_LENGTH, sequenceStart, AFTER_ID) &&
      holds(bytes, sequenceEnd, hashStart, BEFORE_HASH) &&
      isHashAt(bytes, hashStart) &&
      holds(bytes, hashStart + HASH_LENGTH, anchorStart, AFTER_HASH);
    if (!laidOut) {
      return false;
    }
    this.subjectId = isSame ? likelySubject : bytes.toString('latin1', idStart, idStart + ID_LENGTH);
    this.sequence = positiveNumber(bytes, sequenceStart, sequenceEnd);
    this.bytes = bytes;
    this.hashStart = hashStart;
    this.anchor = positiveNumber(bytes, anchorStart, anchorEnd);
    return this.sequence >= 1 && this.sequence <= GREATEST_SEQUENCE && this.anchor >= 1 && this.anchor <= MOST_ANCHORS;
  }
}
