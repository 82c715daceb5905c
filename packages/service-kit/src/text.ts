/** A text as it is stored: Unicode NFC, no spaces at the ends, inner runs of spaces kept. */
export function normalisedText(text: string): string {
  return text.normalize('NFC').trim();
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
