import type { QueryRunner } from 'typeorm';
import { readMigrationEnvironment } from '../environment';

/** When the first period begins: before every entry, also those of before there were anchors. */
const BEFORE_EVERYTHING = '1970-01-01T00:00:00.000000Z';

/**
 * Adds to every subject when its last entry was dated, and the anchors of the audit trail, beside the entries and as unchangeable as they are: the periods from one anchor
 * to the next, the anchors, and the heads that each one lists. Ids of subjects are texts here, because heads are
 * listed in the order of the text, which is not the order of the uuid type.
 */
export async function addAuditAnchors(runner: QueryRunner): Promise<void> {
  const { AUDIT_DATABASE } = readMigrationEnvironment();
  await runner.query(`ALTER TABLE subject_head ADD COLUMN audit_at varchar(27) NOT NULL DEFAULT ''`);
  await runner.query(`UPDATE subject_head head JOIN ${AUDIT_DATABASE}.audit_entry entry
      ON entry.subject_id = head.subject_id AND entry.sequence = head.audit_sequence SET head.audit_at = entry.at`);
  await runner.query(`CREATE TABLE ${AUDIT_DATABASE}.audit_period (
    number int NOT NULL PRIMARY KEY,
    opened_at varchar(27) NOT NULL
  ) ENGINE=InnoDB`);
  await runner.query(`INSERT INTO ${AUDIT_DATABASE}.audit_period (number, opened_at) VALUES (1, ?)`, [
    BEFORE_EVERYTHING,
  ]);
  await runner.query(`CREATE TABLE ${AUDIT_DATABASE}.audit_anchor (
    number int NOT NULL PRIMARY KEY,
    root char(64) NOT NULL,
    statement text NOT NULL CHECK (json_valid(statement)),
    signature char(128) NOT NULL,
    public_key char(64) NOT NULL
  ) ENGINE=InnoDB`);
  await runner.query(`CREATE TABLE ${AUDIT_DATABASE}.audit_anchor_head (
    subject_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    anchor int NOT NULL,
    sequence int NOT NULL,
    hash char(64) NOT NULL,
    PRIMARY KEY (subject_id, anchor),
    KEY audit_anchor_heads (anchor, subject_id)
  ) ENGINE=InnoDB`);
}

/** Takes away what addAuditAnchors added to the subjects; nothing of the audit trail is ever dropped. */
export async function removeAuditAnchors(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE subject_head DROP COLUMN audit_at');
}
