import type { FeedPage } from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction';
import { failpoint } from '../failpoint';
import type { SqlRunner } from '../identity/unit-scope';

const NUMBERING_BATCH = 1000;
const PUBLISHING_BATCH = 500;

/**
 * Inserts a change into this service's feed, without a position, inside the writing transaction and under its
 * subject's lock. Positions are given after the commit, so a reader never sees a gap that fills later.
 */
export async function publishChange(runner: SqlRunner, subjectId: string, change: unknown): Promise<void> {
  await publishChanges(runner, [{ subjectId, change }]);
}

/** Like publishChange for many changes at once, in their order: a subtree is one statement for each 500 of its units. */
export async function publishChanges(
  runner: SqlRunner,
  changes: readonly { readonly subjectId: string; readonly change: unknown }[],
): Promise<void> {
  for (let start = 0; start < changes.length; start += PUBLISHING_BATCH) {
    const batch = changes.slice(start, start + PUBLISHING_BATCH);
    await runner.query(
      `INSERT INTO change_feed (subject_id, payload, created_at)
       VALUES ${batch.map(() => '(?, ?, UTC_TIMESTAMP(6))').join(', ')}`,
      batch.flatMap(({ subjectId, change }) => [subjectId, JSON.stringify(change)]),
    );
  }
}

/**
 * Gives consecutive positions to the committed changes that have none, one transaction at a time.
 * @returns the feed's epoch and last position.
 */
export async function numberChanges(dataSource: DataSource): Promise<{ epoch: string; head: number }> {
  const [current] = await dataSource.query<{ epoch: string; position: number; unnumbered: number | string }[]>(
    `SELECT epoch, position, EXISTS (SELECT 1 FROM change_feed WHERE position IS NULL) AS unnumbered
       FROM feed_head WHERE name = 'feed'`,
  );
  if (!current) {
    throw new Error('the change feed has no head: run the migrations');
  }
  if (Number(current.unnumbered) === 0) {
    return { epoch: current.epoch, head: Number(current.position) };
  }
  const numbered = await inTransaction(dataSource, async (runner) => {
    const [head] = (await runner.query(`SELECT epoch, position FROM feed_head WHERE name = 'feed' FOR UPDATE`)) as {
      epoch: string;
      position: number;
    }[];
    if (!head) {
      throw new Error('the change feed has no head: run the migrations');
    }
    let position = Number(head.position);
    for (;;) {
      const rows = (await runner.query(
        `SELECT id FROM change_feed WHERE position IS NULL ORDER BY id LIMIT ${NUMBERING_BATCH}`,
      )) as { id: string | number }[];
      if (rows.length === 0) {
        break;
      }
      const cases = rows.map(({ id }) => {
        position += 1;
        return `WHEN ${Number(id)} THEN ${position}`;
      });
      await runner.query(
        `UPDATE change_feed SET position = CASE id ${cases.join(' ')} END
          WHERE id IN (${rows.map(({ id }) => Number(id)).join(', ')})`,
      );
      if (rows.length < NUMBERING_BATCH) {
        break;
      }
    }
    await runner.query(`UPDATE feed_head SET position = ? WHERE name = 'feed'`, [position]);
    await failpoint('feed.before-numbering-commit');
    return { epoch: head.epoch, head: position };
  });
  await failpoint('feed.after-numbering-commit');
  return numbered;
}

/**
 * A page of this service's feed.
 * @param after position after which to begin; 0 for the first change.
 * @param limit 1 to 1,000 changes.
 */
export async function readFeed<Change>(
  dataSource: DataSource,
  after: number,
  limit: number,
): Promise<FeedPage<Change>> {
  const { epoch, head } = await numberChanges(dataSource);
  const rows = await dataSource.query<{ position: string | number; payload: string }[]>(
    'SELECT position, payload FROM change_feed WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
    [after, head, limit],
  );
  return {
    epoch,
    head,
    changes: rows.map((row) => ({ position: Number(row.position), change: JSON.parse(row.payload) as Change })),
  };
}
