import type { MigrationInterface, QueryRunner } from 'typeorm';

const DATED = `version int NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(500) NULL,
      article varchar(120) NULL,
      source_status varchar(20) NOT NULL,
      provenance varchar(20) NOT NULL,
      PERIOD FOR validity (valid_from, valid_until)`;

/** Rules, quotas, award multiples, the base salary and the papers of a stage as dated rows, and what nominations pin. */
export class DateTheCatalogue1810000000000 implements MigrationInterface {
  /** Of one code, the database itself refuses two rows for one day. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE award_rule (
      id uuid NOT NULL PRIMARY KEY,
      award_type_id uuid NOT NULL,
      code varchar(60) NOT NULL,
      name varchar(500) NOT NULL,
      english_name varchar(500) NULL,
      recipients varchar(20) NOT NULL,
      effect varchar(10) NOT NULL,
      override_position varchar(40) NULL,
      override_level varchar(30) NULL,
      predicate text NOT NULL,
      ${DATED},
      UNIQUE KEY award_rule_period (award_type_id, code, validity WITHOUT OVERLAPS)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_quota (
      id uuid NOT NULL PRIMARY KEY,
      award_type_id uuid NOT NULL,
      code varchar(60) NOT NULL,
      recipients varchar(20) NOT NULL,
      scope varchar(30) NOT NULL,
      period varchar(20) NOT NULL,
      measure varchar(10) NOT NULL,
      amount int NULL,
      share_percent decimal(5,2) NULL,
      base varchar(30) NULL,
      base_award_code varchar(60) NULL,
      rounding varchar(10) NULL,
      override_position varchar(40) NULL,
      ${DATED},
      UNIQUE KEY award_quota_period (award_type_id, code, validity WITHOUT OVERLAPS)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_multiple (
      id uuid NOT NULL PRIMARY KEY,
      award_type_id uuid NOT NULL,
      code varchar(60) NOT NULL,
      recipients varchar(20) NOT NULL,
      multiple decimal(7,3) NOT NULL,
      is_upper_bound tinyint NOT NULL,
      rounding varchar(10) NOT NULL,
      rounding_step_dong int NOT NULL,
      ${DATED},
      UNIQUE KEY award_multiple_period (award_type_id, code, validity WITHOUT OVERLAPS)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE base_salary (
      id uuid NOT NULL PRIMARY KEY,
      scope varchar(10) NOT NULL,
      amount_dong bigint NOT NULL,
      ${DATED},
      UNIQUE KEY base_salary_period (scope, validity WITHOUT OVERLAPS)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_route_paper (
      route_version_id uuid NOT NULL,
      ordinal int NOT NULL,
      paper varchar(30) NOT NULL,
      recipients varchar(20) NOT NULL,
      source_status varchar(20) NOT NULL,
      document varchar(500) NULL,
      PRIMARY KEY (route_version_id, ordinal, paper)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_rule_set (
      id uuid NOT NULL PRIMARY KEY,
      award_type_id uuid NOT NULL
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_rule_set_row (
      rule_set_id uuid NOT NULL,
      row_id uuid NOT NULL,
      kind varchar(10) NOT NULL,
      PRIMARY KEY (rule_set_id, row_id)
    ) ENGINE=InnoDB`);
    await runner.query('ALTER TABLE nomination ADD COLUMN rule_set_id uuid NULL AFTER route_version_id');
    // How many nominations of an award type are open is counted before its rules are changed.
    await runner.query(
      'ALTER TABLE nomination ADD KEY nomination_award_type_open (award_type_id, closed_at, state, id)',
    );
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nomination DROP KEY nomination_award_type_open, DROP COLUMN rule_set_id');
    const tables = [
      'award_rule_set_row',
      'award_rule_set',
      'award_route_paper',
      'base_salary',
      'award_multiple',
      'award_quota',
      'award_rule',
    ];
    for (const table of tables) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
