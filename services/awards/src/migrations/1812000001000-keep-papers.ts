import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers of dossiers, what of them was submitted, their uploads, and which content is kept. */
export class KeepPapers1812000001000 implements MigrationInterface {
  name = 'KeepPapers1812000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE nomination_paper (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NULL,
      list_id uuid NULL,
      kind varchar(30) NOT NULL,
      file_name varchar(200) NOT NULL,
      digest char(64) NOT NULL,
      size int NOT NULL,
      media_type varchar(100) NOT NULL,
      vote_members int NULL,
      vote_yes int NULL,
      attached_by uuid NOT NULL,
      attached_at datetime(6) NOT NULL,
      removed_by uuid NULL,
      removed_at datetime(6) NULL,
      KEY nomination_paper_nomination (nomination_id, id),
      KEY nomination_paper_list (list_id, id),
      KEY nomination_paper_digest (digest)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_paper_signatory (
      paper_id uuid NOT NULL,
      member_id uuid NOT NULL,
      PRIMARY KEY (paper_id, member_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_revision_paper (
      nomination_id uuid NOT NULL,
      number int NOT NULL,
      paper_id uuid NOT NULL,
      PRIMARY KEY (nomination_id, number, paper_id),
      KEY nomination_revision_paper_paper (paper_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE paper_upload (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NULL,
      list_id uuid NULL,
      file_name varchar(255) NOT NULL,
      size int NOT NULL,
      digest char(64) NOT NULL,
      uploaded_by uuid NOT NULL,
      state varchar(10) NOT NULL,
      begun_at datetime(6) NOT NULL,
      expires_at datetime(6) NOT NULL,
      KEY paper_upload_person (uploaded_by, state),
      KEY paper_upload_expiry (expires_at)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE paper_upload_part (
      upload_id uuid NOT NULL,
      number int NOT NULL,
      digest char(64) NOT NULL,
      has_arrived tinyint NOT NULL DEFAULT 0,
      PRIMARY KEY (upload_id, number)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE stored_file (
      digest char(64) NOT NULL PRIMARY KEY,
      size int NOT NULL,
      keep_until datetime(6) NOT NULL,
      is_leaving tinyint NOT NULL DEFAULT 0,
      KEY stored_file_keep (keep_until)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'stored_file',
      'paper_upload_part',
      'paper_upload',
      'nomination_revision_paper',
      'nomination_paper_signatory',
      'nomination_paper',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
