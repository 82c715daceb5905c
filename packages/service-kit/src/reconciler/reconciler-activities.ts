import type { ReconcilerActivities } from '@thidua/contracts';
import { DATABASE_CLOCK } from '../database/data-source';
import { Reconciler, type ReconcilerDependencies } from './reconciler';
import { oneAtATime } from './one-at-a-time';

/** What a service whose subjects have workflows offers to the workflow that reconciles it. */
export function createReconcilerActivities(dependencies: ReconcilerDependencies): ReconcilerActivities {
  const { dataSource } = dependencies;
  const reconciler = new Reconciler(dependencies);
  return {
    async beginReconciliation() {
      const [clock] = await dataSource.query<{ at: string }[]>(`SELECT ${DATABASE_CLOCK} AS at`);
      return clock?.at ?? '';
    },
    reconcilePage: (request) => oneAtATime(dataSource, 'reconciliation', () => reconciler.page(request)),
    async endReconciliation(begunAt) {
      await dataSource.query(
        'UPDATE database_restore SET reconciled_at = UTC_TIMESTAMP(6) WHERE reconciled_at IS NULL AND restored_at <= ?',
        [new Date(begunAt)],
      );
    },
  };
}
