import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links of members to the accounts they sign in with, and the sessions that ended before their token did. */
export class LinkIdentities1700000003000 implements MigrationInterface {
  /** Creates both. An account's name is compared byte by byte: another account must never be taken for it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE identity_link (
      provider varchar(40) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
      subject varchar(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
      member_id uuid NOT NULL,
      linked_at datetime(3) NOT NULL,
      linked_by varchar(64) NOT NULL,
      PRIMARY KEY (provider, subject),
      UNIQUE KEY identity_link_member (provider, member_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE ended_session (
      provider varchar(40) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
      subject varchar(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
      token_id varchar(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
      expires_at datetime(3) NOT NULL,
      PRIMARY KEY (provider, subject, token_id),
      KEY ended_session_expiry (expires_at)
    ) ENGINE=InnoDB`);
  }

  /** Drops both. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ended_session');
    await runner.query('DROP TABLE identity_link');
  }
}
