/** A value below which a share of the others lies; 0 when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** How many were done and how long each took. */
export interface LoadResult {
  readonly perSecond: number;
  readonly count: number;
  /** Milliseconds of each. */
  readonly latencies: readonly number[];
}

/**
 * Lets clients work side by side, each its next as soon as its last is done, until the time is over.
 * @param act does one thing for the client with that number.
 */
export async function loadFor(
  clients: number,
  milliseconds: number,
  act: (client: number) => Promise<void>,
): Promise<LoadResult> {
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + milliseconds;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let start = performance.now(); start < until; start = performance.now()) {
        await act(client);
        latencies.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  return { perSecond: latencies.length / seconds, count: latencies.length, latencies };
}

/** A line of a table: text to the left, figures to the right. */
export function row(cells: readonly (string | number)[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => {
      const width = widths[index] ?? 10;
      return index === 0 ? String(cell).padEnd(width) : String(cell).padStart(width);
    })
    .join(' ');
}
