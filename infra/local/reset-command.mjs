import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { checkState } from './checks.mjs';
import { dropDatabases } from './databases.mjs';
import { installDependencies } from './dependencies.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { readJson, removeLeavings, removeWhole } from './files.mjs';
import { alreadyRunning, takeLock } from './lock.mjs';
import { endLeftovers, ProcessGroups } from './process-group.mjs';
import { Report } from './report.mjs';
import { readSettings } from './settings.mjs';

// Downloaded programs and the build's cache are not data: the next start would only fetch them again.
const kept = new Set(['tools', 'turbo', 'jest', 'test', 'chaos', 'lock', 'preparation.lock']);

function readOptions(words) {
  try {
    const options = { yes: { type: 'boolean', default: false }, 'drop-databases': { type: 'boolean', default: false } };
    return parseArgs({ args: words, options }).values;
  } catch (error) {
    throw new Failure(error.message, 'npm run reset [-- --yes] [-- --drop-databases]');
  }
}

async function confirm(question) {
  if (!process.stdin.isTTY) {
    throw new Failure('There is nobody to ask.', 'say it at once: npm run reset -- --yes');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} Type "yes" to go on: `)).trim());
  } finally {
    terminal.close();
  }
}

/** `npm run reset` */
export async function reset(words) {
  try {
    const options = readOptions(words);
    const settings = readSettings('start');
    const dropping = options['drop-databases'];
    if (dropping && !settings.databaseUrl) {
      throw new Failure(
        '--drop-databases is about the server that DATABASE_URL names, and it is not set.',
        'leave it out: the private server is emptied anyway.',
      );
    }
    // A file or a link in the folder's place is not ours to empty.
    if (existsSync(settings.home) && !lstatSync(settings.home).isDirectory()) checkState(settings);
    checkState(settings);
    const what = dropping ? 'every thidua_ database and user on the server of DATABASE_URL, and ' : '';
    const question = `This deletes ${what}all databases, workflows, keys and logs under ${settings.home}.`;
    if (!options.yes && !(await confirm(question))) {
      process.stdout.write('Nothing was deleted.\n');
      return;
    }
    const report = new Report();
    const release = await takeLock(settings.paths.lock, { busy: alreadyRunning(settings, 'npm run reset') });
    try {
      await endLeftovers(readJsonOrNothing(settings.paths.processes));
      if (dropping) {
        const groups = new ProcessGroups(settings, report);
        await report.step('Dependencies', (note) => installDependencies(settings, groups, note));
        await report.step('Databases and users on the server of DATABASE_URL', () => dropDatabases(settings));
      }
      await report.step('Databases, workflows, keys and logs', async () => {
        removeLeavings(settings.home);
        for (const name of readdirSync(settings.home)) {
          // The passwords of databases that stay on a server of the person's own stay too.
          if (kept.has(name) || (name === 'keys' && settings.databaseUrl && !dropping)) continue;
          removeWhole(join(settings.home, name));
        }
        rmSync(settings.paths.mariadbSocket, { force: true });
      });
    } finally {
      release();
    }
    process.stdout.write('\n  Everything is empty. `npm start` begins anew.\n\n');
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}

// A broken note must not keep anyone from emptying the folder.
function readJsonOrNothing(path) {
  try {
    return readJson(path);
  } catch {
    return undefined;
  }
}
