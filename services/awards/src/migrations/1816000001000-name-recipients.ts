import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How recipients of awards are called, so that the registry can be searched, and what reports divide them by. */
export class NameRecipients1816000001000 implements MigrationInterface {
  name = 'NameRecipients1816000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE award_recipient (
      recipient_id uuid NOT NULL PRIMARY KEY,
      kind varchar(10) NOT NULL,
      name varchar(255) NULL,
      name_folded varchar(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
      gender varchar(10) NULL,
      read_at datetime(6) NULL,
      KEY award_recipient_read (read_at, recipient_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_recipient_phrase (
      kind varchar(10) NOT NULL,
      phrase varchar(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      recipient_id uuid NOT NULL,
      PRIMARY KEY (kind, phrase, recipient_id),
      KEY award_recipient_phrase_of (recipient_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_recipient_rank (
      recipient_id uuid NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      work_rank varchar(10) NOT NULL,
      PRIMARY KEY (recipient_id, valid_from)
    ) ENGINE=InnoDB`);
    await runner.query('ALTER TABLE received_award ADD KEY received_award_issuer (issuing_unit_id, merit_year, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE received_award DROP KEY received_award_issuer');
    await runner.query('DROP TABLE award_recipient_rank');
    await runner.query('DROP TABLE award_recipient_phrase');
    await runner.query('DROP TABLE award_recipient');
  }
}
