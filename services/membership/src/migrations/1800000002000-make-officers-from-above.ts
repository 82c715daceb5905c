import { readMigrationEnvironment } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The unit above which there is none; what a seed did stands as done by it. */
const ROOT = '(SELECT unit_id FROM union_unit_version WHERE parent_id IS NULL ORDER BY valid_from DESC LIMIT 1)';

/**
 * Links to accounts and suspensions keep the unit under whose mandate they were made: whoever stands below it must not
 * undo them, and a link from below does not survive an appointment. Of those that are there already the trail says it.
 */
export class MakeOfficersFromAbove1800000002000 implements MigrationInterface {
  name = 'MakeOfficersFromAbove1800000002000';

  async up(runner: QueryRunner): Promise<void> {
    const { AUDIT_DATABASE } = readMigrationEnvironment();
    const madeUnder = (where: string): string =>
      `(SELECT JSON_VALUE(entry, '$.onBehalfOf') FROM ${AUDIT_DATABASE}.audit_entry trail
         WHERE ${where} ORDER BY sequence DESC LIMIT 1)`;
    const keep = async (table: string, where: string): Promise<void> => {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN unit_id uuid NULL`);
      await runner.query(`UPDATE ${table} made SET unit_id = COALESCE(${madeUnder(where)}, ${ROOT})`);
      await runner.query(`ALTER TABLE ${table} MODIFY COLUMN unit_id uuid NOT NULL`);
    };
    await keep('identity_link', "trail.subject_id = made.member_id AND trail.action = 'LINK_IDENTITY'");
    await keep('mandate_suspension', "trail.action = 'SUSPEND' AND JSON_VALUE(trail.entry, '$.after.id') = made.id");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mandate_suspension DROP COLUMN unit_id');
    await runner.query('ALTER TABLE identity_link DROP COLUMN unit_id');
  }
}
