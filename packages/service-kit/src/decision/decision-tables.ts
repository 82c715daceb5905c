import type { QueryRunner } from 'typeorm';
import { readMigrationEnvironment } from '../environment';

/**
 * Creates the tables of the decision path: the same in every service. Called by a service's first migration.
 * The audit table lives in a database of its own, where the service may only insert and select.
 */
export async function createDecisionTables(runner: QueryRunner): Promise<void> {
  const { AUDIT_DATABASE } = readMigrationEnvironment();
  await runner.query(`CREATE TABLE command (
    command_id uuid NOT NULL PRIMARY KEY,
    actor varchar(64) NOT NULL,
    operation varchar(80) NOT NULL,
    payload_hash char(64) NOT NULL,
    subject_id uuid NOT NULL,
    decision_number int NULL,
    answer json NULL,
    created_at datetime(6) NOT NULL
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE subject_head (
    subject_id uuid NOT NULL PRIMARY KEY,
    subject_kind varchar(20) NOT NULL,
    revision int NOT NULL DEFAULT 1,
    last_number int NOT NULL DEFAULT 0,
    applied_number int NOT NULL DEFAULT 0,
    finished tinyint NOT NULL DEFAULT 0,
    audit_sequence int NOT NULL DEFAULT 0,
    audit_hash char(64) NOT NULL
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE rule_lock (
    name varchar(200) NOT NULL PRIMARY KEY
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE task (
    id uuid NOT NULL PRIMARY KEY,
    subject_kind varchar(20) NOT NULL,
    subject_id uuid NOT NULL,
    revision int NOT NULL,
    instruction_number int NOT NULL,
    kind varchar(40) NOT NULL,
    stage varchar(40) NOT NULL,
    unit_id uuid NOT NULL,
    permission varchar(60) NOT NULL,
    status varchar(12) NOT NULL DEFAULT 'OPEN',
    version int NOT NULL DEFAULT 1,
    assignee_id uuid NULL,
    due_at datetime(6) NULL,
    overdue_at datetime(6) NULL,
    opened_at datetime(6) NOT NULL,
    completed_at datetime(6) NULL,
    completed_by varchar(64) NULL,
    outcome varchar(40) NULL,
    UNIQUE KEY task_stage (subject_id, instruction_number, kind, unit_id),
    KEY task_inbox (unit_id, status, due_at, id)
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE outbox (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    subject_kind varchar(20) NOT NULL,
    subject_id uuid NOT NULL,
    number int NOT NULL,
    command_id uuid NOT NULL,
    row_kind varchar(6) NOT NULL,
    workflow_type varchar(40) NOT NULL,
    workflow_id varchar(80) NOT NULL,
    start_input json NULL,
    decision json NOT NULL,
    committed_at datetime(6) NOT NULL,
    lease_token uuid NULL,
    lease_until datetime(6) NULL,
    attempts int NOT NULL DEFAULT 0,
    next_attempt_at datetime(6) NOT NULL,
    last_error varchar(500) NULL,
    set_aside_at datetime(6) NULL,
    done_at datetime(6) NULL,
    run_id varchar(64) NULL,
    UNIQUE KEY outbox_order (subject_id, number),
    KEY outbox_pending (done_at, set_aside_at, next_attempt_at)
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE change_feed (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    position bigint NULL,
    subject_id uuid NOT NULL,
    payload json NOT NULL,
    created_at datetime(6) NOT NULL,
    UNIQUE KEY change_feed_position (position)
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE feed_head (
    name varchar(20) NOT NULL PRIMARY KEY,
    epoch uuid NOT NULL,
    position bigint NOT NULL
  ) ENGINE=InnoDB`);
  await runner.query(`INSERT INTO feed_head (name, epoch, position) VALUES ('feed', UUID(), 0)`);
  await runner.query(`CREATE TABLE ${AUDIT_DATABASE}.audit_entry (
    subject_id uuid NOT NULL,
    sequence int NOT NULL,
    at varchar(27) NOT NULL,
    action varchar(60) NOT NULL,
    actor varchar(64) NOT NULL,
    entry longtext NOT NULL CHECK (json_valid(entry)),
    hash char(64) NOT NULL,
    PRIMARY KEY (subject_id, sequence),
    KEY audit_entry_time (at)
  ) ENGINE=InnoDB`);
}

/** Drops what createDecisionTables created, the audit trail excepted: it is never dropped. */
export async function dropDecisionTables(runner: QueryRunner): Promise<void> {
  for (const table of ['feed_head', 'change_feed', 'outbox', 'task', 'rule_lock', 'subject_head', 'command']) {
    await runner.query(`DROP TABLE ${table}`);
  }
}

/**
 * Creates the read-only projection of the union tree and its cursor (services other than membership).
 */
export async function createUnitProjectionTables(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE unit_projection (
    unit_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    code varchar(60) NOT NULL,
    path varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parent_id uuid NULL,
    level varchar(30) NOT NULL,
    type varchar(30) NULL,
    sector varchar(20) NULL,
    name varchar(255) NOT NULL,
    status varchar(20) NOT NULL,
    provenance varchar(20) NOT NULL,
    PRIMARY KEY (unit_id, valid_from),
    KEY unit_projection_path (path, valid_until)
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE feed_cursor (
    feed varchar(20) NOT NULL PRIMARY KEY,
    epoch varchar(36) NOT NULL,
    position bigint NOT NULL
  ) ENGINE=InnoDB`);
  await runner.query(`INSERT INTO feed_cursor (feed, epoch, position) VALUES ('membership', '', 0)`);
}

/**
 * Adds what a subject is rebuilt from, what the reconciler finds, and what a restored database remembers: a migration of
 * its own, because the first tables are in use.
 */
export async function addReconciliation(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE subject_head
    ADD COLUMN held_at datetime(6) NULL,
    ADD COLUMN workflow_state json NULL,
    ADD KEY subject_held (held_at)`);
  await runner.query('ALTER TABLE outbox MODIFY row_kind varchar(8) NOT NULL, ADD COLUMN instruction json NULL');
  await runner.query(`CREATE TABLE reconciliation_finding (
    id uuid NOT NULL PRIMARY KEY,
    subject_kind varchar(20) NOT NULL,
    subject_id uuid NOT NULL,
    finding varchar(40) NOT NULL,
    is_open tinyint NULL,
    first_seen_at datetime(6) NOT NULL,
    last_seen_at datetime(6) NOT NULL,
    database_side json NOT NULL,
    engine_side json NOT NULL,
    resolved_at datetime(6) NULL,
    resolution varchar(200) NULL,
    UNIQUE KEY finding_open (subject_id, finding, is_open),
    KEY finding_time (is_open, first_seen_at)
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE database_restore (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    backup_at datetime(6) NOT NULL,
    restored_at datetime(6) NOT NULL,
    reconciled_at datetime(6) NULL
  ) ENGINE=InnoDB`);
}

/** Takes away what addReconciliation added. */
export async function removeReconciliation(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE database_restore');
  await runner.query('DROP TABLE reconciliation_finding');
  await runner.query('ALTER TABLE outbox DROP COLUMN instruction, MODIFY row_kind varchar(6) NOT NULL');
  await runner.query('ALTER TABLE subject_head DROP KEY subject_held, DROP COLUMN workflow_state, DROP COLUMN held_at');
}

/** Adds the rows in which the projection of the union tree is built again beside the ones in use. */
export async function addUnitProjectionRebuild(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE TABLE unit_projection_next LIKE unit_projection');
  await runner.query(`INSERT INTO feed_cursor (feed, epoch, position) VALUES ('membership-next', '', 0)`);
}

/** Takes away what addUnitProjectionRebuild added. */
export async function removeUnitProjectionRebuild(runner: QueryRunner): Promise<void> {
  await runner.query(`DELETE FROM feed_cursor WHERE feed = 'membership-next'`);
  await runner.query('DROP TABLE unit_projection_next');
}

/** Lets the relay read rows that have failed several times and others apart, each in the order of an index. */
export async function separateStrugglingRows(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE outbox ADD COLUMN struggling tinyint NOT NULL DEFAULT 0 AFTER attempts');
  await runner.query('UPDATE outbox SET struggling = 1 WHERE attempts >= 3 AND done_at IS NULL');
  await runner.query(
    'ALTER TABLE outbox DROP KEY outbox_pending, ADD KEY outbox_due (done_at, set_aside_at, struggling, next_attempt_at)',
  );
}

/** Undoes it. */
export async function joinStrugglingRows(runner: QueryRunner): Promise<void> {
  await runner.query(
    'ALTER TABLE outbox DROP KEY outbox_due, ADD KEY outbox_pending (done_at, set_aside_at, next_attempt_at)',
  );
  await runner.query('ALTER TABLE outbox DROP COLUMN struggling');
}
