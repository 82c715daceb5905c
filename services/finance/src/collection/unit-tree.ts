/** A unit with its place in the tree. */
export interface PlacedUnit {
  readonly unitId: string;
  /** Numbers from the root down to the unit, for example `/1/7/93/`. */
  readonly path: string;
}

/** How many units stand on a path, the unit itself included: 3 for `/1/7/93/`. */
export function depthOf(path: string): number {
  return path.split('/').length - 2;
}

/** The paths that are not under another one of them: reading these reads everything. */
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

/** The paths of the units on a path, from the root down to the unit itself: `/1/`, `/1/7/`, `/1/7/93/`. */
export function pathsAlong(path: string): string[] {
  const along: string[] = [];
  for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
    along.push(path.slice(0, end + 1));
  }
  return along;
}
