import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Appeals about awards: what was asked, by when it is answered, and the answer. */
export class HearAppeals1815000000003 implements MigrationInterface {
  /** Of one person and nomination, one appeal is open at a time. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE award_appeal (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NOT NULL,
      body_unit_id uuid NOT NULL,
      nominating_unit_id uuid NOT NULL,
      filed_by uuid NOT NULL,
      content mediumtext NOT NULL,
      state varchar(20) NOT NULL,
      is_open tinyint NULL,
      filed_at datetime(6) NOT NULL,
      due_at datetime(6) NOT NULL,
      overdue_at datetime(6) NULL,
      outcome varchar(20) NULL,
      answer mediumtext NULL,
      answered_by uuid NULL,
      closed_at datetime(6) NULL,
      UNIQUE KEY award_appeal_open (nomination_id, filed_by, is_open),
      KEY award_appeal_body (body_unit_id, state, id),
      KEY award_appeal_filer (filed_by, id)
    ) ENGINE=InnoDB`);
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE award_appeal');
  }
}
