import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Quorums become dated rows like those of the catalogue, set by a command: with a version, an article and where they
 * come from. Of one body, the database itself refuses two for one day.
 */
export class DateTheQuorum1817000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE council_quorum
      ADD COLUMN scope varchar(36) NOT NULL DEFAULT 'EVERY_BODY' AFTER id,
      ADD COLUMN version int NOT NULL DEFAULT 1 AFTER denominator,
      ADD COLUMN article varchar(120) NULL AFTER document,
      ADD COLUMN provenance varchar(20) NOT NULL DEFAULT 'SOURCE' AFTER source_status`);
    await runner.query('UPDATE council_quorum SET scope = body_unit_id WHERE body_unit_id IS NOT NULL');
    await runner.query(`ALTER TABLE council_quorum
      DROP KEY council_quorum_body,
      DROP COLUMN body_unit_id,
      ALTER COLUMN scope DROP DEFAULT,
      ALTER COLUMN version DROP DEFAULT,
      ALTER COLUMN provenance DROP DEFAULT,
      ADD PERIOD FOR validity (valid_from, valid_until)`);
    await runner.query(
      'ALTER TABLE council_quorum ADD UNIQUE KEY council_quorum_period (scope, validity WITHOUT OVERLAPS)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE council_quorum DROP KEY council_quorum_period, DROP PERIOD FOR validity');
    await runner.query(`ALTER TABLE council_quorum
      ADD COLUMN body_unit_id uuid NULL AFTER id,
      DROP COLUMN version,
      DROP COLUMN article,
      DROP COLUMN provenance,
      ADD KEY council_quorum_body (body_unit_id, valid_from)`);
    await runner.query("UPDATE council_quorum SET body_unit_id = scope WHERE scope <> 'EVERY_BODY'");
    await runner.query('ALTER TABLE council_quorum DROP COLUMN scope');
  }
}
