import {
  addReconciliation,
  addUnitProjectionRebuild,
  removeReconciliation,
  removeUnitProjectionRebuild,
} from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the reconciler finds, what a subject is rebuilt from, and rows to build the projection of the tree again in. */
export class ReconcileWithTheEngine1800000000000 implements MigrationInterface {
  name = 'ReconcileWithTheEngine1800000000000';

  async up(runner: QueryRunner): Promise<void> {
    await addReconciliation(runner);
    await addUnitProjectionRebuild(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeUnitProjectionRebuild(runner);
    await removeReconciliation(runner);
  }
}
