import type { UnitInScope } from '@thidua/contracts';
import type { Statement } from '../database/statements';

/** Something that can run SQL: a DataSource, an EntityManager or a QueryRunner. */
export interface SqlRunner {
  query<T = unknown>(sql: string, parameters?: unknown[]): Promise<T>;
}

/** How a service finds a unit's path at a date: membership from its own rows, the others from their projection. */
export interface UnitScopeReader {
  /**
   * The unit as it stands on a date; null when unknown or not in being on that date.
   * @param date calendar date YYYY-MM-DD.
   */
  unitInScope(runner: SqlRunner, unitId: string, date: string): Promise<UnitInScope | null>;
  /** The statement that finds it, whose one row has the `path`: so a command can send it together with others. */
  pathStatement?(unitId: string, date: string): Statement;
}
