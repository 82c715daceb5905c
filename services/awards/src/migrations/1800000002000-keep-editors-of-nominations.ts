import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever rewrote an achievement report has had a hand in it: they judge it as little as who drafted it. */
export class KeepEditorsOfNominations1800000002000 implements MigrationInterface {
  /** One row for each person and nomination. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE nomination_editor (
      nomination_id uuid NOT NULL, member_id uuid NOT NULL, PRIMARY KEY (nomination_id, member_id)
    ) ENGINE=InnoDB`);
  }

  /** Forgets them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE nomination_editor');
  }
}
