import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which store of keys a session's private key was put: another in its place is not taken for a lost key. */
export class KnowTheStoreOfAKey1817000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ballot_session ADD COLUMN key_store_id varchar(60) NULL AFTER key_fingerprint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ballot_session DROP COLUMN key_store_id');
  }
}
