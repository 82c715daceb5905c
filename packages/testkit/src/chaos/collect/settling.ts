import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { openReadOnly } from './database-evidence';

const BETWEEN_LOOKS = 500;
/** The services whose decisions the run is about. */
const DECIDING = ['awards', 'emulation'];
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
  awards: [
    undelivered('awards'),
    behindTheTree('awards'),
    `SELECT CONCAT(COUNT(*), ' nominations wait to be moved by their decisions') AS what FROM award_decision_move
      WHERE state = 'WAITING' HAVING COUNT(*) > 0`,
    `SELECT CONCAT(COUNT(*), ' decisions have money to order') AS what FROM award_decision
      WHERE payout_state = 'ORDERING' HAVING COUNT(*) > 0`,
    `SELECT CONCAT(COUNT(*), ' revocations have money to take back') AS what FROM award_revocation
      WHERE state <> 'SETTLED' HAVING COUNT(*) > 0`,
    `SELECT CONCAT(COUNT(*), ' ballots have results to bring on') AS what FROM ballot_session
      WHERE state = 'CLOSED' AND finished_at IS NULL HAVING COUNT(*) > 0`,
  ],
  emulation: [
    undelivered('emulation'),
    behindTheTree('emulation'),
    `SELECT CONCAT(COUNT(*), ' cycles have pledges to prepare') AS what FROM emulation_cycle c
      WHERE c.state IN ('OPENING', 'OPEN') AND c.owner_unit_id = :province
        AND NOT EXISTS (SELECT 1 FROM emulation_pledge p WHERE p.cycle_id = c.id) HAVING COUNT(*) > 0`,
    `SELECT CONCAT(COUNT(*), ' pledges wait for their deadline') AS what FROM emulation_pledge
      WHERE completed_at IS NULL AND escalated_at IS NULL AND deadline_at < UTC_TIMESTAMP(6) + INTERVAL 1 HOUR
      HAVING COUNT(*) > 0`,
  ],
};

/** How long a system has to come to rest, in milliseconds. */
export interface Patience {
  /** Without a single instruction applied: it stands still, or goes in circles. */
  readonly withoutProgress: number;
  /** In all. */
  readonly inAll: number;
}

/**
 * Waits until nothing moves any more. A slow machine takes its time over a backlog: what counts is that it gets on.
 * @param provinceId the approvers' province.
 * @param alsoWaiting what else has to come to rest, in words; null when it has.
 * @returns what still moves when patience is at its end, in words; empty when nothing does.
 */
export async function settle(
  databaseUrl: string,
  provinceId: string,
  patience: Patience,
  alsoWaiting: () => string | null,
): Promise<readonly string[]> {
  const begun = Date.now();
  let progress = { applied: -1, at: begun };
  for (;;) {
    const moving = [...(await movingIn(databaseUrl, provinceId)), ...[alsoWaiting() ?? []].flat()];
    const applied = await appliedIn(databaseUrl);
    const now = Date.now();
    if (applied > progress.applied) {
      progress = { applied, at: now };
    }
    if (moving.length === 0 || now > Math.min(progress.at + patience.withoutProgress, begun + patience.inAll)) {
      return moving;
    }
    await wait(BETWEEN_LOOKS);
  }
}

/** How many instructions were applied since the system began; -1 while a database does not answer. */
async function appliedIn(databaseUrl: string): Promise<number> {
  let applied = 0;
  for (const service of DECIDING) {
    let connection: Connection | null = null;
    try {
      connection = await openReadOnly(databaseUrl, service);
      const [rows] = await connection.query<RowDataPacket[]>('SELECT SUM(applied_number) AS applied FROM subject_head');
      applied += Number(rows[0]?.['applied'] ?? 0);
    } catch {
      return -1;
    } finally {
      await connection?.end();
    }
  }
  return applied;
}

/** What still moves, in words; of cycles those of the approvers' province, whose groups are there before them. */
export async function movingIn(databaseUrl: string, provinceId: string): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(WAITING).map(async ([service, questions]) => {
      let connection: Connection | null = null;
      try {
        connection = await openReadOnly(databaseUrl, service);
        const [rows] = await connection.query<RowDataPacket[]>(
          questions.join(' UNION ALL ').replaceAll(':province', connection.escape(provinceId)),
        );
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
