import { RESTORED_ACTION } from '@thidua/contracts';
import { auditTable } from '../decision/audit-trail';
import type { SqlRunner } from '../identity/unit-scope';
import type { ChainHead } from './restart';

/**
 * The last entry of a subject that an anchor saw and that its chain does not have; null when there is none, or when the
 * chain says so already.
 */
export async function lostHeadOf(runner: SqlRunner, subjectId: string): Promise<ChainHead | null> {
  const [head] = await runner.query<ChainHead[]>(
    `SELECT head.sequence, head.hash FROM ${auditTable('anchor_head')} head
       LEFT JOIN ${auditTable('entry')} entry
              ON entry.subject_id = head.subject_id AND entry.sequence = head.sequence AND entry.hash = head.hash
      WHERE head.subject_id = ? AND entry.hash IS NULL ORDER BY head.anchor DESC LIMIT 1`,
    [subjectId],
  );
  if (!head) {
    return null;
  }
  const [named] = await runner.query<object[]>(
    `SELECT sequence FROM ${auditTable('entry')}
      WHERE subject_id = ? AND action = ? AND JSON_VALUE(entry, '$.after.lostHead.hash') = ?`,
    [subjectId, RESTORED_ACTION, head.hash],
  );
  return named ? null : head;
}
