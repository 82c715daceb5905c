import { createDecisionTables, dropDecisionTables } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The union tree with dated facts, members, officers, stated figures, referrals, and the decision path's tables. */
export class CreateMembership1700000000000 implements MigrationInterface {
  /** Creates everything. */
  async up(runner: QueryRunner): Promise<void> {
    await createDecisionTables(runner);
    await runner.query(`CREATE TABLE union_unit (
      id uuid NOT NULL PRIMARY KEY,
      number int NOT NULL,
      code varchar(60) NOT NULL,
      founded_on date NULL,
      provenance varchar(20) NOT NULL,
      source varchar(300) NULL,
      sentence varchar(2000) NULL,
      UNIQUE KEY union_unit_number (number),
      UNIQUE KEY union_unit_code (code),
      KEY union_unit_founded (founded_on)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE union_unit_fact (
      id uuid NOT NULL PRIMARY KEY,
      unit_id uuid NOT NULL,
      kind varchar(20) NOT NULL,
      value varchar(255) NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(255) NULL,
      provenance varchar(20) NOT NULL,
      PERIOD FOR validity (valid_from, valid_until),
      UNIQUE KEY union_unit_fact_period (unit_id, kind, validity WITHOUT OVERLAPS)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE union_unit_version (
      unit_id uuid NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      path varchar(255) NOT NULL,
      parent_id uuid NULL,
      level varchar(30) NOT NULL,
      type varchar(30) NULL,
      sector varchar(20) NULL,
      name varchar(255) NOT NULL,
      status varchar(20) NOT NULL,
      PRIMARY KEY (unit_id, valid_from),
      KEY union_unit_version_path (path),
      KEY union_unit_version_parent (parent_id, valid_until)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE member (
      id uuid NOT NULL PRIMARY KEY,
      code varchar(60) NULL,
      full_name varchar(120) NOT NULL,
      gender varchar(10) NOT NULL,
      provenance varchar(20) NOT NULL,
      UNIQUE KEY member_code (code)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE member_affiliation (
      id uuid NOT NULL PRIMARY KEY,
      member_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      admitted_on date NULL,
      PERIOD FOR validity (valid_from, valid_until),
      UNIQUE KEY member_affiliation_period (member_id, validity WITHOUT OVERLAPS),
      KEY member_affiliation_unit (unit_id, member_id),
      KEY member_affiliation_admitted (admitted_on, unit_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE officer (
      id uuid NOT NULL PRIMARY KEY,
      member_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      position varchar(40) NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(500) NULL,
      provenance varchar(20) NOT NULL,
      PERIOD FOR validity (valid_from, valid_until),
      KEY officer_member (member_id, valid_until),
      KEY officer_unit (unit_id, position, valid_until)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE headcount (
      id uuid NOT NULL PRIMARY KEY,
      unit_id uuid NOT NULL,
      kind varchar(30) NOT NULL,
      measure varchar(10) NOT NULL,
      total int NOT NULL,
      female int NULL,
      qualifier varchar(10) NOT NULL,
      period_from date NULL,
      period_to date NULL,
      as_of date NULL,
      source varchar(300) NULL,
      sentence varchar(2000) NULL,
      provenance varchar(20) NOT NULL,
      KEY headcount_unit (unit_id, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE party_referral (
      id uuid NOT NULL PRIMARY KEY,
      member_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      referred_on date NOT NULL,
      admitted_on date NULL,
      provenance varchar(20) NOT NULL,
      UNIQUE KEY party_referral_once (member_id, referred_on),
      KEY party_referral_unit (unit_id, referred_on),
      KEY party_referral_date (referred_on, unit_id)
    ) ENGINE=InnoDB`);
  }

  /** Drops everything but the audit trail. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'party_referral',
      'headcount',
      'officer',
      'member_affiliation',
      'member',
      'union_unit_version',
      'union_unit_fact',
      'union_unit',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await dropDecisionTables(runner);
  }
}
