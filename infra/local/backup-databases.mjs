import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { installByApt } from './apt.mjs';
import { findCommand } from './checks.mjs';
import { Failure } from './failure.mjs';

/** The programs that write and read dumps: those of the machine, else Debian's, by apt. */
export async function provideDumpPrograms(groups, note) {
  const search = () => ({
    dump: findCommand('mariadb-dump') ?? findCommand('mysqldump'),
    client: findCommand('mariadb') ?? findCommand('mysql'),
  });
  const programs = search();
  if (programs.dump && programs.client) return programs;
  await installByApt(groups, note, {
    what: 'mariadb-dump',
    packages: ['mariadb-client'],
    withoutApt: 'install MariaDB’s client programs, so that `mariadb-dump` and `mariadb` are on PATH.',
    otherwise: [],
  });
  return search();
}

/** The kinds of subject that have a workflow: SUBJECT_WORKFLOW_TYPE of packages/contracts, as a test says. */
export const KINDS_WITH_WORKFLOW = [
  'CYCLE',
  'PLEDGE',
  'REVIEW',
  'NOMINATION',
  'AWARD_DECISION',
  'AWARD_REVOCATION',
  'AWARD_APPEAL',
];

/**
 * What a restored database must know, at the end of its dump: that it was restored, so that whoever reads its feed
 * begins again, and that no subject with a workflow takes commands before it has been compared with the engine.
 */
const restoreMark = (database, backupAt) => `
USE \`${database}\`;
UPDATE feed_head SET epoch = UUID();
INSERT INTO database_restore (backup_at, restored_at) VALUES ('${backupAt}', UTC_TIMESTAMP(6));
UPDATE subject_head SET held_at = UTC_TIMESTAMP(6)
 WHERE finished = 0 AND subject_kind IN (${KINDS_WITH_WORKFLOW.map((kind) => `'${kind}'`).join(', ')});
`;

// A password on the command line could be read by everybody on the machine.
async function withOptionsFile({ host, port, socketPath, user, password }, act) {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-dump-'));
  const path = join(folder, 'client.cnf');
  const where = socketPath ? `socket="${socketPath}"` : `host="${host}"\nport=${port}\nprotocol=tcp`;
  writeFileSync(path, `[client]\nuser="${user}"\npassword="${password}"\n${where}\n`, { mode: 0o600 });
  try {
    return await act(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ended(child, what) {
  const said = [];
  child.stderr.on('data', (bytes) => said.push(bytes));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else {
        const evidence = Buffer.concat(said).toString('utf8').trim().split('\n').slice(-5);
        reject(new Failure(`${what} failed (exit code ${code}).`, 'put right what it says.', evidence));
      }
    });
  });
}

/** Passes bytes on and remembers their digest. */
function digesting() {
  const hash = createHash('sha256');
  const stream = new Transform({
    transform(bytes, _encoding, done) {
      hash.update(bytes);
      done(null, bytes);
    },
  });
  return { stream, digest: () => hash.digest('hex') };
}

async function* withMark(dump, mark) {
  yield* dump;
  yield mark;
}

/**
 * Dumps a service's database and its audit database as they stand at one moment, while the service runs.
 * @param {{ program: string, server: object, database: string, auditDatabase: string, file: string,
 *   binaryLog: boolean, backupAt: string }} what `backupAt` by the database's clock
 * @returns {Promise<string>} the file's SHA-256
 */
export function dumpService({ program, server, database, auditDatabase, file, binaryLog, backupAt }) {
  return withOptionsFile(server, async (options) => {
    const child = spawn(
      program,
      [
        `--defaults-extra-file=${options}`,
        '--single-transaction',
        '--quick',
        '--skip-lock-tables',
        '--hex-blob',
        '--no-tablespaces',
        '--default-character-set=utf8mb4',
        '--add-drop-database',
        // Where to go on in the binary log, as a comment.
        ...(binaryLog ? ['--master-data=2'] : []),
        '--databases',
        database,
        auditDatabase,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const { stream, digest } = digesting();
    const written = pipeline(
      Readable.from(withMark(child.stdout, restoreMark(database, backupAt))),
      createGzip(),
      stream,
      createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await Promise.all([ended(child, `the dump of ${database}`), written]);
    return digest();
  });
}

/** SHA-256 of a file. */
export async function digestOf(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Puts a dump in the place of what its databases hold now. */
export function restoreService({ program, server, file }) {
  return withOptionsFile(server, async (options) => {
    const child = spawn(program, [`--defaults-extra-file=${options}`, '--default-character-set=utf8mb4'], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    await Promise.all([
      ended(child, `the restore of ${file}`),
      pipeline(createReadStream(file), createGunzip(), child.stdin),
    ]);
  });
}
