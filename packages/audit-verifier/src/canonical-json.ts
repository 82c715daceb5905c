/** How deep arrays and objects may stand inside each other. */
export const DEEPEST_NESTING = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const SPACE = 0x20;
const FIRST_OF_TWO_BYTES = 0x80;
/** An integer of so many digits is exact and is written as it is. */
const EXACT_DIGITS = 15;

/** 1 for each byte that stands in a string as itself: no control character, quote or backslash. */
const PLAIN = new Uint8Array(256).fill(1, SPACE);
PLAIN[QUOTE] = 0;
PLAIN[BACKSLASH] = 0;

/** Second character of the escapes that have one letter: \" \\ \b \f \n \r \t. */
const SHORT_ESCAPES = new Set(Buffer.from('"\\bfnrt'));
/** The other control characters: \u00 and two digits; those that have a letter of their own may not be written so. */
const LONG_ESCAPE = /^u00(?:0[0-7be-f]|1[0-9a-f])$/;

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

/**
 * Walks over JSON in canonical form (RFC 8785) without building anything: the bytes are what was hashed, so the bytes are
 * what is read. Whatever is not canonical is refused: spaces, other escapes than the shortest, names out of order or
 * twice, numbers written in another way than ECMAScript does. That the bytes are UTF-8 is the caller's to check.
 */
export class CanonicalJson {
  private bytes: Buffer = Buffer.alloc(0);
  private end = 0;

  /** Sets the bytes to walk over. */
  over(bytes: Buffer, end: number): this {
    this.bytes = bytes;
    this.end = end;
    return this;
  }

  /**
   * Where the value that begins here ends.
   * @param depth how many arrays and objects stand around it.
   * @returns -1 when there is no canonical value.
   */
  skipValue(position: number, depth: number): number {
    switch (this.bytes[position]) {
      case QUOTE:
        return this.skipString(position);
      case OPENING_BRACE:
        return this.skipObject(position, depth + 1);
      case OPENING_BRACKET:
        return this.skipArray(position, depth + 1);
      case 0x74:
        return this.skipWord(position, TRUE);
      case 0x66:
        return this.skipWord(position, FALSE);
      case 0x6e:
        return this.skipWord(position, NULL);
      default:
        return this.skipNumber(position);
    }
  }

  /** Where the string that begins here ends; -1 when there is none. */
  skipString(position: number): number {
    const { bytes, end } = this;
    let at = position + 1;
    for (;;) {
      while (at < end && PLAIN[bytes[at] as number] === 1) {
        at += 1;
      }
      if (at >= end || (bytes[at] as number) < SPACE) {
        return -1;
      }
      if (bytes[at] === QUOTE) {
        return at + 1;
      }
      const length = this.escapeLength(at);
      if (length === 0) {
        return -1;
      }
      at += length;
    }
  }

  /**
   * Whether a name comes after another, by UTF-16 code units as RFC 8785 orders them.
   * @param start of the name, its opening quote; `end` behind its closing one.
   */
  comesAfter(previousStart: number, previousEnd: number, start: number, end: number): boolean {
    const { bytes } = this;
    const length = Math.min(previousEnd - previousStart, end - start) - 1;
    for (let offset = 1; offset < length; offset += 1) {
      const before = bytes[previousStart + offset] as number;
      const now = bytes[start + offset] as number;
      if (before === BACKSLASH || now === BACKSLASH || before >= FIRST_OF_TWO_BYTES || now >= FIRST_OF_TWO_BYTES) {
        return this.text(previousStart, previousEnd) < this.text(start, end);
      }
      if (before !== now) {
        return before < now;
      }
    }
    return previousEnd - previousStart < end - start;
  }

  private text(start: number, end: number): string {
    return JSON.parse(this.bytes.toString('utf8', start, end)) as string;
  }

  private escapeLength(position: number): number {
    if (SHORT_ESCAPES.has(this.bytes[position + 1] as number)) {
      return 2;
    }
    return LONG_ESCAPE.test(this.bytes.toString('latin1', position + 1, position + 6)) ? 6 : 0;
  }

  private skipObject(position: number, depth: number): number {
    const { bytes } = this;
    if (depth > DEEPEST_NESTING) {
      return -1;
    }
    if (bytes[position + 1] === CLOSING_BRACE) {
      return position + 2;
    }
    let previousStart = -1;
    let previousEnd = -1;
    let at = position + 1;
    for (;;) {
      const nameEnd = bytes[at] === QUOTE ? this.skipString(at) : -1;
      if (nameEnd === -1 || bytes[nameEnd] !== COLON) {
        return -1;
      }
      if (previousStart !== -1 && !this.comesAfter(previousStart, previousEnd, at, nameEnd)) {
        return -1;
      }
      previousStart = at;
      previousEnd = nameEnd;
      at = this.skipValue(nameEnd + 1, depth);
      if (at === -1 || at >= this.end) {
        return -1;
      }
      if (bytes[at] === CLOSING_BRACE) {
        return at + 1;
      }
      if (bytes[at] !== COMMA) {
        return -1;
      }
      at += 1;
    }
  }

  private skipArray(position: number, depth: number): number {
    const { bytes } = this;
    if (depth > DEEPEST_NESTING) {
      return -1;
    }
    if (bytes[position + 1] === CLOSING_BRACKET) {
      return position + 2;
    }
    let at = position + 1;
    for (;;) {
      at = this.skipValue(at, depth);
      if (at === -1 || at >= this.end) {
        return -1;
      }
      if (bytes[at] === CLOSING_BRACKET) {
        return at + 1;
      }
      if (bytes[at] !== COMMA) {
        return -1;
      }
      at += 1;
    }
  }

  private skipWord(position: number, word: Buffer): number {
    for (let offset = 1; offset < word.length; offset += 1) {
      if (this.bytes[position + offset] !== word[offset]) {
        return -1;
      }
    }
    return position + word.length;
  }

  private skipNumber(position: number): number {
    const { bytes, end } = this;
    let at = position;
    let digitsOnly = true;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte >= 0x30 && byte <= 0x39) {
        continue;
      }
      // + - . e
      if (byte !== 0x2b && byte !== 0x2d && byte !== 0x2e && byte !== 0x65) {
        break;
      }
      digitsOnly = false;
    }
    const length = at - position;
    if (digitsOnly && length <= EXACT_DIGITS) {
      return length === 1 || (length > 1 && bytes[position] !== 0x30) ? at : -1;
    }
    const text = bytes.toString('latin1', position, at);
    return String(Number(text)) === text ? at : -1;
  }
}
