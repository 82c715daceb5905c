import { addReconciliation, removeReconciliation } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a restored database remembers; the same in every service, whether it has workflows or not. */
export class ReconcileWithTheEngine1800000000000 implements MigrationInterface {
  name = 'ReconcileWithTheEngine1800000000000';

  async up(runner: QueryRunner): Promise<void> {
    await addReconciliation(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeReconciliation(runner);
  }
}
