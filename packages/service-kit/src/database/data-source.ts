import 'reflect-metadata';
import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, type DataSourceOptions, type Logger, type MixedList } from 'typeorm';
import { DECISION_PATH_ENTITIES } from '../decision/decision-path.entity';

type EntityClass = abstract new (...parameters: never[]) => object;

/** Counts the SQL statements of the request that runs in it. */
export const statementCount = new AsyncLocalStorage<{ statements: number }>();

/** Counts statements instead of printing them: personal data must not reach a log. */
class CountingLogger implements Logger {
  logQuery(): void {
    const count = statementCount.getStore();
    if (count) {
      count.statements += 1;
    }
  }
  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

/**
 * SQL for the database's clock at the moment a row is read, after any wait for its lock: UTC, ISO 8601, microseconds.
 * UTC_TIMESTAMP would say when the statement began, which may be seconds earlier.
 */
export const DATABASE_CLOCK =
  "DATE_FORMAT(CONVERT_TZ(SYSDATE(6), @@session.time_zone, '+00:00'), '%Y-%m-%dT%H:%i:%s.%fZ')";

/**
 * A holder of locks that stalls must not take the whole pool with it (decision-path.md rule 9). READ COMMITTED, because
 * under REPEATABLE READ a plain read after a wait for a lock would return what stood there before: set once for each
 * connection, and asserted by every decision where it locks its subject.
 */
const SESSION_SETTINGS = `SET SESSION innodb_lock_wait_timeout = 2, idle_transaction_timeout = 10,
  tx_isolation = 'READ-COMMITTED'`;

/** Connects, and sets on every connection the isolation level and how long it waits for locks and may sit idle. */
export async function connect(dataSource: DataSource): Promise<void> {
  await dataSource.initialize();
  const { pool } = dataSource.driver as unknown as {
    pool: { on(event: 'connection', listener: (connection: { query(sql: string): unknown }) => void): void };
  };
  pool.on('connection', (connection) => void connection.query(SESSION_SETTINGS));
  await dataSource.query(SESSION_SETTINGS);
}

/** What a data source needs. */
export interface DatabaseSettings {
  /** mysql://user:password@host:port/database */
  readonly url: string;
  /** Unix socket path; quicker than TCP on one machine. */
  readonly socketPath?: string | undefined;
  /** Connections in the pool; 8 is best on two cores (performance.md). */
  readonly poolSize?: number;
}

/**
 * The service's TypeORM data source on MariaDB. The schema is changed by migrations only.
 * Dates are read as calendar dates (text), instants as UTC.
 */
export function createDataSource(
  settings: DatabaseSettings,
  entities: MixedList<EntityClass>,
  migrations: MixedList<EntityClass>,
): DataSource {
  const options: DataSourceOptions = {
    type: 'mariadb',
    url: settings.url,
    ...(settings.socketPath ? { socketPath: settings.socketPath } : {}),
    poolSize: settings.poolSize ?? 8,
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    bigNumberStrings: false,
    synchronize: false,
    entities: [...DECISION_PATH_ENTITIES, ...Object.values(entities)] as never,
    migrations: Object.values(migrations) as never,
    migrationsTableName: 'migration',
    logging: ['query'],
    logger: new CountingLogger(),
    // JSON columns arrive as text, whatever the server says of them: the decision path parses what it wrote itself.
    extra: { trace: false, jsonStrings: true },
  };
  return new DataSource(options);
}

/**
 * Refuses a server that may forget a committed decision (decision-path.md rule 4).
 * @throws when innodb_flush_log_at_trx_commit is not 1, or a binary log is written without sync_binlog=1.
 */
export async function assertDurable(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ flush: number; binlog: number; sync: number }[]>(
    'SELECT @@innodb_flush_log_at_trx_commit AS flush, @@log_bin AS binlog, @@sync_binlog AS sync',
  );
  if (!row || Number(row.flush) !== 1 || (Number(row.binlog) === 1 && Number(row.sync) !== 1)) {
    throw new Error(
      'the database server may forget committed decisions: set innodb_flush_log_at_trx_commit=1, and sync_binlog=1 where a binary log is on',
    );
  }
}
