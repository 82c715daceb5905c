import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Admissions are counted unit by unit: the index begins with the unit, so that a district does not read a province. */
export class AdmissionsByUnit1700000001000 implements MigrationInterface {
  /** The unit first, then the day. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE member_affiliation DROP KEY member_affiliation_admitted,
      ADD KEY member_affiliation_admitted (unit_id, admitted_on)`);
  }

  /** The day first again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE member_affiliation DROP KEY member_affiliation_admitted,
      ADD KEY member_affiliation_admitted (admitted_on, unit_id)`);
  }
}
