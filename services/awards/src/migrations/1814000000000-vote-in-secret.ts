import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Secret ballots of councils. A vote is one row with what was sealed: no table ever holds a choice. Names are kept as
 * they were when the session opened, because its minutes must stay as they are.
 */
export class VoteInSecret1814000000000 implements MigrationInterface {
  name = 'VoteInSecret1814000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE council_quorum (
      id uuid NOT NULL PRIMARY KEY,
      body_unit_id uuid NULL,
      numerator int NOT NULL,
      denominator int NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(500) NULL,
      source_status varchar(20) NOT NULL,
      KEY council_quorum_body (body_unit_id, valid_from),
      CHECK (numerator > 0 AND numerator <= denominator)
    ) ENGINE=InnoDB`);
    await runner.query(`INSERT INTO council_quorum
      (id, body_unit_id, numerator, denominator, valid_from, valid_until, document, source_status)
      VALUES (UUID(), NULL, 2, 3, '2000-01-01', '9999-12-31', NULL, 'DESIGN_DEFAULT')`);
    await runner.query(`CREATE TABLE ballot_session (
      id uuid NOT NULL PRIMARY KEY,
      body_unit_id uuid NOT NULL,
      body_name varchar(255) NOT NULL,
      state varchar(10) NOT NULL,
      chair_member_id uuid NOT NULL,
      reason varchar(2000) NULL,
      previous_session_id uuid NULL,
      member_count int NOT NULL,
      quorum_numerator int NOT NULL,
      quorum_denominator int NOT NULL,
      public_key varchar(120) NOT NULL,
      key_fingerprint char(64) NOT NULL,
      opened_by uuid NOT NULL,
      opened_by_name varchar(120) NOT NULL,
      opened_at datetime(6) NOT NULL,
      closed_by uuid NULL,
      closed_at datetime(6) NULL,
      void_reason varchar(2000) NULL,
      root char(64) NULL,
      minutes_number varchar(60) NULL,
      place varchar(120) NULL,
      key_destroyed_at datetime(6) NULL,
      finished_at datetime(6) NULL,
      KEY ballot_session_body (body_unit_id, id),
      KEY ballot_session_unfinished (finished_at, state)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE ballot_roll (
      session_id uuid NOT NULL,
      member_id uuid NOT NULL,
      office_id uuid NOT NULL,
      full_name varchar(120) NOT NULL,
      PRIMARY KEY (session_id, member_id),
      KEY ballot_roll_member (member_id, session_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE ballot_item (
      session_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      ordinal int NOT NULL,
      revision int NOT NULL,
      task_id uuid NOT NULL,
      threshold_percent int NOT NULL,
      route_version_id uuid NULL,
      nominee_name varchar(255) NOT NULL,
      award_name varchar(255) NOT NULL,
      nominating_unit_name varchar(255) NOT NULL,
      open_nomination_id uuid NULL,
      yes int NULL,
      no int NULL,
      abstain int NULL,
      invalid int NULL,
      not_cast int NULL,
      outcome varchar(20) NULL,
      move varchar(20) NOT NULL,
      PRIMARY KEY (session_id, nomination_id),
      UNIQUE KEY ballot_item_open (open_nomination_id),
      KEY ballot_item_task (task_id),
      KEY ballot_item_nomination (nomination_id, session_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE ballot_recusal (
      session_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      member_id uuid NOT NULL,
      kind varchar(20) NOT NULL,
      reason varchar(2000) NULL,
      recorded_at datetime(6) NOT NULL,
      PRIMARY KEY (session_id, nomination_id, member_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE ballot (
      session_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      member_id uuid NOT NULL,
      sealed varbinary(83) NULL,
      digest char(64) NOT NULL,
      cast_at datetime(6) NOT NULL,
      letter_number varchar(60) NULL,
      letter_date date NULL,
      letter_digest char(64) NULL,
      PRIMARY KEY (session_id, nomination_id, member_id)
    ) ENGINE=InnoDB`);
    await runner.query(`ALTER TABLE council_vote
      ADD COLUMN invalid int NOT NULL DEFAULT 0,
      ADD COLUMN session_id uuid NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE council_vote DROP COLUMN session_id, DROP COLUMN invalid');
    for (const table of [
      'ballot',
      'ballot_recusal',
      'ballot_item',
      'ballot_roll',
      'ballot_session',
      'council_quorum',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
