import { readMigrationEnvironment } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pages of one kind, however rare, and pages of everything below the root, where most events may concern no unit: both
 * in the order of time, so that a page costs what it shows.
 */
export class FindRareSecurityEvents1800000004000 implements MigrationInterface {
  name = 'FindRareSecurityEvents1800000004000';

  async up(runner: QueryRunner): Promise<void> {
    const { AUDIT_DATABASE } = readMigrationEnvironment();
    await runner.query(`ALTER TABLE ${AUDIT_DATABASE}.security_event
      ADD COLUMN concerns_unit boolean AS (unit_id IS NOT NULL) VIRTUAL,
      ADD KEY security_event_kind (kind, at, id),
      ADD KEY security_event_of_units (concerns_unit, at, id)`);
  }

  /** The log is never dropped, nor what finds something in it. */
  async down(): Promise<void> {}
}
