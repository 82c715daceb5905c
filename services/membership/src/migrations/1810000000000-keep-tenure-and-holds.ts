import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What checks of nominations need of people and units: tenure, and the times in which nobody honours them. */
export class KeepTenureAndHolds1810000000000 implements MigrationInterface {
  name = 'KeepTenureAndHolds1810000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE member_tenure (
      id uuid NOT NULL PRIMARY KEY,
      member_id uuid NOT NULL,
      kind varchar(20) NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      employment_rank varchar(10) NULL,
      is_part_time tinyint NULL,
      sector varchar(20) NULL,
      unit_id uuid NULL,
      document varchar(500) NULL,
      withdrawn_at datetime(6) NULL,
      provenance varchar(20) NOT NULL,
      KEY member_tenure_member (member_id, kind, valid_from)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_hold (
      id uuid NOT NULL PRIMARY KEY,
      member_id uuid NULL,
      unit_id uuid NULL,
      kind varchar(20) NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(500) NOT NULL,
      placed_by_unit_id uuid NOT NULL,
      lifted_document varchar(500) NULL,
      CHECK ((member_id IS NULL) <> (unit_id IS NULL)),
      KEY award_hold_member (member_id, valid_from),
      KEY award_hold_unit (unit_id, valid_from)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE award_hold');
    await runner.query('DROP TABLE member_tenure');
  }
}
