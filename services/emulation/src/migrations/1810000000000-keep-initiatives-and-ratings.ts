import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Initiatives with their authors and acceptances, and yearly ratings of units: what checks of nominations need. */
export class KeepInitiativesAndRatings1810000000000 implements MigrationInterface {
  name = 'KeepInitiativesAndRatings1810000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE initiative (
      id uuid NOT NULL PRIMARY KEY,
      unit_id uuid NOT NULL,
      kind varchar(20) NOT NULL,
      title varchar(500) NOT NULL,
      year smallint NOT NULL,
      benefit_dong bigint NULL,
      withdrawn_at datetime(6) NULL,
      provenance varchar(20) NOT NULL,
      KEY initiative_unit (unit_id, year, id),
      KEY initiative_year (year, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE initiative_author (
      initiative_id uuid NOT NULL,
      member_id uuid NOT NULL,
      PRIMARY KEY (initiative_id, member_id),
      KEY initiative_author_member (member_id, initiative_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE initiative_acceptance (
      initiative_id uuid NOT NULL,
      level varchar(20) NOT NULL,
      accepted_on date NOT NULL,
      document varchar(500) NOT NULL,
      PRIMARY KEY (initiative_id, level)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE unit_rating (
      id uuid NOT NULL PRIMARY KEY,
      unit_id uuid NOT NULL,
      year smallint NOT NULL,
      revision int NOT NULL,
      rating varchar(20) NOT NULL,
      document varchar(500) NOT NULL,
      reason varchar(500) NULL,
      superseded_at datetime(6) NULL,
      provenance varchar(20) NOT NULL,
      UNIQUE KEY unit_rating_revision (unit_id, year, revision)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['unit_rating', 'initiative_acceptance', 'initiative_author', 'initiative']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
