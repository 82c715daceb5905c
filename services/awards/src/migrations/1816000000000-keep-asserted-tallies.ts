import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Award figures as sources state them, and which of them overlap. */
export class KeepAssertedTallies1816000000000 implements MigrationInterface {
  name = 'KeepAssertedTallies1816000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE award_tally (
      id uuid NOT NULL PRIMARY KEY,
      owner_unit_id uuid NOT NULL,
      unit_id uuid NULL,
      unit_name varchar(255) NOT NULL,
      period_from date NOT NULL,
      period_to date NOT NULL,
      label varchar(255) NOT NULL,
      standing varchar(20) NOT NULL,
      measure varchar(20) NOT NULL,
      grantor varchar(30) NOT NULL,
      forms json NOT NULL,
      track varchar(20) NULL,
      total int NULL,
      collectives int NULL,
      individuals int NULL,
      parts json NOT NULL,
      source varchar(500) NOT NULL,
      sentence text NOT NULL,
      warnings json NOT NULL,
      provenance varchar(20) NOT NULL,
      recorded_at datetime(6) NOT NULL,
      KEY award_tally_owner (owner_unit_id, id),
      KEY award_tally_unit (unit_id, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_tally_relation (
      tally_id uuid NOT NULL,
      other_id uuid NOT NULL,
      relation varchar(20) NOT NULL,
      PRIMARY KEY (tally_id, other_id),
      KEY award_tally_relation_other (other_id)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE award_tally_relation');
    await runner.query('DROP TABLE award_tally');
  }
}
