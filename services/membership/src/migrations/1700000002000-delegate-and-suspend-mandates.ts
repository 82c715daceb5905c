import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Delegations and suspensions of offices. Both may end on the day they begin: what is called off before its first day
 * was never in force, and stays on record.
 */
export class DelegateAndSuspendMandates1700000002000 implements MigrationInterface {
  /** Creates both. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE mandate_delegation (
      id uuid NOT NULL PRIMARY KEY,
      office_id uuid NOT NULL,
      to_member_id uuid NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(255) NOT NULL,
      reason varchar(500) NOT NULL,
      provenance varchar(20) NOT NULL,
      KEY mandate_delegation_office (office_id, valid_from),
      KEY mandate_delegation_member (to_member_id, valid_until),
      CHECK (valid_from <= valid_until)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE mandate_suspension (
      id uuid NOT NULL PRIMARY KEY,
      office_id uuid NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(255) NOT NULL,
      reason varchar(500) NOT NULL,
      KEY mandate_suspension_office (office_id, valid_from),
      CHECK (valid_from <= valid_until)
    ) ENGINE=InnoDB`);
  }

  /** Drops both. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mandate_suspension');
    await runner.query('DROP TABLE mandate_delegation');
  }
}
