import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a stage says besides its limit (reminder, escalation, consultation, checklist), and what happens to a nomination
 * on its way: comments on fields, answers to a checklist, consultations, suspensions, moved deadlines, forwarding.
 */
export class LeadNominationsAlongTheirRoute1813000000000 implements MigrationInterface {
  name = 'LeadNominationsAlongTheirRoute1813000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['award_route_stage', 'nomination_stage']) {
      await runner.query(`ALTER TABLE ${table}
        ADD COLUMN remind_before_days int NULL,
        ADD COLUMN escalate_after_days int NULL,
        ADD COLUMN consultation_working_days int NOT NULL DEFAULT 7,
        ADD COLUMN consultation_silence varchar(10) NOT NULL DEFAULT 'CONSENT'`);
    }
    await runner.query('ALTER TABLE nomination_stage ADD COLUMN escalation_unit_id uuid NULL');
    await runner.query(`ALTER TABLE nomination
      ADD COLUMN forwarded_from_id uuid NULL,
      ADD UNIQUE KEY nomination_forwarded_from (forwarded_from_id)`);
    await runner.query(`CREATE TABLE award_route_checklist_item (
      route_version_id uuid NOT NULL,
      stage varchar(40) NOT NULL,
      code varchar(40) NOT NULL,
      ordinal int NOT NULL,
      text_vi varchar(500) NOT NULL,
      text_en varchar(500) NOT NULL,
      is_required tinyint NOT NULL,
      PRIMARY KEY (route_version_id, stage, code)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_checklist_answer (
      nomination_id uuid NOT NULL,
      revision int NOT NULL,
      stage varchar(40) NOT NULL,
      code varchar(40) NOT NULL,
      answer varchar(16) NOT NULL,
      note varchar(1000) NULL,
      answered_by uuid NOT NULL,
      answered_at datetime(6) NOT NULL,
      PRIMARY KEY (nomination_id, revision, stage, code)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_field_comment (
      nomination_id uuid NOT NULL,
      revision int NOT NULL,
      ordinal int NOT NULL,
      path varchar(200) NOT NULL,
      text varchar(1000) NOT NULL,
      PRIMARY KEY (nomination_id, revision, ordinal)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_suspension (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NOT NULL,
      state varchar(20) NOT NULL,
      reason varchar(2000) NOT NULL,
      suspended_by uuid NOT NULL,
      suspended_at datetime(6) NOT NULL,
      resume_reason varchar(2000) NULL,
      resumed_by uuid NULL,
      resumed_at datetime(6) NULL,
      KEY nomination_suspension_time (nomination_id, suspended_at)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_deadline_move (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NOT NULL,
      task_id uuid NOT NULL,
      stage varchar(40) NOT NULL,
      due_before datetime(6) NULL,
      due_after datetime(6) NOT NULL,
      reason varchar(2000) NOT NULL,
      moved_by uuid NOT NULL,
      moved_at datetime(6) NOT NULL,
      KEY nomination_deadline_move_time (nomination_id, moved_at)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_task_notice (
      task_id uuid NOT NULL PRIMARY KEY,
      reminded_at datetime(6) NULL,
      escalated_at datetime(6) NULL
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_forwarding (
      nomination_id uuid NOT NULL PRIMARY KEY,
      forwarded_to_id uuid NOT NULL,
      award_type_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      reason varchar(2000) NOT NULL,
      forwarded_by uuid NOT NULL,
      forwarded_at datetime(6) NOT NULL
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE consultation (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NOT NULL,
      revision int NOT NULL,
      stage varchar(40) NOT NULL,
      unit_id uuid NOT NULL,
      body varchar(255) NOT NULL,
      letter_number varchar(60) NOT NULL,
      letter_date date NOT NULL,
      question varchar(2000) NULL,
      silence varchar(10) NOT NULL,
      due_at datetime(6) NOT NULL,
      status varchar(16) NOT NULL,
      overdue_at datetime(6) NULL,
      answer varchar(16) NULL,
      answer_letter_number varchar(60) NULL,
      answer_date date NULL,
      note varchar(2000) NULL,
      asked_by uuid NOT NULL,
      asked_at datetime(6) NOT NULL,
      ended_by varchar(64) NULL,
      ended_at datetime(6) NULL,
      instruction_number int NOT NULL,
      UNIQUE KEY consultation_instruction (nomination_id, instruction_number)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'consultation',
      'nomination_forwarding',
      'nomination_task_notice',
      'nomination_deadline_move',
      'nomination_suspension',
      'nomination_field_comment',
      'nomination_checklist_answer',
      'award_route_checklist_item',
    ];
    for (const table of tables) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query('ALTER TABLE nomination DROP KEY nomination_forwarded_from, DROP COLUMN forwarded_from_id');
    await runner.query('ALTER TABLE nomination_stage DROP COLUMN escalation_unit_id');
    for (const table of ['nomination_stage', 'award_route_stage']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN remind_before_days, DROP COLUMN escalate_after_days,
        DROP COLUMN consultation_working_days, DROP COLUMN consultation_silence`);
    }
  }
}
