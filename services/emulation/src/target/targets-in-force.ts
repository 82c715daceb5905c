import type { EntityManager } from 'typeorm';
import type { ReviewTarget } from '../review/review-figures';

/**
 * The targets in force for groups or units in a cycle: of each indicator the one of the highest issuer, and of that
 * issuer's the one that was issued last. A later decision that does not name an assignee leaves their earlier target
 * in force.
 * @param date calendar date on which it is asked who is above whom.
 */
export async function targetsInForce(
  manager: EntityManager,
  cycleId: string,
  assigneeIds: readonly string[],
  date: string,
): Promise<ReviewTarget[]> {
  if (assigneeIds.length === 0) {
    return [];
  }
  const rows = await manager.query<
    { indicator_code: string; assignee_id: string; decision_id: string; value: string | null }[]
  >(
    `SELECT t.indicator_code, t.assignee_id, t.decision_id, t.value
       FROM target t JOIN target_decision d ON d.id = t.decision_id
       LEFT JOIN unit_projection u ON u.unit_id = d.issuer_unit_id AND u.valid_from <= ? AND u.valid_until > ?
      WHERE d.cycle_id = ? AND t.assignee_id IN (${assigneeIds.map(() => '?').join(', ')})
      ORDER BY u.path IS NULL, CHAR_LENGTH(u.path), COALESCE(d.issued_on, '1900-01-01') DESC, d.recorded_at DESC, d.id DESC`,
    [date, date, cycleId, ...assigneeIds],
  );
  const inForce = new Map<string, ReviewTarget>();
  for (const row of rows) {
    const key = `${row.indicator_code} ${row.assignee_id}`;
    if (!inForce.has(key)) {
      inForce.set(key, {
        indicatorCode: row.indicator_code,
        assigneeId: row.assignee_id,
        decisionId: row.decision_id,
        value: row.value,
      });
    }
  }
  return [...inForce.values()];
}
