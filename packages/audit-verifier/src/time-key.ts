/** Length of a time as the format writes it: 2026-11-25T22:56:16.811123Z. */
export const TIME_LENGTH = 27;

const SEPARATORS: readonly (readonly [offset: number, byte: number])[] = [
  [4, 0x2d],
  [7, 0x2d],
  [10, 0x54],
  [13, 0x3a],
  [16, 0x3a],
  [19, 0x2e],
  [26, 0x5a],
];
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/**
 * A time as a number that orders as the time does: not a duration, because every month counts 31 days.
 * @param position where its 27 bytes begin.
 * @returns -1 when it is not a time of the format.
 */
export function timeKey(bytes: Uint8Array, position: number): number {
  for (const [offset, byte] of SEPARATORS) {
    if (bytes[position + offset] !== byte) {
      return -1;
    }
  }
  const year = digits(bytes, position, 4);
  const month = digits(bytes, position + 5, 2);
  const day = digits(bytes, position + 8, 2);
  const hour = digits(bytes, position + 11, 2);
  const minute = digits(bytes, position + 14, 2);
  const second = digits(bytes, position + 17, 2);
  const microsecond = digits(bytes, position + 20, 6);
  const holds =
    year >= FIRST_YEAR &&
    year <= LAST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59 &&
    second >= 0 &&
    second <= 59 &&
    microsecond >= 0;
  if (!holds) {
    return -1;
  }
  const days = ((year - FIRST_YEAR) * 12 + month - 1) * 31 + day - 1;
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000 + microsecond;
}

/** The same of a text. */
export function timeKeyOf(text: string): number {
  return text.length === TIME_LENGTH ? timeKey(Buffer.from(text, 'latin1'), 0) : -1;
}

function digits(bytes: Uint8Array, position: number, count: number): number {
  let value = 0;
  for (let offset = 0; offset < count; offset += 1) {
    const digit = (bytes[position + offset] as number) - 0x30;
    // Also what lies behind the end of the bytes.
    if (!(digit >= 0 && digit <= 9)) {
      return -1;
    }
    value = value * 10 + digit;
  }
  return value;
}
