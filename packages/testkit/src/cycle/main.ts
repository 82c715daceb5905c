import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PersistentClient } from './persistent-client';
import { runCycle } from './cycle-run';

/** The repository's folder, as seen from dist/cycle. */
const ROOT = join(__dirname, '..', '..', '..', '..');

/** What keeps a run from beginning, in words for the person who started it. */
class NotRunning extends Error {}

/** @throws NotRunning when no system of this folder is ready to be asked. */
async function requireSystem(url: string, issuerUrl: string): Promise<void> {
  const remedy =
    'What to do: run `npm start` in another terminal, wait until it says "Ready", and run this again.\n' +
    '  If it listens elsewhere: THIDUA_GATEWAY_PORT=<port> THIDUA_ISSUER_PORT=<port>, or npm run cycle -- --url http://localhost:<port> --issuer http://localhost:<port>';
  let answer: { readonly status: number; readonly text: string };
  try {
    const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(10_000) });
    answer = { status: response.status, text: await response.text() };
  } catch {
    throw new NotRunning(`No gateway answers at ${url}: the system is not running.\n${remedy}`);
  }
  if (answer.status !== 200) {
    throw new NotRunning(
      `The gateway at ${url} is not ready (${answer.status}): ${answer.text.slice(0, 600)}\n` +
        `What to do: wait until every part answers (GET ${url}/ready says 200); the logs are in ${join(ROOT, '.thidua', 'logs')}.`,
    );
  }
  const issuerAnswers = await fetch(`${issuerUrl}/health`, { signal: AbortSignal.timeout(10_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!issuerAnswers) {
    throw new NotRunning(`No issuer answers at ${issuerUrl}: nobody can sign in.\n${remedy}`);
  }
}

/** `npm run cycle [-- --url http://localhost:4000] [-- --year 2020]`: exits non-zero when anything differs. */
async function main(): Promise<void> {
  const port = process.env['THIDUA_GATEWAY_PORT'] || '4000';
  const issuerPort = process.env['THIDUA_ISSUER_PORT'] || '4006';
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: process.env['THIDUA_URL'] || `http://localhost:${port}` },
      issuer: { type: 'string', default: process.env['THIDUA_ISSUER_URL'] || `http://localhost:${issuerPort}` },
      year: { type: 'string', default: '2020' },
      'deadline-seconds': { type: 'string', default: '20' },
    },
  });
  await requireSystem(values.url, values.issuer);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const log = await runCycle({
    url: values.url,
    issuerUrl: values.issuer,
    year: Number(values.year),
    pledgeDeadlineSeconds: Number(values['deadline-seconds']),
    print,
  });
  const { median, longest, count } = log.decisionToTask;
  print(`\nFrom a decision to its next visible task: p50 ${median} ms, max ${longest} ms over ${count} decisions.`);
  print(`Requests sent again because a process was away: ${PersistentClient.repeats}.`);
  const differing = log.differing;
  for (const step of differing) {
    print(`DIFFERS: ${step.title}\n  expected: ${step.expected}\n  came back: ${step.got}`);
  }
  print(
    differing.length === 0
      ? `All ${log.steps.length} steps as expected.`
      : `${differing.length} of ${log.steps.length} steps differ.`,
  );
  process.exitCode = differing.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof NotRunning ? `${said}\n` : `The cycle could not be run: ${said}\n`);
  process.exitCode = 1;
});
