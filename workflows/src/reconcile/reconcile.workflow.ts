import { continueAsNew, proxyActivities, sleep } from '@temporalio/workflow';
import {
  RECONCILIATION_PASSES,
  TaskQueue,
  type ReconcileInput,
  type ReconcilePage,
  type ReconcilerActivities,
  type ReconciledService,
  type ReconciliationCounts,
} from '@thidua/contracts';

const QUEUES: Readonly<Record<ReconciledService, string>> = {
  emulation: TaskQueue.Emulation,
  awards: TaskQueue.Awards,
};
/** Between two pages of 50 subjects: people come first. */
const PAUSE_MILLISECONDS = 2_000;
/** A page leaves eight events; a run ends long before its history is long. */
const PAGES_PER_RUN = 200;

/**
 * Compares what a service's database and the engine know of the same subjects, page by page: first those that are held
 * since the database was restored, without a pause, because nobody can decide on them meanwhile.
 * @returns how many were compared, repaired and listed.
 * @throws when the service does not answer for long: the schedule starts the next run.
 */
export async function reconcile({ service, resumeFrom }: ReconcileInput): Promise<ReconciliationCounts> {
  const activities = proxyActivities<ReconcilerActivities>({
    taskQueue: QUEUES[service],
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: '10 minutes',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
  });
  const begunAt = resumeFrom?.begunAt ?? (await activities.beginReconciliation());
  let counts: ReconciliationCounts = resumeFrom?.counts ?? { compared: 0, repaired: 0, listed: 0 };
  let cursor = resumeFrom?.cursor ?? null;
  let pages = 0;
  for (const pass of RECONCILIATION_PASSES.slice(RECONCILIATION_PASSES.indexOf(resumeFrom?.pass ?? 'HELD'))) {
    do {
      if (pages === PAGES_PER_RUN) {
        await continueAsNew<typeof reconcile>({ service, resumeFrom: { begunAt, pass, cursor, counts } });
      }
      const page = await activities.reconcilePage({ pass, cursor });
      pages += 1;
      counts = added(counts, page);
      cursor = page.nextCursor;
      if (cursor !== null && pass !== 'HELD') {
        await sleep(PAUSE_MILLISECONDS);
      }
    } while (cursor !== null);
  }
  // What could not be compared may have lost decisions with a restore: only the next run can say that none has.
  if ((counts.failed ?? 0) === 0) {
    await activities.endReconciliation(begunAt);
  }
  return counts;
}

function added(counts: ReconciliationCounts, page: ReconcilePage): ReconciliationCounts {
  return {
    compared: counts.compared + page.compared,
    repaired: counts.repaired + page.repaired,
    listed: counts.listed + page.listed,
    failed: (counts.failed ?? 0) + (page.failed ?? 0),
  };
}
