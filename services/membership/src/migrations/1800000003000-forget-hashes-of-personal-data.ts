import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A plain hash of a national id is as good as the id, and outlived it in the commands that recorded it. They keep none
 * now, so that one that is sent again is refused as another command.
 */
export class ForgetHashesOfPersonalData1800000003000 implements MigrationInterface {
  name = 'ForgetHashesOfPersonalData1800000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE command SET payload_hash = REPEAT('0', 64) WHERE operation = 'recordPersonalData'");
  }

  /** What is forgotten is not known again. */
  async down(): Promise<void> {}
}
