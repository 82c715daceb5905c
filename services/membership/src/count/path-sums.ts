/** A count of rows of the units on one path. */
export interface PathCount {
  /** Numbers from the root down to the unit, for example `/1/7/93/`. */
  readonly path: string;
  readonly total: number;
}

/** The numbers along a path, the root's first. */
export function numbersOf(path: string): number[] {
  return path.split('/').filter(Boolean).map(Number);
}

/**
 * Sums for units, each with everything under it: a count belongs to a unit when the unit's number is on its path, so a
 * count stays with those who were above the unit when it happened, whatever was transferred later.
 * @param unitNumbers numbers of the units wanted.
 */
export function sumsByNumber(counts: readonly PathCount[], unitNumbers: readonly number[]): Map<number, number> {
  const sums = new Map(unitNumbers.map((number) => [number, 0]));
  for (const { path, total } of counts) {
    for (const number of numbersOf(path)) {
      const sum = sums.get(number);
      if (sum !== undefined) {
        sums.set(number, sum + total);
      }
    }
  }
  return sums;
}

/** The paths that no other of the paths lies above, in order: together they hold all of them, each unit once. */
export function outermostPaths(paths: readonly string[]): string[] {
  const outermost: string[] = [];
  for (const path of [...new Set(paths)].sort()) {
    const last = outermost.at(-1);
    if (last === undefined || !path.startsWith(last)) {
      outermost.push(path);
    }
  }
  return outermost;
}
