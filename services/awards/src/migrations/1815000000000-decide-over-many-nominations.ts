import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A decision over many nominations: a draft first, then a number, and a list whose nominations each move by a command of
 * their own. Decisions that were signed over one nomination become decisions with a list of one.
 */
export class DecideOverManyNominations1815000000000 implements MigrationInterface {
  /** Items and their moves, the counters of numbers, and what a draft has besides a signed decision. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE award_decision_item (
      decision_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      ordinal int NOT NULL,
      state varchar(20) NOT NULL,
      held_nomination_id uuid NULL,
      refusal_code varchar(60) NULL,
      refusal_vi varchar(500) NULL,
      refusal_en varchar(500) NULL,
      PRIMARY KEY (decision_id, nomination_id),
      UNIQUE KEY award_decision_item_held (held_nomination_id),
      KEY award_decision_item_order (decision_id, ordinal)
    ) ENGINE=InnoDB`);
    await runner.query(`INSERT INTO award_decision_item (decision_id, nomination_id, ordinal, state, held_nomination_id)
      SELECT id, nomination_id, 1, 'DECIDED', nomination_id FROM award_decision`);
    await runner.query(`ALTER TABLE award_decision
      DROP KEY award_decision_nomination,
      DROP COLUMN nomination_id,
      MODIFY year int NULL,
      MODIFY number varchar(60) NULL,
      MODIFY decided_on date NULL,
      MODIFY signatory_id uuid NULL,
      MODIFY signatory_position varchar(40) NULL,
      MODIFY mandate_id uuid NULL,
      MODIFY recorded_at datetime(6) NULL,
      ADD COLUMN state varchar(20) NOT NULL DEFAULT 'SIGNED',
      ADD COLUMN version int NOT NULL DEFAULT 1,
      ADD COLUMN title varchar(500) NULL,
      ADD COLUMN symbol varchar(40) NOT NULL DEFAULT 'QĐ-LĐLĐ',
      ADD COLUMN legal_bases json NULL,
      ADD COLUMN effective_on date NULL,
      ADD COLUMN drafted_by uuid NULL,
      ADD COLUMN drafted_at datetime(6) NULL,
      ADD KEY award_decision_body (body_unit_id, id)`);
    await runner.query('ALTER TABLE award_decision ALTER state DROP DEFAULT, ALTER symbol DROP DEFAULT');
    await runner.query(`UPDATE award_decision SET effective_on = decided_on, legal_bases = '[]',
      drafted_by = signatory_id, drafted_at = recorded_at`);
    await runner.query(`ALTER TABLE award_decision MODIFY drafted_by uuid NOT NULL,
      MODIFY drafted_at datetime(6) NOT NULL, MODIFY legal_bases json NOT NULL`);
    await runner.query(`CREATE TABLE award_decision_move (
      id uuid NOT NULL PRIMARY KEY,
      decision_id uuid NOT NULL,
      nomination_id uuid NOT NULL,
      act_command_id uuid NOT NULL,
      act varchar(20) NOT NULL,
      state varchar(20) NOT NULL,
      attempts int NOT NULL DEFAULT 0,
      next_attempt_at datetime(6) NOT NULL,
      lease_until datetime(6) NULL,
      done_at datetime(6) NULL,
      last_error varchar(500) NULL,
      KEY award_decision_move_waiting (state, next_attempt_at),
      KEY award_decision_move_progress (decision_id, act, state)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_decision_counter (
      body_unit_id uuid NOT NULL,
      year int NOT NULL,
      last_ordinal int NOT NULL,
      PRIMARY KEY (body_unit_id, year)
    ) ENGINE=InnoDB`);
  }

  /** Back to decisions over one nomination; drafts and lists of several are lost. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE award_decision_counter');
    await runner.query('DROP TABLE award_decision_move');
    await runner.query('DELETE FROM award_decision WHERE number IS NULL');
    await runner.query(`ALTER TABLE award_decision
      DROP KEY award_decision_body,
      DROP COLUMN state, DROP COLUMN version, DROP COLUMN title, DROP COLUMN symbol, DROP COLUMN legal_bases,
      DROP COLUMN effective_on, DROP COLUMN drafted_by, DROP COLUMN drafted_at,
      MODIFY year int NOT NULL,
      MODIFY number varchar(60) NOT NULL,
      MODIFY decided_on date NOT NULL,
      MODIFY signatory_id uuid NOT NULL,
      MODIFY signatory_position varchar(40) NOT NULL,
      MODIFY mandate_id uuid NOT NULL,
      MODIFY recorded_at datetime(6) NOT NULL,
      ADD COLUMN nomination_id uuid NULL`);
    await runner.query(`UPDATE award_decision d SET nomination_id =
      (SELECT i.nomination_id FROM award_decision_item i WHERE i.decision_id = d.id ORDER BY i.ordinal LIMIT 1)`);
    await runner.query('DELETE FROM award_decision WHERE nomination_id IS NULL');
    await runner.query(`ALTER TABLE award_decision MODIFY nomination_id uuid NOT NULL AFTER id,
      ADD UNIQUE KEY award_decision_nomination (nomination_id)`);
    await runner.query('DROP TABLE award_decision_item');
  }
}
