/** Longer texts are walked over each time. */
const LONGEST_TEXT = 8 * 1024;
/** Most layouts of texts of one length, and most of all: some MB at the most. */
const MOST_OF_A_LENGTH = 4;
const MOST_LAYOUTS = 512;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const SPACES = 0x20202020;
/** What else stands in a number: + - . e. */
const NOT_DIGITS = new Set([0x2b, MINUS, 0x2e, 0x65]);
/** An integer of so many digits is exact and is written as it is. */
const EXACT_DIGITS = 15;

/** Where a value begins and ends, from the beginning of its text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where the fields of an entry that are checked stand; one that it lacks has no bytes. */
export interface FieldPlaces {
  at: Place;
  sequence: Place;
  subjectId: Place;
  previousHash: Place;
  action: Place;
}

/** A canonical text, and which of its bytes may be others; four bytes are one word. */
interface Layout {
  readonly words: Int32Array;
  /** All bits of the bytes that have to be the same. */
  readonly same: Int32Array;
  /** All bits of the bytes that stand in a string. */
  readonly inString: Int32Array;
  /** Where digits stand that may be others, and those of them that may not be 0. */
  readonly digits: readonly number[];
  readonly firstDigits: readonly number[];
  readonly places: FieldPlaces;
}

/**
 * Knows canonical texts again that are laid out as one that was walked over: of the same length, byte for byte the same,
 * but for other characters inside string values without escapes and other digits of integers without a leading zero.
 * Such a text is canonical because that one was: its names, their order and everything that stands around values are the
 * same bytes. Nothing is taken for known on less than a comparison of all its bytes.
 */
export class FamiliarLayouts {
  private readonly byLength = new Map<number, Layout[]>();
  private count = 0;
  private readonly text = Buffer.alloc(LONGEST_TEXT + Int32Array.BYTES_PER_ELEMENT);
  private readonly words = new Int32Array(this.text.buffer, this.text.byteOffset, this.text.length / 4);

  /** Where the fields of this text stand, when it is laid out as one that was learnt; else null. */
  find(bytes: Buffer, start: number, end: number): FieldPlaces | null {
    const layouts = this.byLength.get(end - start);
    if (!layouts) {
      return null;
    }
    const wordCount = this.take(bytes, start, end);
    for (let index = 0; index < layouts.length; index += 1) {
      const layout = layouts[index] as Layout;
      if (this.isLaidOutAs(layout, wordCount)) {
        return layout.places;
      }
    }
    return null;
  }

  /** Learns the layout of a text that is canonical. */
  learn(bytes: Buffer, start: number, end: number, places: FieldPlaces): void {
    const length = end - start;
    const layouts = this.byLength.get(length) ?? [];
    if (length > LONGEST_TEXT || this.count >= MOST_LAYOUTS || layouts.length >= MOST_OF_A_LENGTH) {
      return;
    }
    const wordCount = this.take(bytes, start, end);
    layouts.push({ words: this.words.slice(0, wordCount), ...freedomsOf(this.text, length, wordCount * 4), places });
    this.byLength.set(length, layouts);
    this.count += 1;
  }

  /** Takes the text to where it can be read word by word; zeros fill the last word. @returns how many words. */
  private take(bytes: Buffer, start: number, end: number): number {
    const length = bytes.copy(this.text, 0, start, end);
    const wordCount = (length + 3) >> 2;
    for (let at = length; at < wordCount * 4; at += 1) {
      this.text[at] = 0;
    }
    return wordCount;
  }

  private isLaidOutAs({ words: known, same, inString, digits, firstDigits }: Layout, wordCount: number): boolean {
    const { words, text } = this;
    for (let index = 0; index < wordCount; index += 1) {
      const word = words[index] as number;
      const difference = word ^ (known[index] as number);
      if (difference !== 0) {
        const mask = inString[index] as number;
        // A space stands for the bytes that are in no string.
        if ((difference & (same[index] as number)) !== 0 || !arePlain((word & mask) | (SPACES & ~mask))) {
          return false;
        }
      }
    }
    for (let index = 0; index < digits.length; index += 1) {
      if (!isDigit(text[digits[index] as number])) {
        return false;
      }
    }
    for (let index = 0; index < firstDigits.length; index += 1) {
      if (text[firstDigits[index] as number] === ZERO) {
        return false;
      }
    }
    return true;
  }
}

/** Whether none of four bytes is a control character, a quote or a backslash. */
function arePlain(word: number): boolean {
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  // Bit 7 of a byte remains where a subtraction borrowed: where the byte was 0, or less than a space.
  const found =
    ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes) | ((word - 0x20202020) & ~word);
  return (found & 0x80808080) === 0;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** Which bytes of a canonical text may be others in one that is laid out the same. */
function freedomsOf(text: Uint8Array, length: number, room: number): Omit<Layout, 'words' | 'places'> {
  const same = new Uint8Array(room).fill(0xff);
  const inString = new Uint8Array(room);
  const digits: number[] = [];
  const firstDigits: number[] = [];
  for (let at = 0; at < length; ) {
    const begin = at;
    if (text[at] === QUOTE) {
      const { end, hasEscapes } = stringAt(text, length, at);
      at = end;
      // A value without escapes may hold other characters; a name is followed by a colon and stays as it is.
      if (!hasEscapes && text[end] !== COLON) {
        same.fill(0, begin + 1, end - 1);
        inString.fill(0xff, begin + 1, end - 1);
      }
    } else if (isDigit(text[at]) || text[at] === MINUS) {
      const { end, digitsOnly } = numberAt(text, length, at);
      at = end;
      if (digitsOnly && end - begin <= EXACT_DIGITS) {
        same.fill(0, begin, end);
        for (let place = begin; place < end; place += 1) {
          digits.push(place);
        }
        if (end - begin > 1) {
          firstDigits.push(begin);
        }
      }
    } else {
      at += 1;
    }
  }
  return { same: new Int32Array(same.buffer), inString: new Int32Array(inString.buffer), digits, firstDigits };
}

function stringAt(text: Uint8Array, length: number, position: number): { end: number; hasEscapes: boolean } {
  let hasEscapes = false;
  let end = position + 1;
  while (end < length && text[end] !== QUOTE) {
    const isEscape = text[end] === BACKSLASH;
    hasEscapes ||= isEscape;
    end += isEscape ? 2 : 1;
  }
  return { end: end + 1, hasEscapes };
}

function numberAt(text: Uint8Array, length: number, position: number): { end: number; digitsOnly: boolean } {
  let digitsOnly = true;
  let end = position;
  for (; end < length && (isDigit(text[end]) || NOT_DIGITS.has(text[end] as number)); end += 1) {
    digitsOnly &&= isDigit(text[end]);
  }
  return { end, digitsOnly };
}
