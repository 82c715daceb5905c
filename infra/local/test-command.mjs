import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runWithSystem } from './command.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { emptyState } from './files.mjs';
import { addresses } from './node-environment.mjs';
import { endGroups } from './process-group.mjs';
import { Report } from './report.mjs';
import { readSettings } from './settings.mjs';
import { showLog } from './show-log.mjs';
import { System } from './system.mjs';

/** The suites in their order: the later ones need more of the system. */
const suites = ['unit', 'integration', 'workflow', 'e2e'];

// Nothing of a test may hang for longer than this, whatever it waits for.
const longestSuite = 20 * 60_000;

function readOptions(words) {
  const usage = `npm test [-- --suite ${suites.join('|')}] [-- --filter <part of a path>] [-- --verbose]`;
  let values;
  try {
    values = parseArgs({
      args: words,
      options: {
        suite: { type: 'string', multiple: true },
        filter: { type: 'string' },
        verbose: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Failure(error.message, usage);
  }
  const unknown = (values.suite ?? []).filter((name) => !suites.includes(name));
  if (unknown.length > 0) throw new Failure(`There is no suite ${unknown.join(', ')}.`, usage);
  return { ...values, suites: suites.filter((name) => values.suite === undefined || values.suite.includes(name)) };
}

/** Counts of one suite. A file that cannot run at all counts as one failure. */
function readCounts(path) {
  const result = JSON.parse(readFileSync(path, 'utf8'));
  const files = result.testResults ?? [];
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  // A test that was switched off is a test that does not pass.
  const unfinished = (result.numPendingTests ?? 0) + (result.numTodoTests ?? 0);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenFiles + unfinished,
    files: files.length,
  };
}

async function runSuite({ system, settings, report, suite, filter, environment }) {
  const name = `jest-${suite}`;
  const output = join(settings.paths.run, `${name}.json`);
  rmSync(output, { force: true });
  report.line(`\n── ${suite} ${'─'.repeat(70 - suite.length)}`);
  const began = Date.now();
  const running = system.groups.spawn(name, {
    command: settings.node,
    args: [
      join(settings.root, 'node_modules', 'jest', 'bin', 'jest.js'),
      `--config=${join(settings.root, 'infra', 'jest', 'jest.config.cjs')}`,
      '--json',
      `--outputFile=${output}`,
      '--passWithNoTests',
      // Processes are ended one by one in the end-to-end tests: two files at once would disturb each other.
      suite === 'e2e' ? '--runInBand' : '--maxWorkers=2',
      ...(filter ? ['--testPathPatterns', filter] : []),
    ],
    environment: {
      ...environment,
      THIDUA_SUITE: suite,
      NODE_ENV: 'test',
      THIDUA_STATE: settings.state,
      FORCE_COLOR: '0',
    },
  });
  const endShowing = showLog(running, report);
  const limit = setTimeout(() => {
    report.line(`The suite ${suite} has not ended after ${longestSuite / 60_000} minutes: it is ended.`);
    void endGroups([running.pid]);
  }, longestSuite);
  try {
    const { code, how } = await system.groups.orInterrupted(running.exited);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    endShowing();
    if (!existsSync(output)) {
      report.line(`The suite ${suite} could not run (${how}).`);
      return { passed: 0, failed: 1, files: 0, seconds };
    }
    const counts = readCounts(output);
    // Jest can also refuse for a reason that is not a test (a worker that died).
    return { ...counts, failed: counts.failed === 0 && code !== 0 ? 1 : counts.failed, seconds };
  } finally {
    endShowing();
    clearTimeout(limit);
  }
}

/** `npm test` */
export async function test(words) {
  const total = { passed: 0, failed: 0 };
  let begun = false;
  try {
    const options = readOptions(words);
    const settings = readSettings('test');
    const report = new Report({ verbose: options.verbose });
    const system = new System(settings, report);
    const wants = (...names) => names.some((name) => options.suites.includes(name));
    const summaries = [];
    begun = true;
    await runWithSystem(system, report, async () => {
      const run = async (suite, environment) => {
        if (!wants(suite)) return;
        const counts = await runSuite({ system, settings, report, suite, filter: options.filter, environment });
        total.passed += counts.passed;
        total.failed += counts.failed;
        summaries.push(
          `  ${suite.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed, ${counts.files} files, ${counts.seconds} s`,
        );
      };
      let environment = {};
      try {
        await system.open({
          command: 'npm test',
          checksPorts: wants('integration', 'workflow', 'e2e'),
          empty: () => emptyState(settings),
        });
        await system.dependencies();
        await run('unit', environment);
        if (wants('integration', 'workflow', 'e2e')) {
          await system.servers();
          if (wants('integration')) await system.dumpPrograms();
          environment = system.testEnvironment();
        }
        await run('integration', environment);
        if (wants('workflow', 'e2e')) environment.TEMPORAL_TEST_SERVER = await system.testServer();
        await run('workflow', environment);
        if (wants('e2e')) {
          environment.CHROMIUM = await system.browser();
          await system.build();
          await system.migrate();
          await system.seed();
          await system.nodes();
          environment.THIDUA_URL = addresses(settings).ready.replace(/\/ready$/, '');
          environment.THIDUA_ISSUER_URL = addresses(settings).issuer;
        }
        await run('e2e', environment);
      } catch (error) {
        // What could not be brought up is a failure of the run, and the count says so.
        total.failed += 1;
        throw error;
      } finally {
        report.line();
        for (const summary of summaries) report.line(summary);
      }
      if (total.passed + total.failed === 0) {
        throw new Failure(
          'No test ran.',
          'is the filter right? Files end in .spec.ts, .integration-spec.ts, .workflow-spec.ts or .e2e-spec.ts.',
        );
      }
      return total.failed === 0 ? 0 : 1;
    });
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
  if (begun) process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
}
