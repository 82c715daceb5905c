import { auditTable } from '../decision/audit-trail';
import type { SqlRunner } from '../identity/unit-scope';
import type { ChainHead } from './restart';

/** The last entry of a subject that an anchor saw and that its chain does not have; null when there is none. */
export async function lostHeadOf(runner: SqlRunner, subjectId: string): Promise<ChainHead | null> {
  const [head] = await runner.query<ChainHead[]>(
    `SELECT head.sequence, head.hash FROM ${auditTable('anchor_head')} head
       LEFT JOIN ${auditTable('entry')} entry
              ON entry.subject_id = head.subject_id AND entry.sequence = head.sequence AND entry.hash = head.hash
      WHERE head.subject_id = ? AND entry.hash IS NULL ORDER BY head.anchor DESC LIMIT 1`,
    [subjectId],
  );
  return head ?? null;
}
