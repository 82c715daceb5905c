import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { openReadOnly } from './database-evidence';

const BETWEEN_LOOKS = 500;
/** What still moves: rows that wait for the engine, and timers that are about to act. */
const WAITING: Readonly<Record<string, string>> = {
  awards: `SELECT CONCAT(COUNT(*), ' decisions of awards wait for the engine') AS what FROM outbox
            WHERE done_at IS NULL HAVING COUNT(*) > 0`,
  emulation: `SELECT CONCAT(COUNT(*), ' decisions of emulation wait for the engine') AS what FROM outbox
               WHERE done_at IS NULL HAVING COUNT(*) > 0
              UNION ALL
              SELECT CONCAT(COUNT(*), ' cycles have pledges to prepare') FROM emulation_cycle c
               WHERE c.state IN ('OPENING', 'OPEN')
                 AND NOT EXISTS (SELECT 1 FROM emulation_pledge p WHERE p.cycle_id = c.id) HAVING COUNT(*) > 0
              UNION ALL
              SELECT CONCAT(COUNT(*), ' pledges wait for their deadline') FROM emulation_pledge
               WHERE completed_at IS NULL AND escalated_at IS NULL HAVING COUNT(*) > 0`,
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
    Object.entries(WAITING).map(async ([service, sql]) => {
      let connection: Connection | null = null;
      try {
        connection = await openReadOnly(databaseUrl, service);
        const [rows] = await connection.query<RowDataPacket[]>(sql);
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
