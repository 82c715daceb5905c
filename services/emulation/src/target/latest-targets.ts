import type { EntityManager } from 'typeorm';
import type { ReviewTarget } from '../review/review-figures';

/**
 * The targets in force for groups or units in a cycle: of each indicator the one that was issued last.
 * A later decision that does not name an assignee leaves their earlier target in force.
 */
export async function latestTargets(
  manager: EntityManager,
  cycleId: string,
  assigneeIds: readonly string[],
): Promise<ReviewTarget[]> {
  if (assigneeIds.length === 0) {
    return [];
  }
  const rows = await manager.query<
    { indicator_code: string; assignee_id: string; decision_id: string; value: string | null }[]
  >(
    `SELECT t.indicator_code, t.assignee_id, t.decision_id, t.value
       FROM target t JOIN target_decision d ON d.id = t.decision_id
      WHERE d.cycle_id = ? AND t.assignee_id IN (${assigneeIds.map(() => '?').join(', ')})
      ORDER BY COALESCE(d.issued_on, '1900-01-01') DESC, d.recorded_at DESC, d.id DESC`,
    [cycleId, ...assigneeIds],
  );
  const latest = new Map<string, ReviewTarget>();
  for (const row of rows) {
    const key = `${row.indicator_code} ${row.assignee_id}`;
    if (!latest.has(key)) {
      latest.set(key, {
        indicatorCode: row.indicator_code,
        assigneeId: row.assignee_id,
        decisionId: row.decision_id,
        value: row.value,
      });
    }
  }
  return [...latest.values()];
}
