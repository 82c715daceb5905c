import type { DataSource, QueryRunner } from 'typeorm';
import type { SqlRunner } from '../identity/unit-scope';

/** A statement with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** As much of mysql2 as a prepared statement needs: one of its connections, or the pool. */
interface Executor {
  execute(
    sql: string,
    parameters: readonly unknown[],
    done: (error: Error | null, result: unknown, fields: unknown) => void,
  ): unknown;
}

function executeOn<Result>(executor: Executor, { sql, parameters }: Statement): Promise<Result> {
  return new Promise((resolve, reject) => {
    executor.execute(sql, parameters, (error, result) => {
      if (error) {
        reject(error);
      } else {
        resolve(result as Result);
      }
    });
  });
}

/**
 * Runs a statement that the server keeps prepared for the runner's connection: it is parsed once, and its parameters
 * travel beside it (docs/performance.md says what that saves). Only for texts of which there are a few: each is kept.
 */
export async function runPrepared<Result>(
  runner: QueryRunner,
  sql: string,
  parameters: readonly unknown[],
): Promise<Result> {
  const connection = (await runner.connect()) as Executor;
  runner.dataSource.logger.logQuery(sql, [...parameters], runner);
  return executeOn(connection, { sql, parameters });
}

/** The same on any connection of the pool, for what is read outside a transaction. */
export function readPrepared<Result>(
  dataSource: DataSource,
  sql: string,
  parameters: readonly unknown[],
): Promise<Result> {
  const { pool } = dataSource.driver as unknown as { pool: Executor };
  dataSource.logger.logQuery(sql, [...parameters]);
  return executeOn(pool, { sql, parameters });
}

/** What a runner is to code that only asks it to run SQL; each statement is kept prepared. */
export function preparing(runner: QueryRunner): SqlRunner {
  return { query: <Result>(sql: string, parameters: unknown[] = []) => runPrepared<Result>(runner, sql, parameters) };
}

/**
 * Runs statements one after the other in a single round trip to the server, as a compound statement: several writes of
 * one transaction cost what one does (docs/performance.md). The first that fails ends it, as it would by itself; what
 * the others did is the surrounding transaction's to undo.
 * @returns the rows of each that reads, and then the server's word.
 */
export function runTogether<Result = unknown>(runner: QueryRunner, statements: readonly Statement[]): Promise<Result> {
  return runPrepared<Result>(
    runner,
    `BEGIN NOT ATOMIC ${statements.map(({ sql }) => `${sql};`).join(' ')} END`,
    statements.flatMap(({ parameters }) => parameters),
  );
}
