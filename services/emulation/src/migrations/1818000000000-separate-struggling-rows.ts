import { joinStrugglingRows, separateStrugglingRows } from '@thidua/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of the outbox that have failed several times are read apart from the others. */
export class SeparateStrugglingRows1818000000000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return separateStrugglingRows(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return joinStrugglingRows(runner);
  }
}
