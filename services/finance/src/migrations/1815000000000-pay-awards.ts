import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What awards pay to whom, each once, and the entries by which it was paid out and taken back. */
export class PayAwards1815000000000 implements MigrationInterface {
  name = 'PayAwards1815000000000';

  /** Payments by decision and nomination, and their ledger. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE award_payment (
      id uuid NOT NULL PRIMARY KEY,
      decision_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      nominee_member_id uuid NULL,
      nominee_unit_id uuid NULL,
      amount bigint NULL CHECK (amount > 0),
      multiple decimal(7,3) NULL,
      base_salary bigint NULL,
      decided_on date NULL,
      state varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      revocation_id uuid NULL,
      paid_on date NULL,
      recovered_on date NULL,
      recorded_at datetime(6) NOT NULL,
      UNIQUE KEY award_payment_key (decision_id, nomination_id),
      KEY award_payment_unit (unit_id, state, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_ledger_entry (
      id uuid NOT NULL PRIMARY KEY,
      payment_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      amount bigint NOT NULL CHECK (amount <> 0 AND (amount > 0) = (reverses_id IS NULL)),
      entered_on date NOT NULL,
      channel varchar(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
      document varchar(200) NULL,
      reverses_id uuid NULL,
      recorded_by varchar(64) NOT NULL,
      recorded_at datetime(6) NOT NULL,
      UNIQUE KEY award_ledger_entry_reverses (reverses_id),
      KEY award_ledger_entry_payment (payment_id, id)
    ) ENGINE=InnoDB`);
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE award_ledger_entry');
    await runner.query('DROP TABLE award_payment');
  }
}
