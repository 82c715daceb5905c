import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { auditKeyFingerprint } from './audit-keys.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { environmentOf } from './node-environment.mjs';
import { services, settingsInUse } from './settings.mjs';

const usage = [
  'npm run audit:export -- --service <name> --out <folder>',
  'npm run audit:adopt -- --service <name>',
  'npm run audit:keys',
];

function printKeys(settings) {
  for (const service of services) {
    process.stdout.write(`${service.padEnd(12)} ${auditKeyFingerprint(settings, service)}\n`);
  }
}

function readOptions(words, options) {
  let values;
  try {
    values = parseArgs({ args: words, options: { service: { type: 'string' }, ...options } }).values;
  } catch (error) {
    throw new Failure(error.message, usage);
  }
  if (!services.includes(values.service)) throw new Failure('Which service?', `name one of ${services.join(', ')}.`);
  return values;
}

// The work itself is built code of the service kit; here it only gets the environment of the service.
function runBuilt(settings, name, service, words) {
  const program = join(settings.root, 'packages', 'service-kit', 'dist', 'audit', `${name}-command.js`);
  if (!existsSync(program)) throw new Failure('The command is not built yet.', 'npm start builds it.');
  return new Promise((done, failed) => {
    spawn(settings.node, [program, '--service', service, ...words], {
      stdio: 'inherit',
      env: { ...process.env, ...environmentOf(settings, service) },
    })
      .once('error', failed)
      .once('exit', (code) => done(code ?? 1));
  });
}

function runExport(settings, words) {
  const { service, out } = readOptions(words, { out: { type: 'string' } });
  if (!out) throw new Failure('Where to?', usage);
  // Where the person stands, not where npm runs scripts.
  return runBuilt(settings, 'export', service, ['--out', resolve(process.env.INIT_CWD ?? process.cwd(), out)]);
}

/** `npm run audit:export`, `npm run audit:adopt`, `npm run audit:keys` */
export async function runAudit([command, ...words]) {
  try {
    const settings = settingsInUse();
    if (command === 'keys' && words.length === 0) printKeys(settings);
    else if (command === 'export') process.exitCode = await runExport(settings, words);
    else if (command === 'adopt') {
      process.exitCode = await runBuilt(settings, 'adopt', readOptions(words, {}).service, []);
    } else throw new Failure('That is not how the command is called.', usage);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
