import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports in parts, versions of drafts, and lists of nominations that share papers. */
export class StructureTheDossier1812000000000 implements MigrationInterface {
  name = 'StructureTheDossier1812000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE nomination_list (
      id uuid NOT NULL PRIMARY KEY,
      nominating_unit_id uuid NOT NULL,
      title varchar(255) NOT NULL,
      drafted_by uuid NOT NULL,
      drafted_at datetime(6) NOT NULL,
      KEY nomination_list_unit (nominating_unit_id, id),
      KEY nomination_list_drafter (drafted_by, id)
    ) ENGINE=InnoDB`);
    await runner.query(`ALTER TABLE nomination
      ADD COLUMN list_id uuid NULL AFTER cycle_id,
      ADD COLUMN report mediumtext NULL AFTER achievement,
      ADD KEY nomination_list (list_id, id)`);
    await runner.query('ALTER TABLE nomination_revision ADD COLUMN report mediumtext NULL AFTER achievement');
    await runner.query(`CREATE TABLE nomination_version (
      nomination_id uuid NOT NULL,
      version int NOT NULL,
      report mediumtext NOT NULL,
      achievement_digest char(64) NOT NULL,
      saved_by uuid NOT NULL,
      saved_at datetime(6) NOT NULL,
      PRIMARY KEY (nomination_id, version)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE nomination_version');
    await runner.query('ALTER TABLE nomination_revision DROP COLUMN report');
    await runner.query('ALTER TABLE nomination DROP KEY nomination_list, DROP COLUMN list_id, DROP COLUMN report');
    await runner.query('DROP TABLE nomination_list');
  }
}
