import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When and where a decision was published and its awards handed over, for all of its list or for some of it. */
export class PublishAndHandOver1815000000001 implements MigrationInterface {
  /** Publications and handing-over ceremonies; each row of a list points to its own. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE award_publication (
      id uuid NOT NULL PRIMARY KEY,
      decision_id uuid NOT NULL,
      published_on date NOT NULL,
      place varchar(500) NOT NULL,
      recorded_by uuid NOT NULL,
      recorded_at datetime(6) NOT NULL,
      KEY award_publication_decision (decision_id, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_handover (
      id uuid NOT NULL PRIMARY KEY,
      decision_id uuid NOT NULL,
      held_on date NOT NULL,
      place varchar(500) NOT NULL,
      handed_over_by varchar(255) NOT NULL,
      note varchar(2000) NULL,
      recorded_by uuid NOT NULL,
      recorded_at datetime(6) NOT NULL,
      KEY award_handover_decision (decision_id, id)
    ) ENGINE=InnoDB`);
    await runner.query(`ALTER TABLE award_decision_item
      ADD COLUMN publication_id uuid NULL,
      ADD COLUMN handover_id uuid NULL`);
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE award_decision_item DROP COLUMN publication_id, DROP COLUMN handover_id');
    await runner.query('DROP TABLE award_handover');
    await runner.query('DROP TABLE award_publication');
  }
}
