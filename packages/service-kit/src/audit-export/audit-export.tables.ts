import type { QueryRunner } from 'typeorm';

/** Adds the exports of the audit trail that are asked for in the graph: a row for each, which outlives every process. */
export async function addAuditExports(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE audit_export (
    id uuid NOT NULL PRIMARY KEY,
    requested_by uuid NOT NULL,
    requested_at datetime(6) NOT NULL,
    state varchar(10) NOT NULL DEFAULT 'QUEUED',
    attempts int NOT NULL DEFAULT 0,
    lease_token uuid NULL,
    lease_until datetime(6) NULL,
    entries_done bigint NOT NULL DEFAULT 0,
    entries_total bigint NOT NULL,
    folder varchar(80) NULL,
    manifest_digest char(64) NULL,
    key_id char(64) NULL,
    last_anchor_number int NULL,
    last_anchor_root char(64) NULL,
    finished_at datetime(6) NULL,
    expires_at datetime(6) NULL,
    last_error varchar(300) NULL,
    KEY audit_export_waiting (state, lease_until)
  ) ENGINE=InnoDB`);
}

/** Takes away what addAuditExports added. */
export async function removeAuditExports(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE audit_export');
}
