import type { DataSource, QueryRunner } from 'typeorm';
import { runTogether, type Statement } from './statements';

/**
 * A transaction whose beginning and end travel with statements of their own: two round trips less than one that TypeORM
 * begins and commits. Its level is the connection's, READ COMMITTED (data-source.ts).
 */
export class OpenTransaction {
  constructor(
    /** Runs what lies between. */
    readonly runner: QueryRunner,
  ) {}

  /** Begins it and runs the statements, in one round trip. @returns the rows that they read, and the server's word. */
  begin<Result>(...statements: readonly Statement[]): Promise<Result> {
    this.mark(true);
    return runTogether<Result>(this.runner, [{ sql: 'START TRANSACTION', parameters: [] }, ...statements]);
  }

  /** Runs the statements and commits, in one round trip. */
  async commit(...statements: readonly Statement[]): Promise<void> {
    await runTogether(this.runner, [...statements, { sql: 'COMMIT', parameters: [] }]);
    this.mark(false);
  }

  /** What TypeORM must know, so that what it is asked to save joins the transaction. */
  private mark(active: boolean): void {
    Object.assign(this.runner, { isTransactionActive: active, transactionDepth: active ? 1 : 0 });
  }
}

/**
 * Runs `act` with a connection of its own on which it begins and commits one transaction. Whatever `act` throws rolls
 * everything back, and so does an end without a commit.
 */
export async function inOpenTransaction<Result>(
  dataSource: DataSource,
  act: (transaction: OpenTransaction) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    return await act(new OpenTransaction(runner));
  } finally {
    if (runner.isTransactionActive) {
      await runner.rollbackTransaction().catch(() => undefined);
    }
    await runner.release();
  }
}

/**
 * Runs `act` in a transaction of its own, READ COMMITTED as every connection is: under REPEATABLE READ a plain read
 * after a wait for a lock would return what stood there before. Whatever `act` throws rolls everything back.
 */
export async function inTransaction<Result>(
  dataSource: DataSource,
  act: (runner: QueryRunner) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
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
