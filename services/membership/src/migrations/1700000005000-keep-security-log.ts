import { readMigrationEnvironment } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The security log, beside the audit trail: in a database where the service may only insert and select. Pages are read
 * newest first, of a unit, of a branch, of what concerns no unit, or of a person: an index for each.
 */
export class KeepSecurityLog1700000005000 implements MigrationInterface {
  /** Creates it. */
  async up(runner: QueryRunner): Promise<void> {
    const { AUDIT_DATABASE } = readMigrationEnvironment();
    await runner.query(`CREATE TABLE ${AUDIT_DATABASE}.security_event (
      id uuid NOT NULL PRIMARY KEY,
      at datetime(3) NOT NULL,
      recorded_at datetime(3) NOT NULL,
      reporter varchar(20) NOT NULL,
      kind varchar(30) NOT NULL,
      provider varchar(200) NULL,
      subject varchar(255) NULL,
      member_id uuid NULL,
      address varchar(200) NULL,
      operation varchar(200) NULL,
      code varchar(200) NULL,
      permission varchar(200) NULL,
      unit_id uuid NULL,
      unit_path varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      mandate_id uuid NULL,
      detail longtext NOT NULL CHECK (json_valid(detail)),
      KEY security_event_time (at, id),
      KEY security_event_unit (unit_id, at, id),
      KEY security_event_branch (unit_path, at, id),
      KEY security_event_member (member_id, at, id),
      KEY security_event_reporter (reporter, kind, at, id)
    ) ENGINE=InnoDB`);
  }

  /** The log is never dropped. */
  async down(): Promise<void> {}
}
