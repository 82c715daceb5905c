/** A case that did not come out as it must. */
export interface Difference {
  /** Operation, field or entity, with the entry's note. */
  readonly what: string;
  /** Who asked, in words. */
  readonly caller: string;
  readonly expected: string;
  readonly came: string;
}

/** What a run came to. */
export interface MatrixResult {
  readonly entries: number;
  readonly cases: number;
  readonly differences: readonly Difference[];
}

/** Several results as one. */
export function together(results: readonly MatrixResult[]): MatrixResult {
  return {
    entries: results.reduce((sum, { entries }) => sum + entries, 0),
    cases: results.reduce((sum, { cases }) => sum + cases, 0),
    differences: results.flatMap(({ differences }) => differences),
  };
}

/** The differences as a table for each operation; empty when there is none. */
export function tablesOf(differences: readonly Difference[]): string {
  const operations = [...new Set(differences.map(({ what }) => what))];
  return operations
    .map((operation) => {
      const found = differences.filter(({ what }) => what === operation);
      const width = Math.max(...found.map(({ caller }) => caller.length));
      const lines = found.map(
        ({ caller, expected, came }) => `    ${caller.padEnd(width)}  expected ${expected}, came ${came}`,
      );
      return [`  ${operation}`, ...lines].join('\n');
    })
    .join('\n');
}

/** Does something with every item, a few at the same time, in their order. */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
  atOnce = 8,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, item] = next;
      results[index] = await act(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
