import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What checks came to, who overrode which, which places of quotas are taken, and fingerprints of what reports say. */
export class CheckNominations1811000001000 implements MigrationInterface {
  name = 'CheckNominations1811000001000';

  /** Fingerprints are kept from the next submission on: what was submitted before is compared by its own later ones. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE nomination_check (
      nomination_id uuid NOT NULL,
      number int NOT NULL,
      occasion varchar(20) NOT NULL,
      stage varchar(40) NULL,
      revision int NOT NULL,
      rule_set_id uuid NULL,
      outcome varchar(10) NOT NULL,
      results mediumtext NOT NULL,
      audit_sequence int NOT NULL,
      checked_at datetime(6) NOT NULL,
      PRIMARY KEY (nomination_id, number)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE check_override (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NOT NULL,
      kind varchar(30) NOT NULL,
      code varchar(80) NOT NULL,
      rule_id uuid NULL,
      reason varchar(2000) NOT NULL,
      position varchar(40) NOT NULL,
      body_unit_id uuid NOT NULL,
      mandate_id uuid NOT NULL,
      overridden_by uuid NOT NULL,
      overridden_at datetime(6) NOT NULL,
      UNIQUE KEY check_override_check (nomination_id, kind, code)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE quota_place (
      award_type_id uuid NOT NULL,
      quota_code varchar(60) NOT NULL,
      merit_year int NOT NULL,
      scope_unit_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      PRIMARY KEY (award_type_id, quota_code, merit_year, scope_unit_id, nomination_id),
      KEY quota_place_nomination (nomination_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_fingerprint (
      band smallint NOT NULL,
      hash bigint NOT NULL,
      nomination_id uuid NOT NULL,
      PRIMARY KEY (band, hash, nomination_id),
      KEY nomination_fingerprint_nomination (nomination_id)
    ) ENGINE=InnoDB`);
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['nomination_fingerprint', 'quota_place', 'check_override', 'nomination_check']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
