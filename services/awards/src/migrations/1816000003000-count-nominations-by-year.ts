import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statistics count the nominations of a unit by their merit year. */
export class CountNominationsByYear1816000003000 implements MigrationInterface {
  name = 'CountNominationsByYear1816000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nomination ADD KEY nomination_report (nominating_unit_id, merit_year, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE nomination DROP KEY nomination_report');
  }
}
