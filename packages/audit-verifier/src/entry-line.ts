import { hash } from 'node:crypto';
import { HASH_LENGTH, holds, ID_LENGTH, isHashAt, isIdAt, isTextAt, positiveNumber } from './bytes';
import { CanonicalJson } from './canonical-json';
import { FamiliarLayouts, type FieldPlaces, type Place } from './familiar-layouts';
import { GREATEST_SEQUENCE } from './limits';
import { hasFields, isDigest } from './sealed-line';
import { TIME_LENGTH, timeKey } from './time-key';

const OPENING = Buffer.from('{"entry":');
const BEFORE_HASH = Buffer.from(',"hash":"');
const AFTER_HASH = Buffer.from('"}');
const CLOSING_LENGTH = BEFORE_HASH.length + HASH_LENGTH + AFTER_HASH.length;

const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;

const ACTION = Buffer.from('"action"');
const AT = Buffer.from('"at"');
const PREVIOUS_HASH = Buffer.from('"previousHash"');
const SEQUENCE = Buffer.from('"sequence"');
const SUBJECT_ID = Buffer.from('"subjectId"');
const RESTORED = Buffer.from('"RESTORED"');

/** The fields that every entry has to have. */
const Field = { At: 1, Sequence: 2, SubjectId: 4, PreviousHash: 8 } as const;
const EVERY_FIELD = Field.At | Field.Sequence | Field.SubjectId | Field.PreviousHash;

const NOWHERE: Place = { start: 0, end: 0 };

/** An anchored head that a restored database has lost, as a RESTORED entry names it. */
export interface LostHead {
  readonly hash: string;
  readonly sequence: number;
}

function placesNowhere(): FieldPlaces {
  return { at: NOWHERE, sequence: NOWHERE, subjectId: NOWHERE, previousHash: NOWHERE, action: NOWHERE };
}

/** A line of entries: `{"entry":<canonical text>,"hash":"<64 digits>"}`, read from its bytes. */
export class EntryLine {
  subjectId = '';
  sequence = 0;
  /** The time, see timeKey. */
  at = 0;
  /** The hash of the entry before, as the entry says. */
  previousHash = '';
  /** The hash that stands beside the entry, and the one that its text gives. */
  recordedHash = '';
  trueHash = '';
  /** How many texts were laid out as one before: those that are read without a walk over them. */
  familiar = 0;
  private restored = false;
  /** Which of the fields that are checked have been seen. */
  private seen = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private textStart = 0;
  private textEnd = 0;
  private readonly canonical = new CanonicalJson();
  private readonly layouts = new FamiliarLayouts();
  /** Where the fields of the text at hand were found. */
  private places: FieldPlaces = placesNowhere();

  /** Reads a line that is known to be UTF-8; false when it is not as the format says. */
  read(bytes: Buffer, start: number, end: number): boolean {
    this.bytes = bytes;
    this.textStart = start + OPENING.length;
    this.textEnd = end - CLOSING_LENGTH;
    this.seen = 0;
    this.restored = false;
    const hashStart = this.textEnd + BEFORE_HASH.length;
    const lastRecordedHash = this.recordedHash;
    return (
      this.textEnd > this.textStart &&
      holds(bytes, start, this.textStart, OPENING) &&
      holds(bytes, this.textEnd, hashStart, BEFORE_HASH) &&
      holds(bytes, hashStart + HASH_LENGTH, end, AFTER_HASH) &&
      this.takeHash(hashStart) &&
      this.readText(lastRecordedHash) &&
      this.seen === EVERY_FIELD
    );
  }

  /** Takes the text's own hash; the one beside it is read only when it is another. */
  private takeHash(hashStart: number): boolean {
    const { bytes } = this;
    this.trueHash = hash('sha256', bytes.subarray(this.textStart, this.textEnd), 'hex');
    if (isTextAt(bytes, hashStart, this.trueHash)) {
      this.recordedHash = this.trueHash;
      return true;
    }
    this.recordedHash = bytes.toString('latin1', hashStart, hashStart + HASH_LENGTH);
    return isHashAt(bytes, hashStart);
  }

  /** The anchored head that this entry names as lost; null for nearly all entries. */
  lostHead(): LostHead | null {
    if (!this.restored) {
      return null;
    }
    const { after } = JSON.parse(this.bytes.toString('utf8', this.textStart, this.textEnd)) as {
      after?: { lostHead?: unknown } | null;
    };
    const lost = after?.lostHead;
    const isSequence = (value: unknown): boolean =>
      Number.isInteger(value) && (value as number) >= 1 && (value as number) <= GREATEST_SEQUENCE;
    return hasFields(lost, { hash: isDigest, sequence: isSequence }) ? (lost as unknown as LostHead) : null;
  }

  /** Reads the fields that are checked of a text that is canonical; false when it is not, or lacks one. */
  private readText(lastRecordedHash: string): boolean {
    const { bytes, textStart, textEnd } = this;
    const places = this.layouts.find(bytes, textStart, textEnd);
    if (places) {
      this.familiar += 1;
      return this.takeFields(places, lastRecordedHash);
    }
    this.places = placesNowhere();
    if (!this.walk(lastRecordedHash) || this.seen !== EVERY_FIELD) {
      return false;
    }
    this.layouts.learn(bytes, textStart, textEnd, this.places);
    return true;
  }

  /** Reads the fields where they stood in a text that was laid out the same. */
  private takeFields(places: FieldPlaces, lastRecordedHash: string): boolean {
    const { bytes, textStart: start } = this;
    const { at, previousHash, sequence, subjectId, action } = places;
    this.restored = holds(bytes, start + action.start, start + action.end, RESTORED);
    return (
      this.takeAt(start + at.start, start + at.end) &&
      this.takePreviousHash(start + previousHash.start, start + previousHash.end, lastRecordedHash) &&
      this.takeSequence(start + sequence.start, start + sequence.end) &&
      this.takeSubjectId(start + subjectId.start, start + subjectId.end)
    );
  }

  /** Walks over the entry's own fields and keeps where those stand that are checked. */
  private walk(lastRecordedHash: string): boolean {
    const { bytes, textEnd } = this;
    const canonical = this.canonical.over(bytes, textEnd);
    if (bytes[this.textStart] !== OPENING_BRACE) {
      return false;
    }
    let previousStart = -1;
    let previousEnd = -1;
    let at = this.textStart + 1;
    for (;;) {
      const nameEnd = bytes[at] === QUOTE ? canonical.skipString(at) : -1;
      if (nameEnd === -1 || bytes[nameEnd] !== COLON) {
        return false;
      }
      if (previousStart !== -1 && !canonical.comesAfter(previousStart, previousEnd, at, nameEnd)) {
        return false;
      }
      const valueEnd = canonical.skipValue(nameEnd + 1, 1);
      if (valueEnd === -1 || valueEnd >= textEnd || !this.takeField(at, nameEnd, valueEnd, lastRecordedHash)) {
        return false;
      }
      previousStart = at;
      previousEnd = nameEnd;
      at = valueEnd + 1;
      if (bytes[valueEnd] === CLOSING_BRACE) {
        return at === textEnd;
      }
      if (bytes[valueEnd] !== COMMA) {
        return false;
      }
    }
  }

  /** Keeps a field that is checked; false when it is not what it has to be. */
  private takeField(nameStart: number, nameEnd: number, valueEnd: number, lastRecordedHash: string): boolean {
    const { bytes, places, textStart } = this;
    const start = nameEnd + 1;
    const place = { start: start - textStart, end: valueEnd - textStart };
    switch (nameEnd - nameStart) {
      case AT.length:
        if (holds(bytes, nameStart, nameEnd, AT)) {
          places.at = place;
          return this.takeAt(start, valueEnd);
        }
        return true;
      case ACTION.length:
        if (holds(bytes, nameStart, nameEnd, ACTION)) {
          places.action = place;
          this.restored = holds(bytes, start, valueEnd, RESTORED);
        }
        return true;
      case SEQUENCE.length:
        if (holds(bytes, nameStart, nameEnd, SEQUENCE)) {
          places.sequence = place;
          return this.takeSequence(start, valueEnd);
        }
        return true;
      case SUBJECT_ID.length:
        if (holds(bytes, nameStart, nameEnd, SUBJECT_ID)) {
          places.subjectId = place;
          return this.takeSubjectId(start, valueEnd);
        }
        return true;
      case PREVIOUS_HASH.length:
        if (holds(bytes, nameStart, nameEnd, PREVIOUS_HASH)) {
          places.previousHash = place;
          return this.takePreviousHash(start, valueEnd, lastRecordedHash);
        }
        return true;
      default:
        return true;
    }
  }

  private takeAt(start: number, end: number): boolean {
    this.seen |= Field.At;
    this.at = this.isTextOf(TIME_LENGTH, start, end) ? timeKey(this.bytes, start + 1) : -1;
    return this.at !== -1;
  }

  private takeSequence(start: number, end: number): boolean {
    this.seen |= Field.Sequence;
    this.sequence = positiveNumber(this.bytes, start, end);
    return this.sequence >= 1 && this.sequence <= GREATEST_SEQUENCE;
  }

  private takeSubjectId(start: number, end: number): boolean {
    this.seen |= Field.SubjectId;
    if (!this.isTextOf(ID_LENGTH, start, end)) {
      return false;
    }
    // Nearly always the subject of the line before.
    if (this.subjectId !== '' && isTextAt(this.bytes, start + 1, this.subjectId)) {
      return true;
    }
    const isId = isIdAt(this.bytes, start + 1);
    this.subjectId = isId ? this.bytes.toString('latin1', start + 1, end - 1) : '';
    return isId;
  }

  private takePreviousHash(start: number, end: number, lastRecordedHash: string): boolean {
    this.seen |= Field.PreviousHash;
    if (!this.isTextOf(HASH_LENGTH, start, end)) {
      return false;
    }
    // Nearly always the hash of the line before.
    if (isTextAt(this.bytes, start + 1, lastRecordedHash) && lastRecordedHash !== '') {
      this.previousHash = lastRecordedHash;
      return true;
    }
    this.previousHash = this.bytes.toString('latin1', start + 1, end - 1);
    return isHashAt(this.bytes, start + 1);
  }

  private isTextOf(length: number, start: number, end: number): boolean {
    return end - start === length + 2 && this.bytes[start] === QUOTE;
  }
}
