import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { openReadOnly } from './database-evidence';

const BETWEEN_LOOKS = 500;
const undelivered = (service: string): string =>
  `SELECT CONCAT(COUNT(*), ' decisions of ${service} wait for the engine') AS what FROM outbox
    WHERE done_at IS NULL HAVING COUNT(*) > 0`;
const behindTheTree = (service: string): string =>
  `SELECT '${service} is behind with the union tree' AS what FROM feed_cursor c JOIN thidua_membership.feed_head h
    WHERE c.feed = 'membership' AND (c.position < h.position OR c.epoch <> h.epoch)`;
/** What still moves: rows that wait for the engine, changes that were not heard of, timers that are about to act. */
const WAITING: Readonly<Record<string, readonly string[]>> = {
  membership: [
    `SELECT CONCAT(COUNT(*), ' changes of the union tree wait for a number') AS what FROM change_feed
      WHERE position IS NULL HAVING COUNT(*) > 0`,
  ],
  finance: [behindTheTree('finance')],
  awards: [undelivered('awards'), behindTheTree('awards')],
  emulation: [
    undelivered('emulation'),
    behindTheTree('emulation'),
    `SELECT CONCAT(COUNT(*), ' cycles have pledges to prepare') AS what FROM emulation_cycle c
      WHERE c.state IN ('OPENING', 'OPEN')
        AND NOT EXISTS (SELECT 1 FROM emulation_pledge p WHERE p.cycle_id = c.id) HAVING COUNT(*) > 0`,
    `SELECT CONCAT(COUNT(*), ' pledges wait for their deadline') AS what FROM emulation_pledge
      WHERE completed_at IS NULL AND escalated_at IS NULL HAVING COUNT(*) > 0`,
  ],
};

/**
 * Waits until nothing moves any more.
 * @param alsoWaiting what else has to come to rest, in words; null when it has.
 * @returns what still moves after the time is over, in words; empty when nothing does.
 */
export async function settle(
  databaseUrl: string,
  within: number,
  alsoWaiting: () => string | null,
): Promise<readonly string[]> {
  const until = Date.now() + within;
  for (;;) {
    const moving = [...(await movingIn(databaseUrl)), ...[alsoWaiting() ?? []].flat()];
    if (moving.length === 0 || Date.now() > until) {
      return moving;
    }
    await wait(BETWEEN_LOOKS);
  }
}

/** What still moves, in words. */
export async function movingIn(databaseUrl: string): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(WAITING).map(async ([service, questions]) => {
      let connection: Connection | null = null;
      try {
        connection = await openReadOnly(databaseUrl, service);
        const [rows] = await connection.query<RowDataPacket[]>(questions.join(' UNION ALL '));
        return rows.map((row) => String(row['what']));
      } catch (error) {
        return [`the database of ${service} does not answer: ${String(error)}`];
      } finally {
        await connection?.end();
      }
    }),
  );
  return found.flat();
}
