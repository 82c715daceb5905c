import { join } from 'node:path';
import { Worker, workerData } from 'node:worker_threads';
import type { Intervals } from './anchors';
import { checkSegment, type SegmentResult } from './segment';

/** What a worker is told: it takes the next segment that nobody has taken, until there is none. */
export interface SegmentWork {
  readonly folder: string;
  readonly segments: number;
  readonly intervals: Intervals;
  /** How many segments have been taken, in shared memory. */
  readonly taken: Int32Array;
}

/** Results by segment, of those that one worker took. */
export type SegmentResults = readonly (readonly [segment: number, result: SegmentResult])[];

/** Checks segments until none is left. */
export function checkSegments({ folder, segments, intervals, taken }: SegmentWork): SegmentResults {
  const results: (readonly [number, SegmentResult])[] = [];
  for (;;) {
    const segment = Atomics.add(taken, 0, 1) + 1;
    if (segment > segments) {
      return results;
    }
    results.push([segment, checkSegment(folder, segment, intervals)]);
  }
}

/** What this thread was told. */
export function segmentWork(): SegmentWork {
  return workerData as SegmentWork;
}

/** Begins to check all segments on threads of their own. */
export async function checkSegmentsOnThreads(work: SegmentWork, threads: number): Promise<SegmentResults> {
  const results = await Promise.all(
    Array.from(
      { length: threads },
      () =>
        new Promise<SegmentResults>((resolve, reject) => {
          const worker = new Worker(join(__dirname, 'segment.worker.js'), { workerData: work });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  return results.flat();
}
