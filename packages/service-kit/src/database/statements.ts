import type { SqlRunner } from '../identity/unit-scope';

/** A statement with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * Runs statements one after the other in a single round trip to the server, as a compound statement: several writes of
 * one transaction cost what one does (docs/performance.md). The first that fails ends it, as it would by itself; what
 * the others did is the surrounding transaction's to undo.
 */
export async function runTogether(runner: SqlRunner, statements: readonly Statement[]): Promise<void> {
  await runner.query(
    `BEGIN NOT ATOMIC ${statements.map(({ sql }) => `${sql};`).join(' ')} END`,
    statements.flatMap(({ parameters }) => parameters),
  );
}
