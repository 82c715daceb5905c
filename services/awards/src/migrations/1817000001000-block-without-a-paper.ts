import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a nomination stops at a stage that asks for a paper which is not there. So far it was only warned. */
export class BlockWithoutAPaper1817000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE award_route_paper ADD COLUMN effect varchar(10) NOT NULL DEFAULT 'WARN' AFTER recipients",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE award_route_paper DROP COLUMN effect');
  }
}
