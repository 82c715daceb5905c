import type { SqlRunner } from '@thidua/service-kit';

const ROWS_IN_A_STATEMENT = 500;

/** Inserts rows, 500 in a statement; every row names the same columns in the same order. */
export async function insertRows(
  runner: SqlRunner,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const places = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += ROWS_IN_A_STATEMENT) {
    const batch = rows.slice(start, start + ROWS_IN_A_STATEMENT);
    await runner.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${batch.map(() => places).join(', ')}`,
      batch.flat(),
    );
  }
}
