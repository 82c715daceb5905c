import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { installByApt, isRoot } from './apt.mjs';
import { findCommand } from './checks.mjs';
import { Failure } from './failure.mjs';
import { readJson, writeWhole } from './files.mjs';

const packages = ['mariadb-server-core', 'mariadb-client-core'];

function versionOf(program) {
  const said = execFileSync(program, ['--no-defaults', '--version'], { encoding: 'utf8' });
  const [, major, minor] = /Ver (\d+)\.(\d+)/.exec(said) ?? [];
  return { text: /Ver ([\d.]+)/.exec(said)?.[1] ?? said.trim(), major: Number(major), minor: Number(minor) };
}

const useYourOwn = 'Or set DATABASE_URL to a MariaDB server you have (an administrator: mysql://root:…@host:3306).';

/** The server's programs: those of the machine, else Debian's, by apt. */
export async function provideMariadb(groups, note) {
  const search = () => ({ server: findCommand('mariadbd'), install: findCommand('mariadb-install-db') });
  let programs = search();
  if (!programs.server || !programs.install) {
    await installByApt(groups, note, {
      what: 'MariaDB',
      packages,
      withoutApt:
        'install MariaDB 10.11 or newer with your own package manager, so that `mariadbd` is on PATH; then run the same command again.',
      otherwise: [useYourOwn],
    });
    programs = search();
  }
  if (!programs.server || !programs.install) {
    throw new Failure('apt-get installed MariaDB, but mariadbd or mariadb-install-db is still not to be found.', [
      `install ${packages.join(' and ')} by hand.`,
      useYourOwn,
    ]);
  }
  const version = versionOf(programs.server);
  if (version.major < 10 || (version.major === 10 && version.minor < 11)) {
    throw new Failure(`MariaDB ${version.text} (${programs.server}) is too old: 10.11 or newer is needed.`, [
      'install a newer one.',
      useYourOwn,
    ]);
  }
  return { ...programs, version: version.text };
}

/** Creates the data folder under another name first, so that half a folder is never taken for a whole one. */
export async function createData(settings, groups, programs) {
  const data = settings.paths.mariadbData;
  if (existsSync(join(data, 'mysql'))) return false;
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw new Failure(
      `${data} is not a MariaDB data folder.`,
      `move it away (mv ${data} ${data}.old), or empty everything with \`npm run reset\`.`,
    );
  }
  rmSync(data, { recursive: true, force: true });
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  await groups.run('mariadb-install', {
    command: programs.install,
    args: [
      '--no-defaults',
      `--datadir=${unfinished}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-name-resolve',
      ...(isRoot() ? ['--user=root'] : []),
    ],
  });
  renameSync(unfinished, data);
  return true;
}

/** The private server's root password, made once. */
export function rootPassword(settings) {
  const path = join(settings.paths.keys, 'mariadb-root.json');
  const known = readJson(path);
  if (known?.password) return known.password;
  const password = randomBytes(24).toString('base64url');
  writeWhole(path, `${JSON.stringify({ password })}\n`, 0o600);
  return password;
}

// Runs before the server listens: root never has an empty password for anyone to use, and a lost password file heals.
function writeFirstWords(settings) {
  const path = join(settings.paths.keys, 'mariadb-init.sql');
  const password = rootPassword(settings);
  const hosts = ['localhost', '127.0.0.1'];
  writeWhole(
    path,
    [
      "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host NOT IN ('localhost', '127.0.0.1'));",
      'FLUSH PRIVILEGES;',
      ...hosts.flatMap((host) => [
        `CREATE USER IF NOT EXISTS root@'${host}' IDENTIFIED BY '${password}';`,
        `ALTER USER root@'${host}' IDENTIFIED BY '${password}';`,
        `GRANT ALL PRIVILEGES ON *.* TO root@'${host}' WITH GRANT OPTION;`,
      ]),
      '',
    ].join('\n'),
    0o600,
  );
  return path;
}

// A MariaDB server speaks first: one packet whose first byte after the header is the protocol's number, 10.
function greets(path) {
  return new Promise((resolve) => {
    const socket = connect(path);
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('data', (bytes) => finish(bytes[4] === 10));
  });
}

/** The private server: reachable from this machine only, every commit on disk before it is answered. */
export function mariadbDefinition(settings, programs) {
  const { mariadbData, mariadbSocket, run } = settings.paths;
  mkdirSync(run, { recursive: true });
  mkdirSync(dirname(mariadbSocket), { recursive: true, mode: 0o700 });
  // Of its own: a MariaDB that starts empties its folder of temporary tables, those of another server included, which
  // then crashes when it drops one of them.
  const temporaryTables = join(run, 'mariadb-tables');
  mkdirSync(temporaryTables, { recursive: true, mode: 0o700 });
  return {
    name: 'mariadb',
    title: 'MariaDB',
    command: programs.server,
    args: [
      '--no-defaults',
      ...(isRoot() ? ['--user=root'] : []),
      `--datadir=${mariadbData}`,
      `--tmpdir=${temporaryTables}`,
      `--socket=${mariadbSocket}`,
      `--pid-file=${join(run, 'mariadb.pid')}`,
      `--port=${settings.ports.mariadb}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--init-file=${writeFirstWords(settings)}`,
      `--log-error=${join(settings.paths.logs, 'mariadb.log')}`,
      '--skip-log-bin',
      '--innodb-buffer-pool-size=256M',
      '--innodb-flush-log-at-trx-commit=1',
      '--sync-binlog=1',
      '--transaction-isolation=READ-COMMITTED',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_520_ci',
      '--default-time-zone=+00:00',
      '--idle-transaction-timeout=60',
      '--max-connections=300',
      '--userstat=1',
    ],
    ready: () => greets(mariadbSocket),
    readyWithin: 60_000,
    stopWithin: 3000,
    remedy: `if its data is damaged, \`npm run reset\` empties it; if a newer MariaDB wrote it, use that one again.`,
  };
}
