import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';

/** A database of a test's own on the real server, with its audit database. */
export interface TestDatabase {
  /** URL for the service and its migrations. */
  readonly url: string;
  /** Name of the audit database beside it. */
  readonly auditDatabase: string;
  /** Sets what migrations and services read from the environment to this database. */
  useAsEnvironment(): void;
  /** Drops both. */
  drop(): Promise<void>;
}

/**
 * Creates a database with a name nobody else has.
 * @param purpose part of the name, for example `membership`.
 * @throws when TEST_DATABASE_URL does not name a server: integration tests never run on a stand-in.
 */
export async function createTestDatabase(purpose: string): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (!serverUrl) {
    throw new Error('TEST_DATABASE_URL must name a MariaDB server with rights to create databases (npm test sets it)');
  }
  const name = `test_${purpose}_${randomBytes(4).toString('hex')}`;
  const auditDatabase = `${name}_audit`;
  const run = async (statements: readonly string[]): Promise<void> => {
    const connection = await mysql.createConnection({ uri: serverUrl });
    try {
      for (const statement of statements) {
        await connection.query(statement);
      }
    } finally {
      await connection.end();
    }
  };
  await run(
    [name, auditDatabase].map(
      (database) => `CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
    ),
  );
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    auditDatabase,
    useAsEnvironment() {
      process.env['DATABASE_URL'] = url.toString();
      process.env['MIGRATION_DATABASE_URL'] = url.toString();
      process.env['AUDIT_DATABASE'] = auditDatabase;
    },
    drop: () => run([name, auditDatabase].map((database) => `DROP DATABASE IF EXISTS ${database}`)),
  };
}
