import { createDecisionTables, createUnitProjectionTables, dropDecisionTables } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The decision path, the projection of the union tree, and everything that emulation owns at first. */
export class FirstTables1735689600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createDecisionTables(runner);
    await createUnitProjectionTables(runner);
    for (const statement of TABLES) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of OWN_TABLES) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query('DROP TABLE unit_projection');
    await runner.query('DROP TABLE feed_cursor');
    await dropDecisionTables(runner);
  }
}

const OWN_TABLES = [
  'emulation_cycle',
  'cycle_milestone',
  'emulation_group',
  'group_membership',
  'group_head',
  'group_event',
  'indicator',
  'target_decision',
  'target',
  'emulation_pledge',
  'joint_activity',
  'pledge_member',
  'pledge_signature',
  'mid_year_review',
  'review_unit',
  'review_line',
  'review_contribution',
  'stated_figure',
  'typed_figure',
];

const TABLES = [
  `CREATE TABLE emulation_cycle (
    id uuid NOT NULL PRIMARY KEY,
    owner_unit_id uuid NOT NULL,
    year int NOT NULL,
    theme varchar(500) NULL,
    minimum_joint_activities int NOT NULL,
    state varchar(20) NOT NULL,
    opened_at datetime(6) NOT NULL,
    closed_at datetime(6) NULL,
    provenance varchar(20) NOT NULL,
    UNIQUE KEY emulation_cycle_year (owner_unit_id, year),
    KEY emulation_cycle_by_year (year, id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE cycle_milestone (
    cycle_id uuid NOT NULL,
    milestone varchar(20) NOT NULL,
    at datetime(6) NOT NULL,
    PRIMARY KEY (cycle_id, milestone)
  ) ENGINE=InnoDB`,
  `CREATE TABLE emulation_group (
    id uuid NOT NULL PRIMARY KEY,
    owner_unit_id uuid NOT NULL,
    kind varchar(20) NOT NULL,
    number int NOT NULL,
    name varchar(255) NOT NULL,
    provenance varchar(20) NOT NULL,
    UNIQUE KEY emulation_group_number (owner_unit_id, kind, number)
  ) ENGINE=InnoDB`,
  `CREATE TABLE group_membership (
    id uuid NOT NULL PRIMARY KEY,
    group_id uuid NOT NULL,
    owner_unit_id uuid NOT NULL,
    kind varchar(20) NOT NULL,
    unit_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    provenance varchar(20) NOT NULL,
    KEY group_membership_group (group_id, valid_from),
    KEY group_membership_unit (unit_id, owner_unit_id, kind, valid_from)
  ) ENGINE=InnoDB`,
  `CREATE TABLE group_head (
    id uuid NOT NULL PRIMARY KEY,
    group_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    provenance varchar(20) NOT NULL,
    KEY group_head_group (group_id, valid_from)
  ) ENGINE=InnoDB`,
  `CREATE TABLE group_event (
    id uuid NOT NULL PRIMARY KEY,
    group_id uuid NOT NULL,
    kind varchar(30) NOT NULL,
    year int NOT NULL,
    host_unit_id uuid NULL,
    held_on date NULL,
    title varchar(500) NULL,
    source varchar(500) NOT NULL,
    sentence text NOT NULL,
    provenance varchar(20) NOT NULL,
    KEY group_event_group (group_id, year)
  ) ENGINE=InnoDB`,
  `CREATE TABLE indicator (
    code varchar(40) NOT NULL PRIMARY KEY,
    owner_unit_id uuid NOT NULL,
    name varchar(255) NOT NULL,
    unit_of_measure varchar(60) NOT NULL,
    source varchar(30) NOT NULL,
    display_decimals int NOT NULL,
    provenance varchar(20) NOT NULL,
    KEY indicator_owner (owner_unit_id, code)
  ) ENGINE=InnoDB`,
  `CREATE TABLE target_decision (
    id uuid NOT NULL PRIMARY KEY,
    cycle_id uuid NOT NULL,
    issuer_unit_id uuid NOT NULL,
    year int NOT NULL,
    number varchar(60) NULL,
    issued_on date NULL,
    recorded_at datetime(6) NOT NULL,
    provenance varchar(20) NOT NULL,
    sentence text NULL,
    UNIQUE KEY target_decision_number (issuer_unit_id, year, number),
    KEY target_decision_cycle (cycle_id, id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE target (
    id uuid NOT NULL PRIMARY KEY,
    decision_id uuid NOT NULL,
    indicator_code varchar(40) NOT NULL,
    assignee_id uuid NOT NULL,
    group_id uuid NULL,
    unit_id uuid NULL,
    value decimal(24,6) NULL,
    UNIQUE KEY target_subject (decision_id, indicator_code, assignee_id),
    KEY target_assignee (assignee_id, indicator_code)
  ) ENGINE=InnoDB`,
  `CREATE TABLE emulation_pledge (
    id uuid NOT NULL PRIMARY KEY,
    cycle_id uuid NOT NULL,
    group_id uuid NOT NULL,
    head_unit_id uuid NOT NULL,
    owner_unit_id uuid NOT NULL,
    version int NOT NULL DEFAULT 1,
    state varchar(20) NOT NULL,
    content text NULL,
    minimum_joint_activities int NOT NULL,
    reminder_at datetime(6) NOT NULL,
    deadline_at datetime(6) NOT NULL,
    opened_at datetime(6) NULL,
    completed_at datetime(6) NULL,
    reminded_at datetime(6) NULL,
    escalated_at datetime(6) NULL,
    escalated_unit_ids json NULL,
    escalation_handled_at datetime(6) NULL,
    escalation_note text NULL,
    UNIQUE KEY emulation_pledge_group (group_id, cycle_id),
    KEY emulation_pledge_cycle (cycle_id, state, id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE joint_activity (
    pledge_id uuid NOT NULL,
    ordinal int NOT NULL,
    description varchar(1000) NOT NULL,
    PRIMARY KEY (pledge_id, ordinal)
  ) ENGINE=InnoDB`,
  `CREATE TABLE pledge_member (
    pledge_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    PRIMARY KEY (pledge_id, unit_id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE pledge_signature (
    pledge_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    signed_by uuid NOT NULL,
    mandate_id uuid NOT NULL,
    signed_at datetime(6) NOT NULL,
    late tinyint(1) NOT NULL,
    PRIMARY KEY (pledge_id, unit_id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE mid_year_review (
    id uuid NOT NULL PRIMARY KEY,
    cycle_id uuid NOT NULL,
    reviewed_id uuid NOT NULL,
    group_id uuid NULL,
    unit_id uuid NULL,
    concluding_unit_id uuid NOT NULL,
    owner_unit_id uuid NOT NULL,
    state varchar(20) NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    deadline_at datetime(6) NOT NULL,
    opened_at datetime(6) NOT NULL,
    actuals_recorded_at datetime(6) NULL,
    overdue_at datetime(6) NULL,
    concluded_at datetime(6) NULL,
    concluded_by uuid NULL,
    limits text NULL,
    remedies text NULL,
    conclusion text NULL,
    overdue_note text NULL,
    UNIQUE KEY mid_year_review_subject (cycle_id, reviewed_id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE review_unit (
    review_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    is_whole tinyint(1) NOT NULL,
    PRIMARY KEY (review_id, unit_id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE review_line (
    id uuid NOT NULL PRIMARY KEY,
    review_id uuid NOT NULL,
    ordinal int NOT NULL,
    indicator_code varchar(40) NOT NULL,
    target decimal(24,6) NULL,
    target_basis varchar(20) NOT NULL,
    target_decision_id uuid NULL,
    actual decimal(24,6) NULL,
    warning varchar(500) NULL,
    UNIQUE KEY review_line_review (review_id, ordinal)
  ) ENGINE=InnoDB`,
  `CREATE TABLE review_contribution (
    line_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    numerator decimal(24,6) NOT NULL,
    denominator decimal(24,6) NULL,
    records int NULL,
    recorded_in varchar(30) NOT NULL,
    is_remainder tinyint(1) NOT NULL,
    PRIMARY KEY (line_id, unit_id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE stated_figure (
    id uuid NOT NULL PRIMARY KEY,
    owner_unit_id uuid NOT NULL,
    group_id uuid NULL,
    unit_id uuid NULL,
    indicator_codes json NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    kind varchar(20) NOT NULL,
    measure varchar(10) NOT NULL,
    label varchar(255) NOT NULL,
    qualifier varchar(20) NOT NULL,
    numerator decimal(24,6) NULL,
    denominator decimal(24,6) NULL,
    percent decimal(24,6) NULL,
    percent_min decimal(24,6) NULL,
    percent_max decimal(24,6) NULL,
    percent_max_is_exceeded tinyint(1) NOT NULL DEFAULT 0,
    quantity decimal(24,6) NULL,
    unit_of_measure varchar(60) NULL,
    amount bigint NULL,
    amount_each_min bigint NULL,
    amount_each_max bigint NULL,
    source varchar(500) NOT NULL,
    sentence text NOT NULL,
    warnings json NOT NULL,
    provenance varchar(20) NOT NULL,
    recorded_at datetime(6) NOT NULL,
    KEY stated_figure_owner (owner_unit_id, id),
    KEY stated_figure_group (group_id, id)
  ) ENGINE=InnoDB`,
  `CREATE TABLE typed_figure (
    id uuid NOT NULL PRIMARY KEY,
    cycle_id uuid NOT NULL,
    indicator_code varchar(40) NOT NULL,
    unit_id uuid NOT NULL,
    as_of date NOT NULL,
    value decimal(24,6) NOT NULL,
    evidence varchar(1000) NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at datetime(6) NOT NULL,
    year int NOT NULL,
    KEY typed_figure_unit (cycle_id, indicator_code, unit_id, as_of)
  ) ENGINE=InnoDB`,
];
