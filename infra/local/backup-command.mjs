import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { digestOf, dumpService, provideDumpPrograms } from './backup-databases.mjs';
import { copyPapers } from './backup-papers.mjs';
import { administrator } from './databases.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { removeWhole, writeWhole } from './files.mjs';
import { ProcessGroups } from './process-group.mjs';
import { Report } from './report.mjs';
import { services, settingsInUse } from './settings.mjs';

const usage = 'npm run backup -- --out <folder>';
/** What a backup says of itself. */
export const manifestName = 'manifest.json';
const engineCopy = 'temporal.sqlite';
/** The folder of the papers in a backup. */
export const papersCopy = 'papers';

function readOptions(words) {
  let values;
  try {
    values = parseArgs({ args: words, options: { out: { type: 'string' } } }).values;
  } catch (error) {
    throw new Failure(error.message, usage);
  }
  if (!values.out) throw new Failure('Where to?', usage);
  const out = resolve(values.out);
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new Failure(`${out} is not empty.`, 'name a new folder: a backup is never written over another.');
  }
  return { out };
}

async function askServer(server) {
  const { createConnection } = await import('mysql2/promise');
  let connection;
  try {
    connection = await createConnection({ ...server, connectTimeout: 10_000 });
  } catch (error) {
    throw new Failure(`The MariaDB server does not answer (${error.message}).`, 'start the system first: npm start');
  }
  try {
    const [[said]] = await connection.query(
      `SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%d %H:%i:%s.%f') AS at, @@log_bin AS binaryLog, VERSION() AS version`,
    );
    return { at: said.at, binaryLog: said.binaryLog === 1, version: said.version };
  } finally {
    await connection.end();
  }
}

// It runs beside a system and must not take that system's notes for its own.
function besideTheSystem(settings) {
  const { run } = settings.paths;
  return {
    ...settings,
    paths: { ...settings.paths, processes: join(run, 'backup-processes.json'), pids: join(run, 'backup-pids.json') },
  };
}

function copyEngine(settings, to) {
  if (settings.temporalAddress) return false;
  const script = fileURLToPath(new URL('./backup-engine.mjs', import.meta.url));
  execFileSync(settings.node, ['--no-warnings', script, settings.paths.temporalData, to], { stdio: 'inherit' });
  return true;
}

/** `npm run backup`: of the databases and of the private engine, while the system runs. */
export async function backUp(words) {
  let draft;
  try {
    const { out } = readOptions(words);
    const settings = settingsInUse();
    const report = new Report();
    const groups = new ProcessGroups(besideTheSystem(settings), report);
    const server = administrator(settings);
    const said = await askServer(server);
    draft = `${out}.unfinished`;
    removeWhole(draft);
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    let programs;
    await report.step('Programs', async (note) => {
      programs = await provideDumpPrograms(groups, note);
    });
    const files = {};
    // The engine first: what a later copy of the databases knows besides, the reconciler brings to it by itself.
    await report.step('Engine', async () => {
      if (!copyEngine(settings, join(draft, engineCopy))) return 'not ours: see docs/operations.md';
      files[engineCopy] = await digestOf(join(draft, engineCopy));
      return '';
    });
    for (const service of services) {
      await report.step(`Databases of ${service}`, async () => {
        const name = `${service}.sql.gz`;
        const { at: backupAt } = await askServer(server);
        files[name] = await dumpService({
          program: programs.dump,
          server,
          database: `thidua_${service}`,
          auditDatabase: `thidua_${service}_audit`,
          file: join(draft, name),
          binaryLog: said.binaryLog,
          backupAt,
        });
      });
    }
    // After the databases: every paper that a row names is there by now, and what there is besides does no harm.
    await report.step('Papers', async () => {
      const { papers, broken } = await copyPapers(settings.paths.papers, join(draft, papersCopy));
      if (broken.length > 0)
        throw new Failure(`These papers are damaged: ${broken.join(', ')}.`, 'see docs/dossier.md');
      return `${papers}`;
    });
    writeWhole(
      join(draft, manifestName),
      `${JSON.stringify({ begunAt: said.at, server: said.version, binaryLog: said.binaryLog, files }, null, 2)}\n`,
      0o600,
    );
    mkdirSync(dirname(out), { recursive: true });
    if (existsSync(out)) removeWhole(out);
    renameSync(draft, out);
    report.line();
    report.line(`  ${out}`);
    report.line(`  Not in it: the keys in ${settings.paths.keys}, and the anchors in ${settings.paths.auditAnchors}.`);
    report.line(
      '  Keep both elsewhere: whoever has keys and databases together can rewrite what nobody else has seen.',
    );
    report.line();
  } catch (error) {
    if (draft) removeWhole(draft);
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}

/** Reads a backup's manifest and compares every file with it. */
export async function readBackup(from) {
  const path = join(from, manifestName);
  if (!existsSync(path)) throw new Failure(`${from} is not a backup: it has no ${manifestName}.`, 'name its folder.');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  for (const [name, digest] of Object.entries(manifest.files)) {
    if (!existsSync(join(from, name)) || (await digestOf(join(from, name))) !== digest) {
      throw new Failure(`${join(from, name)} is not what was backed up.`, 'take another copy of the backup.');
    }
  }
  return manifest;
}
