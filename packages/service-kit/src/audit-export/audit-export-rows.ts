import type { ServiceName } from '@thidua/contracts';
import type { AuditExportSummary } from '../audit/audit-export';
import type { SqlRunner } from '../identity/unit-scope';
import { pathOfExport } from './audit-export-path';
import { AuditExport, AuditExportAnchor, AuditExportState } from './audit-export.type';

/** Somebody who runs an export loses it when they are not heard of for so long. */
export const LEASE_SECONDS = 30;
/** How long the files are kept. */
const KEPT_HOURS = 24;
const MOST_ATTEMPTS = 5;
const RETRY_SECONDS = 10;

interface Row {
  readonly id: string;
  readonly requestedById: string;
  readonly requestedAt: Date;
  readonly state: AuditExportState;
  readonly entriesDone: number | string;
  readonly entriesTotal: number | string;
  readonly folder: string | null;
  readonly manifestDigest: string | null;
  readonly keyId: string | null;
  readonly anchorNumber: number | null;
  readonly anchorRoot: string | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly lastError: string | null;
}

/** An export by its id; null when there is none. */
export async function readAuditExport(
  runner: SqlRunner,
  service: ServiceName,
  id: string,
): Promise<AuditExport | null> {
  const [row] = await runner.query<Row[]>(
    `SELECT id, requested_by AS requestedById, requested_at AS requestedAt, state, entries_done AS entriesDone,
            entries_total AS entriesTotal, folder, manifest_digest AS manifestDigest, key_id AS keyId,
            last_anchor_number AS anchorNumber, last_anchor_root AS anchorRoot, finished_at AS finishedAt,
            expires_at AS expiresAt, last_error AS lastError
       FROM audit_export WHERE id = ?`,
    [id],
  );
  if (!row) {
    return null;
  }
  const { anchorNumber: number, anchorRoot: root, ...shown } = row;
  return Object.assign(new AuditExport(), shown, {
    service,
    documentPath: row.state === AuditExportState.Done ? pathOfExport(service, id) : null,
    entriesDone: Number(row.entriesDone),
    entriesTotal: Number(row.entriesTotal),
    lastAnchor: number === null ? null : Object.assign(new AuditExportAnchor(), { number, root }),
  });
}

/** The export that waits or runs; null when there is none. */
export async function unfinishedExport(runner: SqlRunner): Promise<string | null> {
  const [row] = await runner.query<{ id: string }[]>(
    `SELECT id FROM audit_export WHERE state IN ('QUEUED', 'RUNNING') LIMIT 1`,
  );
  return row?.id ?? null;
}

/** Queues an export of everything there is now. */
export async function queueExport(runner: SqlRunner, id: string, requestedBy: string, at: Date): Promise<void> {
  await runner.query(
    `INSERT INTO audit_export (id, requested_by, requested_at, entries_total)
     SELECT ?, ?, ?, COALESCE(SUM(audit_sequence), 0) FROM subject_head`,
    [id, requestedBy, at],
  );
}

/** An export that this process has taken. */
export interface ClaimedExport {
  readonly id: string;
  readonly attempt: number;
  readonly requestedById: string;
  readonly requestedAt: Date;
}

/** Takes an export that waits, or whose process is not heard of any more; null when there is none. */
export async function claimExport(runner: SqlRunner, token: string): Promise<ClaimedExport | null> {
  await runner.query(
    `UPDATE audit_export SET state = 'RUNNING', attempts = attempts + 1, entries_done = 0, lease_token = ?,
            lease_until = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND
      WHERE state IN ('QUEUED', 'RUNNING') AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6))
      ORDER BY requested_at LIMIT 1`,
    [token],
  );
  const [row] = await runner.query<ClaimedExport[]>(
    `SELECT id, attempts AS attempt, requested_by AS requestedById, requested_at AS requestedAt
       FROM audit_export WHERE lease_token = ? AND state = 'RUNNING'`,
    [token],
  );
  return row ?? null;
}

/** Says that the export goes on, and how far it is. */
export async function prolongExport(runner: SqlRunner, token: string, entriesDone: number): Promise<void> {
  await runner.query(
    `UPDATE audit_export SET entries_done = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND
      WHERE lease_token = ? AND state = 'RUNNING'`,
    [entriesDone, token],
  );
}

/**
 * Gives an export back that did not succeed: it is tried again soon, a few times.
 * @returns false when it was finished, or is another process's by now.
 */
export async function giveExportBack(runner: SqlRunner, token: string, reason: string): Promise<boolean> {
  const { affectedRows } = await runner.query<{ affectedRows: number }>(
    `UPDATE audit_export SET state = IF(attempts >= ${MOST_ATTEMPTS}, 'FAILED', 'QUEUED'), last_error = ?,
            lease_token = NULL, lease_until = UTC_TIMESTAMP(6) + INTERVAL ${RETRY_SECONDS} SECOND
      WHERE lease_token = ? AND state = 'RUNNING'`,
    [reason.slice(0, 300), token],
  );
  return affectedRows > 0;
}

/** Locks an export that this process still holds. @returns whether it does. */
export async function stillHeld(runner: SqlRunner, id: string, token: string): Promise<boolean> {
  const rows = await runner.query<object[]>(
    `SELECT id FROM audit_export WHERE id = ? AND lease_token = ? AND state = 'RUNNING' FOR UPDATE`,
    [id, token],
  );
  return rows.length > 0;
}

/** Marks an export as finished. */
export async function finishExport(
  runner: SqlRunner,
  id: string,
  folder: string,
  manifestDigest: string,
  { entries, keyId, lastAnchor }: AuditExportSummary,
): Promise<void> {
  await runner.query(
    `UPDATE audit_export SET state = 'DONE', entries_done = ?, folder = ?, manifest_digest = ?, key_id = ?,
            last_anchor_number = ?, last_anchor_root = ?, lease_token = NULL, lease_until = NULL, last_error = NULL,
            finished_at = UTC_TIMESTAMP(6), expires_at = UTC_TIMESTAMP(6) + INTERVAL ${KEPT_HOURS} HOUR
      WHERE id = ?`,
    [entries, folder, manifestDigest, keyId, lastAnchor?.number ?? null, lastAnchor?.root ?? null, id],
  );
}

/** Exports whose files are to go: past their time. Those of an attempt that failed are gone already. */
export async function exportsPastTheirTime(runner: SqlRunner): Promise<readonly string[]> {
  const rows = await runner.query<{ id: string }[]>(
    `SELECT id FROM audit_export WHERE state = 'DONE' AND expires_at < UTC_TIMESTAMP(6) LIMIT 10`,
  );
  return rows.map(({ id }) => id);
}

/** Marks an export as expired, once its files are gone. */
export async function expireExport(runner: SqlRunner, id: string): Promise<void> {
  await runner.query(`UPDATE audit_export SET state = 'EXPIRED', folder = NULL WHERE id = ? AND state = 'DONE'`, [id]);
}
