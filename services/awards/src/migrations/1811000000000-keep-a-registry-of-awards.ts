import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registry of awards that people and collectives hold, and the year whose merits a nomination is about: checks count
 * titles by it. Nominations of before are about the year in which they were drafted (in Việt Nam).
 */
export class KeepARegistryOfAwards1811000000000 implements MigrationInterface {
  /** Creates the registry and gives every nomination its merit year. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE received_award (
      id uuid NOT NULL PRIMARY KEY,
      award_type_id uuid NULL,
      award_code varchar(60) NULL,
      name varchar(255) NOT NULL,
      form varchar(40) NOT NULL,
      issuer_level varchar(30) NOT NULL,
      track varchar(20) NOT NULL,
      basis varchar(20) NOT NULL,
      recipient_member_id uuid NULL,
      recipient_unit_id uuid NULL,
      home_unit_id uuid NOT NULL,
      merit_year int NOT NULL,
      nomination_id uuid NULL,
      decision_id uuid NULL,
      decision_number varchar(60) NULL,
      decided_on date NOT NULL,
      issuing_unit_id uuid NULL,
      external_body varchar(255) NULL,
      status varchar(20) NOT NULL,
      provenance varchar(20) NOT NULL,
      source_document varchar(500) NULL,
      recorded_by uuid NULL,
      recorded_at datetime(6) NOT NULL,
      KEY received_award_member (recipient_member_id, merit_year, id),
      KEY received_award_unit (recipient_unit_id, merit_year, id),
      KEY received_award_home (home_unit_id, merit_year, id),
      KEY received_award_type (award_type_id, merit_year, id),
      KEY received_award_decision (decision_id, id),
      KEY received_award_nomination (nomination_id)
    ) ENGINE=InnoDB`);
    await runner.query('ALTER TABLE nomination ADD COLUMN merit_year int NULL AFTER cycle_id');
    await runner.query('UPDATE nomination SET merit_year = YEAR(drafted_at + INTERVAL 7 HOUR)');
    await runner.query(`ALTER TABLE nomination MODIFY merit_year int NOT NULL,
      ADD KEY nomination_member_year (nominee_member_id, merit_year, id),
      ADD KEY nomination_unit_year (nominee_unit_id, merit_year, id)`);
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE nomination DROP KEY nomination_member_year, DROP KEY nomination_unit_year,
      DROP COLUMN merit_year`);
    await runner.query('DROP TABLE received_award');
  }
}
