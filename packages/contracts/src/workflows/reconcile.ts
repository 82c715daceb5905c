import type { ReconciliationCounts, ReconciliationPass } from '../activities/reconciler-activities';

/** Services whose subjects have workflows: each is reconciled by itself. */
export const RECONCILED_SERVICES = ['emulation', 'awards'] as const;
/** One of the services whose subjects have workflows. */
export type ReconciledService = (typeof RECONCILED_SERVICES)[number];

/** Id of the schedule by which a service is reconciled; its runs begin with it as well. */
export function reconcileScheduleId(service: ReconciledService): string {
  return `reconcile/${service}`;
}

/** Start input of `reconcile`. */
export interface ReconcileInput {
  readonly service: ReconciledService;
  /** What an earlier run carries on. */
  readonly resumeFrom?: {
    readonly begunAt: string;
    readonly pass: ReconciliationPass;
    readonly cursor: string | null;
    readonly counts: ReconciliationCounts;
  };
}
