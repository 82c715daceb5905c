import { DATABASE_CLOCK } from '../database/data-source';
import { isDuplicateKey } from '../database/sql-errors';
import { auditTable } from '../decision/audit-trail';
import type { SqlRunner } from '../identity/unit-scope';

/** A period that has ended: entries dated from `from` on and before `to` belong to it. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

/** Whether a period has been opened. */
export async function isOpen(runner: SqlRunner, number: number): Promise<boolean> {
  const [period] = await runner.query<object[]>(`SELECT number FROM ${auditTable('period')} WHERE number = ?`, [
    number,
  ]);
  return period !== undefined;
}

/**
 * Opens the period after a numbered one, unless that one is still young. Entries are dated in it from then on, and
 * nobody waits (lockSubjectHead).
 * @returns whether it is open now.
 */
export async function openPeriodAfter(runner: SqlRunner, number: number, youngestSeconds: number): Promise<boolean> {
  const periods = auditTable('period');
  try {
    await runner.query(
      `INSERT INTO ${periods} (number, opened_at)
       SELECT number + 1, GREATEST(${DATABASE_CLOCK}, opened_at) FROM ${periods}
        WHERE number = ?
          AND opened_at <= DATE_FORMAT(UTC_TIMESTAMP(6) - INTERVAL ? SECOND, '%Y-%m-%dT%H:%i:%s.%fZ')`,
      [number, youngestSeconds],
    );
  } catch (error) {
    if (!isDuplicateKey(error)) {
      throw error;
    }
  }
  return isOpen(runner, number + 1);
}

/** Opens a period that began at a time which is known: that of an anchor the database has lost. */
export async function openPeriodAt(runner: SqlRunner, number: number, openedAt: string): Promise<void> {
  await runner.query(`INSERT INTO ${auditTable('period')} (number, opened_at) VALUES (?, ?)`, [number, openedAt]);
}

/** Waits until every transaction that dates an entry in the period has ended; later ones stand in the next period. */
export async function awaitPeriodEnd(runner: SqlRunner, number: number): Promise<void> {
  await runner.query(`SELECT number FROM ${auditTable('period')} WHERE number = ? FOR UPDATE`, [number]);
}

/** When a period began and ended. @throws when it is still open. */
export async function intervalOf(runner: SqlRunner, number: number): Promise<Interval> {
  const periods = auditTable('period');
  const [interval] = await runner.query<Interval[]>(
    `SELECT this.opened_at AS \`from\`, next.opened_at AS \`to\`
       FROM ${periods} this JOIN ${periods} next ON next.number = this.number + 1 WHERE this.number = ?`,
    [number],
  );
  if (!interval) {
    throw new Error(`the audit trail has no period ${number} that has ended`);
  }
  return interval;
}
