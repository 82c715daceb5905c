import { addAuditAnchors, removeAuditAnchors } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Anchors of the audit trail, and the periods between them that every entry's time belongs to. */
export class AnchorTheAuditTrail1800000001000 implements MigrationInterface {
  name = 'AnchorTheAuditTrail1800000001000';

  async up(runner: QueryRunner): Promise<void> {
    await addAuditAnchors(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeAuditAnchors(runner);
  }
}
