import type { SqlRunner } from '../identity/unit-scope';
import { headLock } from './decision-statements';

/** What a head's lock tells besides the columns that were asked for. */
export interface LockedHead {
  /** Database time, ISO 8601 in UTC with microseconds. */
  readonly at: string;
  /** The connection's isolation level. */
  readonly isolation: string;
}

/** @throws when a plain read of the transaction could return what stood there before it waited for its lock. */
export function assertReadCommitted({ isolation }: LockedHead): void {
  if (isolation !== 'READ-COMMITTED') {
    throw new Error(`a decision needs READ COMMITTED, and this connection is ${isolation}: see connect()`);
  }
}

/**
 * Locks a subject's head and reads the clock by which its next audit entry is dated: the database's, but never before
 * the subject's last entry nor before the period that is open, however often the clock was set back.
 *
 * The open period is locked shared until the transaction ends, and before the clock is read: arguments are evaluated in
 * their order, and a test holds the server to it. So nobody waits here: whoever takes an anchor opens the next period
 * first, and then waits until the last transaction of this one has ended. From then on no entry can still appear that is dated before the next period (docs/audit-format.md, "Intervals").
 * @param columns of subject_head that are wanted.
 * @returns the columns and the time, `at`; undefined when there is no such subject.
 */
export async function lockSubjectHead<Columns>(
  runner: SqlRunner,
  subjectId: string,
  columns: string,
): Promise<(Columns & LockedHead) | undefined> {
  const [head] = await runner.query<(Columns & LockedHead)[]>(headLock(columns), [subjectId]);
  if (head) {
    assertReadCommitted(head);
  }
  return head;
}
