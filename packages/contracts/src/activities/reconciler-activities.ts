/**
 * What a reconciliation goes over, in this order: subjects that are held since their database was restored and ended
 * ones of which something is still listed, subjects whose workflow has not ended, and the engine's workflows whose
 * subject the database does not know as open.
 */
export const RECONCILIATION_PASSES = ['HELD', 'OPEN', 'ENGINE'] as const;
/** One pass of a reconciliation. */
export type ReconciliationPass = (typeof RECONCILIATION_PASSES)[number];

/** What a page of a reconciliation asks for. */
export interface ReconcilePageRequest {
  readonly pass: ReconciliationPass;
  /** Where the page begins; null for the first. */
  readonly cursor: string | null;
}

/** What came of comparing subjects. */
export interface ReconciliationCounts {
  /** Subjects whose two sides were compared. */
  readonly compared: number;
  /** Subjects that were repaired. */
  readonly repaired: number;
  /** Subjects that were listed for a person to look at. */
  readonly listed: number;
  /** Subjects that could not be compared: the next reconciliation tries them again. Absent in runs of before it was counted. */
  readonly failed?: number;
}

/** A page of a reconciliation. */
export interface ReconcilePage extends ReconciliationCounts {
  /** Where the next page begins; null at the end of the pass. */
  readonly nextCursor: string | null;
}

/** Activities on the task queue of a service whose subjects have workflows. */
export interface ReconcilerActivities {
  /** The database's time, ISO 8601 in UTC: restores of before it are settled when the reconciliation comes to its end. */
  beginReconciliation(): Promise<string>;
  /** Compares a page of subjects with their workflows, repairs what is safe and lists the rest. */
  reconcilePage(request: ReconcilePageRequest): Promise<ReconcilePage>;
  /** Everything was compared since then; not called where something could not be. */
  endReconciliation(begunAt: string): Promise<void>;
}
