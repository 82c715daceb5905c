import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of certificates, certificates with their codes, and the batches in which they are printed. */
export class IssueCertificates1816000002000 implements MigrationInterface {
  name = 'IssueCertificates1816000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE certificate_template (
      id uuid NOT NULL PRIMARY KEY,
      owner_unit_id uuid NOT NULL,
      name varchar(255) NOT NULL,
      version int NOT NULL,
      provenance varchar(20) NOT NULL,
      KEY certificate_template_owner (owner_unit_id, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE certificate_template_version (
      template_id uuid NOT NULL,
      version int NOT NULL,
      orientation varchar(10) NOT NULL,
      emblem_text varchar(300) NOT NULL,
      title varchar(100) NOT NULL,
      recipient_text varchar(500) NOT NULL,
      body_text varchar(2000) NOT NULL,
      place_text varchar(200) NOT NULL,
      signature_text varchar(300) NOT NULL,
      recorded_at datetime(6) NOT NULL,
      PRIMARY KEY (template_id, version)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE certificate (
      id uuid NOT NULL PRIMARY KEY,
      received_award_id uuid NOT NULL,
      code char(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      template_id uuid NOT NULL,
      template_version int NOT NULL,
      recipient_name varchar(255) NOT NULL,
      unit_name varchar(255) NOT NULL,
      award_name varchar(255) NOT NULL,
      body_name varchar(255) NOT NULL,
      decision_number varchar(60) NOT NULL,
      decided_on date NOT NULL,
      merit_year int NOT NULL,
      signatory_name varchar(255) NOT NULL,
      issued_at datetime(6) NOT NULL,
      UNIQUE KEY certificate_award (received_award_id),
      UNIQUE KEY certificate_code (code)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE certificate_batch (
      id uuid NOT NULL PRIMARY KEY,
      issuing_unit_id uuid NOT NULL,
      requested_by uuid NOT NULL,
      requested_at datetime(6) NOT NULL,
      state varchar(10) NOT NULL,
      done int NOT NULL DEFAULT 0,
      total int NOT NULL,
      attempts int NOT NULL DEFAULT 0,
      lease_token uuid NULL,
      lease_until datetime(6) NULL,
      digest char(64) NULL,
      finished_at datetime(6) NULL,
      expires_at datetime(6) NULL,
      last_error varchar(300) NULL,
      KEY certificate_batch_waiting (state, lease_until),
      KEY certificate_batch_body (issuing_unit_id, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE certificate_batch_item (
      batch_id uuid NOT NULL,
      ordinal int NOT NULL,
      certificate_id uuid NOT NULL,
      PRIMARY KEY (batch_id, ordinal)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE certificate_batch_part (
      batch_id uuid NOT NULL,
      ordinal int NOT NULL,
      content mediumblob NOT NULL,
      PRIMARY KEY (batch_id, ordinal)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'certificate_batch_part',
      'certificate_batch_item',
      'certificate_batch',
      'certificate',
      'certificate_template_version',
      'certificate_template',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
