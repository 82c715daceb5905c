import { createDecisionTables, createUnitProjectionTables, dropDecisionTables } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables that every service has, budgets and receipts. */
export class Ledger1795400000000 implements MigrationInterface {
  name = 'Ledger1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await createDecisionTables(runner);
    await createUnitProjectionTables(runner);
    await runner.query(`CREATE TABLE budget (
      id uuid NOT NULL PRIMARY KEY,
      unit_id uuid NOT NULL,
      year smallint NOT NULL,
      stream varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      revision int NOT NULL,
      amount bigint NOT NULL CHECK (amount > 0),
      document varchar(200) NULL,
      provenance varchar(20) NOT NULL,
      sentence varchar(2000) NULL,
      source varchar(500) NULL,
      set_at datetime(6) NOT NULL,
      superseded_at datetime(6) NULL,
      UNIQUE KEY budget_revision (unit_id, year, stream, revision),
      KEY budget_sum (unit_id, year, superseded_at, stream, amount)
    ) ENGINE=InnoDB`);
    await runner.query(`CREATE TABLE receipt (
      id uuid NOT NULL PRIMARY KEY,
      unit_id uuid NOT NULL,
      stream varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      channel varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      amount bigint NOT NULL CHECK (amount <> 0 AND (amount > 0 OR reverses_id IS NOT NULL)),
      received_on date NOT NULL,
      year smallint NOT NULL CHECK (year = YEAR(received_on)),
      document varchar(200) NULL,
      reverses_id uuid NULL,
      reason varchar(1000) NULL,
      provenance varchar(20) NOT NULL,
      sentence varchar(2000) NULL,
      source varchar(500) NULL,
      recorded_at datetime(6) NOT NULL,
      UNIQUE KEY receipt_reverses (reverses_id),
      KEY receipt_list (unit_id, received_on, id),
      KEY receipt_sum (unit_id, year, received_on, stream, channel, amount)
    ) ENGINE=InnoDB`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['receipt', 'budget', 'feed_cursor', 'unit_projection']) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await dropDecisionTables(runner);
  }
}
