import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the money of a decision is, and which of its awards were revoked. */
export class PayOutAndRevoke1815000000002 implements MigrationInterface {
  /** Revocations; each row of a list points to its own. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE award_decision ADD COLUMN payout_state varchar(20) NULL');
    await runner.query('ALTER TABLE award_decision_item ADD COLUMN revocation_id uuid NULL');
    await runner.query(`CREATE TABLE award_revocation (
      id uuid NOT NULL PRIMARY KEY,
      decision_id uuid NOT NULL,
      state varchar(20) NOT NULL,
      number varchar(60) NULL,
      article varchar(255) NOT NULL,
      reason varchar(2000) NOT NULL,
      revoked_on date NOT NULL,
      signatory_id uuid NOT NULL,
      signatory_position varchar(40) NOT NULL,
      mandate_id uuid NOT NULL,
      recorded_at datetime(6) NOT NULL,
      KEY award_revocation_decision (decision_id, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_revocation_item (
      revocation_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      item_recovered_on date NULL,
      item_note varchar(2000) NULL,
      PRIMARY KEY (revocation_id, nomination_id)
    ) ENGINE=InnoDB`);
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE award_revocation_item');
    await runner.query('DROP TABLE award_revocation');
    await runner.query('ALTER TABLE award_decision_item DROP COLUMN revocation_id');
    await runner.query('ALTER TABLE award_decision DROP COLUMN payout_state');
  }
}
