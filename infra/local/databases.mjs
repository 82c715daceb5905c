import { randomBytes } from 'node:crypto';
import { Failure } from './failure.mjs';
import { readJson, writeWhole } from './files.mjs';
import { rootPassword } from './mariadb.mjs';
import { services } from './settings.mjs';

const databaseOf = (service) => `thidua_${service}`;
const auditOf = (service) => `thidua_${service}_audit`;
const ownerOf = (service) => `thidua_${service}_owner`;

/** Every database and user of the system. */
const allDatabases = services.flatMap((service) => [databaseOf(service), auditOf(service)]);
const allUsers = services.flatMap((service) => [databaseOf(service), ownerOf(service)]);

// An underscore in a GRANT's database name stands for any character unless it is escaped.
const scope = (database) => `\`${database.replaceAll('_', '\\_')}\`.*`;

function passwords(settings) {
  const known = readJson(settings.paths.databasePasswords) ?? {};
  const missing = allUsers.filter((user) => !known[user]);
  if (missing.length === 0) return known;
  const complete = { ...known };
  for (const user of missing) complete[user] = randomBytes(24).toString('base64url');
  writeWhole(settings.paths.databasePasswords, `${JSON.stringify(complete, null, 2)}\n`, 0o600);
  return complete;
}

/** Where the server is and who administers it. */
export function administrator(settings) {
  if (!settings.databaseUrl) {
    return {
      host: '127.0.0.1',
      port: settings.ports.mariadb,
      socketPath: settings.paths.mariadbSocket,
      user: 'root',
      password: rootPassword(settings),
    };
  }
  let url;
  try {
    url = new URL(settings.databaseUrl);
  } catch {
    url = undefined;
  }
  if (!url || !['mysql:', 'mariadb:'].includes(url.protocol) || !url.username) {
    throw new Failure(
      'DATABASE_URL is not the address of a MariaDB server with its administrator.',
      'write it as mysql://user:password@host:3306, or unset it to have a private server.',
    );
  }
  return {
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/** A URL for one user of the server. */
export function urlFor(settings, user, password, database = '') {
  const { host, port } = administrator(settings);
  return `mysql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}

/** The administrator's URL, for tests that make databases of their own. */
export function administratorUrl(settings) {
  const { user, password } = administrator(settings);
  return urlFor(settings, user, password);
}

/** The connection variables of a service. */
export function databaseEnvironment(settings, service) {
  const known = passwords(settings);
  const database = databaseOf(service);
  return {
    DATABASE_URL: urlFor(settings, database, known[database], database),
    MIGRATION_DATABASE_URL: urlFor(settings, ownerOf(service), known[ownerOf(service)], database),
    AUDIT_DATABASE: auditOf(service),
    DATABASE_SOCKET: settings.databaseUrl ? undefined : settings.paths.mariadbSocket,
  };
}

async function openConnection(options) {
  // Only here: the package is there once npm ci has run.
  const { createConnection } = await import('mysql2/promise');
  return createConnection({ ...options, connectTimeout: 10_000 });
}

async function asAdministrator(settings, act) {
  const options = administrator(settings);
  let connection;
  try {
    connection = await openConnection(options);
  } catch (error) {
    throw new Failure(
      `The MariaDB server at ${options.host}:${options.port} does not let ${options.user} in (${error.message}).`,
      settings.databaseUrl
        ? 'correct DATABASE_URL, or unset it to have a private server.'
        : 'start again; if it stays so, `npm run reset` empties the private server.',
    );
  }
  try {
    return await act(connection);
  } finally {
    await connection.end().catch(() => {});
  }
}

/** Databases and users as statements that may be run any number of times. */
function statements(known) {
  return services.flatMap((service) => {
    const [database, audit, owner] = [databaseOf(service), auditOf(service), ownerOf(service)];
    const character = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
    return [
      `CREATE DATABASE IF NOT EXISTS \`${database}\` ${character}`,
      `CREATE DATABASE IF NOT EXISTS \`${audit}\` ${character}`,
      ...[owner, database].flatMap((user) => [
        `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '${known[user]}'`,
        `ALTER USER '${user}'@'%' IDENTIFIED BY '${known[user]}'`,
      ]),
      `GRANT ALL PRIVILEGES ON ${scope(database)} TO '${owner}'@'%'`,
      `GRANT ALL PRIVILEGES ON ${scope(audit)} TO '${owner}'@'%'`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ${scope(database)} TO '${database}'@'%'`,
      // An audit entry is written once and never changed, whatever the service's code does.
      `GRANT SELECT, INSERT ON ${scope(audit)} TO '${database}'@'%'`,
    ];
  });
}

async function missingParts(settings, connection, known) {
  const [rows] = await connection.query('SELECT schema_name AS name FROM information_schema.schemata');
  const present = new Set(rows.map(({ name }) => name));
  const missing = allDatabases.filter((name) => !present.has(name)).map((name) => `database ${name}`);
  const { host, port } = administrator(settings);
  for (const user of allUsers) {
    try {
      await (await openConnection({ host, port, user, password: known[user] })).end();
    } catch {
      missing.push(`user ${user}`);
    }
  }
  return missing;
}

/** Creates databases and users; on a server that is not ours only when that was asked for. */
export function provideDatabases(settings) {
  const known = passwords(settings);
  return asAdministrator(settings, async (connection) => {
    if (settings.databaseUrl && !settings.createDatabases) {
      const missing = await missingParts(settings, connection, known);
      if (missing.length > 0) {
        throw new Failure(
          `The server of DATABASE_URL lacks ${missing.join(', ')} (or the password in ${settings.paths.databasePasswords} is not theirs).`,
          'set THIDUA_CREATE_DATABASES=1 to have them created there (existing ones are kept, these users get new passwords), or create them yourself.',
        );
      }
      return;
    }
    for (const statement of statements(known)) await connection.query(statement);
  });
}

/** Takes databases and users off a server that is not ours: only `npm run reset -- --drop-databases` does this. */
export function dropDatabases(settings) {
  return asAdministrator(settings, async (connection) => {
    for (const database of allDatabases) await connection.query(`DROP DATABASE IF EXISTS \`${database}\``);
    for (const user of allUsers) await connection.query(`DROP USER IF EXISTS '${user}'@'%'`);
  });
}
