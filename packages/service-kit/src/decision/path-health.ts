import type { FeedHealth, OutboxHealth, PathHealth, ServiceName, SetAsideRow } from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import { DATABASE_CLOCK } from '../database/data-source';

const MOST_SET_ASIDE_LISTED = 100;

/** What follows another service's feed; there is none in the service that owns the tree. */
export interface FeedFollower {
  /** How far it is behind. */
  lag(): FeedHealth['followed'];
  /** Builds its rows again from zero beside the ones in use. */
  rebuild(): Promise<void>;
}

/** How far decisions are behind on their way to the workflows: for everybody who asks whether the service is ready. */
export async function readOutboxHealth(dataSource: DataSource): Promise<OutboxHealth> {
  const [row] = await dataSource.query<Record<keyof OutboxHealth, number | string | null>[]>(
    `SELECT COUNT(*) AS backlog, TIMESTAMPDIFF(SECOND, MIN(committed_at), UTC_TIMESTAMP(6)) AS oldestSeconds,
            MAX(attempts) AS mostAttempts, COUNT(set_aside_at) AS setAside,
            (SELECT COUNT(*) FROM subject_head WHERE held_at IS NOT NULL) AS held
       FROM outbox WHERE done_at IS NULL`,
  );
  return {
    backlog: Number(row?.backlog ?? 0),
    oldestSeconds: Number(row?.oldestSeconds ?? 0),
    mostAttempts: Number(row?.mostAttempts ?? 0),
    setAside: Number(row?.setAside ?? 0),
    held: Number(row?.held ?? 0),
  };
}

/** How far the feed that this service gives, and its reading of another's, are behind. */
export async function readFeedHealth(dataSource: DataSource, follower: FeedFollower | null): Promise<FeedHealth> {
  const [row] = await dataSource.query<
    { epoch: string; head: number | string; unnumbered: number | string; oldest: number | string | null }[]
  >(
    `SELECT h.epoch, h.position AS head, COUNT(c.id) AS unnumbered,
            TIMESTAMPDIFF(SECOND, MIN(c.created_at), UTC_TIMESTAMP(6)) AS oldest
       FROM feed_head h LEFT JOIN change_feed c ON c.position IS NULL
      WHERE h.name = 'feed' GROUP BY h.epoch, h.position`,
  );
  return {
    published: {
      epoch: row?.epoch ?? '',
      head: Number(row?.head ?? 0),
      unnumbered: Number(row?.unnumbered ?? 0),
      oldestUnnumberedSeconds: Number(row?.oldest ?? 0),
    },
    followed: follower?.lag() ?? null,
  };
}

/** The decision path of this service, for operators. */
export async function readPathHealth(
  dataSource: DataSource,
  service: ServiceName,
  follower: FeedFollower | null,
): Promise<PathHealth> {
  const [outbox, feed, [clock], findings, setAside] = await Promise.all([
    readOutboxHealth(dataSource),
    readFeedHealth(dataSource, follower),
    dataSource.query<{ at: string }[]>(`SELECT ${DATABASE_CLOCK} AS at`),
    dataSource.query<{ finding: string; subjects: number | string }[]>(
      'SELECT finding, COUNT(*) AS subjects FROM reconciliation_finding WHERE is_open = 1 GROUP BY finding',
    ),
    readSetAsideRows(dataSource),
  ]);
  return {
    service,
    at: clock?.at ?? '',
    outbox,
    feed,
    findings: Object.fromEntries(findings.map(({ finding, subjects }) => [finding, Number(subjects)])),
    setAside,
  };
}

async function readSetAsideRows(dataSource: DataSource): Promise<SetAsideRow[]> {
  const rows = await dataSource.query<(Omit<SetAsideRow, 'setAsideAt'> & { setAsideAt: Date })[]>(
    `SELECT id AS outboxId, subject_kind AS subjectKind, subject_id AS subjectId, workflow_id AS workflowId, number,
            command_id AS commandId, attempts, last_error AS reason, set_aside_at AS setAsideAt
       FROM outbox WHERE done_at IS NULL AND set_aside_at IS NOT NULL ORDER BY set_aside_at, id LIMIT ?`,
    [MOST_SET_ASIDE_LISTED],
  );
  return rows.map((row) => ({ ...row, outboxId: String(row.outboxId), setAsideAt: row.setAsideAt.toISOString() }));
}

/**
 * Lets the relay try a row again that was set aside. Whoever releases it has looked at the reason: the workflow refuses
 * it again if both sides still disagree.
 * @returns whether there was such a row.
 */
export async function releaseSetAsideRow(dataSource: DataSource, outboxId: string): Promise<boolean> {
  const released = await dataSource.query<{ affectedRows: number }>(
    `UPDATE outbox SET set_aside_at = NULL, attempts = 0, struggling = 0, next_attempt_at = UTC_TIMESTAMP(6)
      WHERE id = ? AND set_aside_at IS NOT NULL AND done_at IS NULL`,
    [outboxId],
  );
  return released.affectedRows === 1;
}
