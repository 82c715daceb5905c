import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Personal data in a table of its own: what reads members by the thousand never touches it. */
export class KeepPersonalData1700000004000 implements MigrationInterface {
  /** Creates it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE member_personal_data (
      member_id uuid NOT NULL PRIMARY KEY,
      date_of_birth date NULL,
      national_id varchar(12) NULL,
      phone varchar(16) NULL,
      address varchar(300) NULL,
      bank_account varchar(60) NULL
    ) ENGINE=InnoDB`);
  }

  /** Drops it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE member_personal_data');
  }
}
