import type { DataSource, QueryRunner } from 'typeorm';

/**
 * Runs `act` in a transaction of its own, READ COMMITTED: under REPEATABLE READ a plain read after a wait for a lock
 * would return what stood there before. Whatever `act` throws rolls everything back.
 */
export async function inTransaction<Result>(
  dataSource: DataSource,
  act: (runner: QueryRunner) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction('READ COMMITTED');
    const result = await act(runner);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (runner.isTransactionActive) {
      await runner.rollbackTransaction().catch(() => undefined);
    }
    throw error;
  } finally {
    await runner.release();
  }
}
