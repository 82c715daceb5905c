import { addAuditExports, removeAuditExports } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The exports of the audit trail that are asked for in the graph. */
export class ExportTheAuditTrail1800000010000 implements MigrationInterface {
  name = 'ExportTheAuditTrail1800000010000';

  async up(runner: QueryRunner): Promise<void> {
    await addAuditExports(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeAuditExports(runner);
  }
}
