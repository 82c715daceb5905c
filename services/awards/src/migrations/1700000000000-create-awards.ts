import { createDecisionTables, createUnitProjectionTables, dropDecisionTables } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The decision path, the unit projection, the catalogue of awards and nominations. */
export class CreateAwards1700000000000 implements MigrationInterface {
  name = 'CreateAwards1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await createDecisionTables(runner);
    await createUnitProjectionTables(runner);
    await runner.query(`CREATE TABLE award_type (
      id uuid NOT NULL PRIMARY KEY,
      owner_unit_id uuid NOT NULL,
      code varchar(60) NOT NULL,
      name varchar(255) NOT NULL,
      kind varchar(20) NOT NULL,
      form varchar(40) NOT NULL,
      issuer_level varchar(30) NOT NULL,
      track varchar(20) NOT NULL,
      basis varchar(20) NOT NULL,
      recipients varchar(20) NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(500) NULL,
      source_status varchar(20) NOT NULL,
      provenance varchar(20) NOT NULL,
      UNIQUE KEY award_type_code (owner_unit_id, code)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_route_version (
      id uuid NOT NULL PRIMARY KEY,
      award_type_id uuid NOT NULL,
      version int NOT NULL,
      valid_from date NOT NULL,
      valid_until date NOT NULL,
      document varchar(500) NULL,
      source_status varchar(20) NOT NULL,
      UNIQUE KEY award_route_version_number (award_type_id, version)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_route_stage (
      route_version_id uuid NOT NULL,
      ordinal int NOT NULL,
      stage varchar(40) NOT NULL,
      kind varchar(20) NOT NULL,
      actor_rule varchar(30) NOT NULL,
      time_limit_days int NOT NULL,
      threshold_percent int NULL,
      source_status varchar(20) NOT NULL,
      document varchar(500) NULL,
      PRIMARY KEY (route_version_id, ordinal)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination (
      id uuid NOT NULL PRIMARY KEY,
      award_type_id uuid NOT NULL,
      nominating_unit_id uuid NOT NULL,
      nominee_member_id uuid NULL,
      nominee_unit_id uuid NULL,
      cycle_id uuid NULL,
      achievement mediumtext NOT NULL,
      state varchar(20) NOT NULL,
      stage varchar(40) NULL,
      revision int NOT NULL DEFAULT 1,
      version int NOT NULL DEFAULT 1,
      route_version_id uuid NULL,
      drafted_by uuid NOT NULL,
      drafted_at datetime(6) NOT NULL,
      submitted_by uuid NULL,
      submitted_at datetime(6) NULL,
      closed_at datetime(6) NULL,
      provenance varchar(20) NOT NULL DEFAULT 'RECORDED',
      KEY nomination_unit (nominating_unit_id, id),
      KEY nomination_nominee_member (nominee_member_id, id),
      KEY nomination_nominee_unit (nominee_unit_id, id),
      KEY nomination_award_type (award_type_id, id),
      KEY nomination_cycle (cycle_id, id),
      KEY nomination_drafter (drafted_by, id),
      KEY nomination_state (state, id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_revision (
      nomination_id uuid NOT NULL,
      number int NOT NULL,
      achievement mediumtext NOT NULL,
      submitted_by uuid NOT NULL,
      submitted_at datetime(6) NOT NULL,
      return_reason varchar(2000) NULL,
      returned_from_stage varchar(40) NULL,
      returned_by uuid NULL,
      returned_at datetime(6) NULL,
      PRIMARY KEY (nomination_id, number)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE nomination_stage (
      nomination_id uuid NOT NULL,
      ordinal int NOT NULL,
      stage varchar(40) NOT NULL,
      kind varchar(20) NOT NULL,
      unit_id uuid NULL,
      time_limit_days int NOT NULL,
      threshold_percent int NULL,
      PRIMARY KEY (nomination_id, ordinal),
      KEY nomination_stage_unit (unit_id, nomination_id)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE council_vote (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NOT NULL,
      revision int NOT NULL,
      members int NOT NULL,
      yes int NOT NULL,
      no int NOT NULL,
      abstain int NOT NULL,
      threshold_percent int NOT NULL,
      passed tinyint NOT NULL,
      recorded_by uuid NOT NULL,
      recorded_at datetime(6) NOT NULL,
      KEY council_vote_nomination (nomination_id, recorded_at)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE award_decision (
      id uuid NOT NULL PRIMARY KEY,
      nomination_id uuid NOT NULL,
      body_unit_id uuid NOT NULL,
      year int NOT NULL,
      number varchar(60) NOT NULL,
      decided_on date NOT NULL,
      signatory_id uuid NOT NULL,
      signatory_position varchar(40) NOT NULL,
      mandate_id uuid NOT NULL,
      recorded_at datetime(6) NOT NULL,
      UNIQUE KEY award_decision_number (body_unit_id, year, number),
      UNIQUE KEY award_decision_nomination (nomination_id)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'award_decision',
      'council_vote',
      'nomination_stage',
      'nomination_revision',
      'nomination',
      'award_route_stage',
      'award_route_version',
      'award_type',
      'feed_cursor',
      'unit_projection',
    ];
    for (const table of tables) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await dropDecisionTables(runner);
  }
}
