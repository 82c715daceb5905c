/** A text as it is stored: Unicode NFC, no spaces at the ends, inner runs of spaces kept. */
export function normalisedText(text: string): string {
  return text.normalize('NFC').trim();
}

/** Control characters (tab and line ends aside), invisible and direction-changing ones, and halves of characters. */
const UNWANTED = /[\p{Cc}\p{Cs}\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text holds characters that nobody types on purpose and that can make it read as something else. */
export function hasUnwantedCharacters(text: string): boolean {
  return UNWANTED.test(text.replaceAll(/[\t\n\r]/gu, ''));
}

/**
 * Path of the first text inside a JSON value that holds unwanted characters; null when there is none.
 * @param path path of the value itself, for example `input`.
 */
export function pathOfUnwantedText(value: unknown, path: string): string | null {
  if (typeof value === 'string') {
    return hasUnwantedCharacters(value) ? path : null;
  }
  if (value === null || typeof value !== 'object') {
    return null;
  }
  for (const [key, item] of Object.entries(value)) {
    const found = pathOfUnwantedText(item, `${path}.${key}`);
    if (found) {
      return found;
    }
  }
  return null;
}

/** Every string inside a JSON value in NFC, so that the same words always hash the same. */
export function normalisedJson<T>(value: T): T {
  if (typeof value === 'string') {
    return value.normalize('NFC') as T;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => normalisedJson(item)) as T;
  }
  if (value instanceof Date) {
    return value.toISOString() as T;
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, normalisedJson(item)]),
    ) as T;
  }
  return value;
}
