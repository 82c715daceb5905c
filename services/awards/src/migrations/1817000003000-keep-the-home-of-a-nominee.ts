import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The unit to which a nominated person belongs, which is not the one that nominates where an upper body does, or where a
 * nomination was forwarded upward: the registry and certificates name it.
 */
export class KeepTheHomeOfANominee1817000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nomination ADD COLUMN nominee_home_unit_id uuid NULL AFTER nominee_unit_id');
    // What was forwarded was nominated by the person's own unit, or one above it, at the beginning of the chain.
    await runner.query(`UPDATE nomination n JOIN nomination origin ON origin.id = n.forwarded_from_id
      SET n.nominee_home_unit_id = origin.nominating_unit_id
      WHERE n.nominee_member_id IS NOT NULL AND origin.forwarded_from_id IS NULL`);
    await runner.query(`UPDATE received_award a JOIN nomination n ON n.id = a.nomination_id
      SET a.home_unit_id = n.nominee_home_unit_id
      WHERE a.recipient_member_id IS NOT NULL AND n.nominee_home_unit_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nomination DROP COLUMN nominee_home_unit_id');
  }
}
