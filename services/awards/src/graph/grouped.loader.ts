import DataLoader from 'dataloader';

/** Loads one row for each key, or null, in one read for all keys of a tick. */
export function oneLoader<Row>(
  read: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const rows = new Map((await read(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
}

/** Loads the rows of each key, in one read for all keys of a tick, in the order of the read. */
export function manyLoader<Row>(
  read: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return new DataLoader(async (keys) => {
    const rows = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await read(keys)) {
      rows.get(keyOf(row))?.push(row);
    }
    return keys.map((key) => rows.get(key) ?? []);
  });
}
