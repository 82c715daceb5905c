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

/** The longest path that all paths begin with: the only part of the tree that has to be counted. `/` when none. */
export function commonPath(paths: readonly string[]): string {
  const [first = '/', ...others] = paths;
  const steps = numbersOf(first);
  let shared = steps.length;
  for (const path of others) {
    const numbers = numbersOf(path);
    const differs = steps.slice(0, shared).findIndex((number, index) => numbers[index] !== number);
    shared = differs === -1 ? shared : differs;
  }
  return shared === 0 ? '/' : `/${steps.slice(0, shared).join('/')}/`;
}
