import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PersistentClient } from './persistent-client';
import { runCycle } from './cycle-run';

/** `npm run cycle [-- --url http://localhost:4000] [-- --year 2020]`: exits non-zero when anything differs. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: process.env['THIDUA_URL'] ?? 'http://localhost:4000' },
      state: { type: 'string', default: process.env['THIDUA_STATE'] ?? join(process.cwd(), '.thidua') },
      year: { type: 'string', default: '2020' },
      'deadline-seconds': { type: 'string', default: '12' },
    },
  });
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const log = await runCycle({
    url: values.url,
    stateFolder: values.state,
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
  process.stderr.write(`The cycle could not be run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
