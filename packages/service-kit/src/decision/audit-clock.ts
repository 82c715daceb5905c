import { DATABASE_CLOCK } from '../database/data-source';
import type { SqlRunner } from '../identity/unit-scope';
import { auditTable } from './audit-trail';

/**
 * Locks a subject's head and reads the clock by which its next audit entry is dated: the database's, but never before
 * the subject's last entry nor before the period that is open, however often the clock was set back.
 *
 * The open period is locked shared until the transaction ends, and before the clock is read: arguments are evaluated in
 * their order, and a test holds the server to it. So nobody waits here: whoever
 * takes an anchor opens the next period first, and then waits until the last transaction of this one has ended. From
 * then on no entry can still appear that is dated before the next period (docs/audit-format.md, "Intervals").
 * @param columns of subject_head that are wanted.
 * @returns the columns and the time, `at`; undefined when there is no such subject.
 */
export async function lockSubjectHead<Columns>(
  runner: SqlRunner,
  subjectId: string,
  columns: string,
): Promise<(Columns & { readonly at: string }) | undefined> {
  const [head] = await runner.query<(Columns & { at: string })[]>(
    `SELECT ${columns}, GREATEST(
            (SELECT opened_at FROM ${auditTable('period')} ORDER BY number DESC LIMIT 1 LOCK IN SHARE MODE),
            ${DATABASE_CLOCK}, audit_at) AS at
       FROM subject_head WHERE subject_id = ? FOR UPDATE`,
    [subjectId],
  );
  return head;
}
