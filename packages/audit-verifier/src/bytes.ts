/** Whether these bytes stand between two positions, and nothing else. */
export function holds(bytes: Uint8Array, start: number, end: number, what: Uint8Array): boolean {
  if (end - start !== what.length) {
    return false;
  }
  for (let offset = 0; offset < what.length; offset += 1) {
    if (bytes[start + offset] !== what[offset]) {
      return false;
    }
  }
  return true;
}

/** Length of a subject's id, a UUID. */
export const ID_LENGTH = 36;
/** Length of a SHA-256 in hexadecimal digits. */
export const HASH_LENGTH = 64;

const DASH = 0x2d;
/** 1 for each byte that is a hexadecimal digit as the format writes it. */
const HEX_DIGITS = new Uint8Array(256);
for (const digit of Buffer.from('0123456789abcdef')) {
  HEX_DIGITS[digit] = 1;
}

/** Whether so many hexadecimal digits begin here; bytes that are not there count as others. */
function areHexDigits(bytes: Uint8Array, position: number, count: number): boolean {
  for (let offset = 0; offset < count; offset += 1) {
    if (HEX_DIGITS[bytes[position + offset] ?? 0] === 0) {
      return false;
    }
  }
  return true;
}

/** Whether 64 hexadecimal digits begin here. */
export function isHashAt(bytes: Uint8Array, position: number): boolean {
  return areHexDigits(bytes, position, HASH_LENGTH);
}

/** Whether a UUID in lower case begins here. */
export function isIdAt(bytes: Uint8Array, position: number): boolean {
  return (
    areHexDigits(bytes, position, 8) &&
    bytes[position + 8] === DASH &&
    areHexDigits(bytes, position + 9, 4) &&
    bytes[position + 13] === DASH &&
    areHexDigits(bytes, position + 14, 4) &&
    bytes[position + 18] === DASH &&
    areHexDigits(bytes, position + 19, 4) &&
    bytes[position + 23] === DASH &&
    areHexDigits(bytes, position + 24, 12)
  );
}

/** Whether an ASCII text begins here. */
export function isTextAt(bytes: Uint8Array, position: number, text: string): boolean {
  for (let offset = 0; offset < text.length; offset += 1) {
    if (bytes[position + offset] !== text.charCodeAt(offset)) {
      return false;
    }
  }
  return true;
}

/** The most digits of a number in a line. */
export const LONGEST_NUMBER = 10;

/** A number from 1 that is written in digits without a leading zero; 0 when it is none. */
export function positiveNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > LONGEST_NUMBER || bytes[start] === 0x30) {
    return 0;
  }
  let value = 0;
  for (let position = start; position < end; position += 1) {
    const digit = (bytes[position] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) {
      return 0;
    }
    value = value * 10 + digit;
  }
  return value;
}
