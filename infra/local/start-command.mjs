import { parseArgs } from 'node:util';
import { runWithSystem } from './command.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { addresses } from './node-environment.mjs';
import { Report } from './report.mjs';
import { readSettings } from './settings.mjs';
import { System } from './system.mjs';

function readOptions(words) {
  try {
    return parseArgs({
      args: words,
      options: { verbose: { type: 'boolean', default: false }, 'only-servers': { type: 'boolean', default: false } },
    }).values;
  } catch (error) {
    throw new Failure(error.message, 'npm start [-- --verbose] [-- --only-servers]');
  }
}

function printAddresses(report, settings, onlyServers, took) {
  const { graph, explorer, issuer, temporalUi } = addresses(settings);
  report.line();
  report.line(`  Ready in ${took} s. Ctrl-C stops everything; the data stays.`);
  report.line();
  if (!onlyServers) {
    report.line(`  Graph         ${graph}`);
    report.line(`  Explorer      ${explorer}`);
    report.line(`  Sign-in       ${issuer} (a development issuer: no passwords)`);
  }
  if (temporalUi) report.line(`  Temporal UI   ${temporalUi}`);
  if (onlyServers) report.line(`  Environments  ${settings.paths.environments}/<name>.env (node --env-file=…)`);
  report.line(`  Logs          ${settings.paths.logs}`);
  if (!onlyServers) report.line('  A token       npm run token -- --as <member code or id>, for example ag-chair');
  report.line();
}

/** `npm start` */
export async function start(words) {
  try {
    const options = readOptions(words);
    const onlyServers = options['only-servers'];
    const settings = readSettings('start');
    const report = new Report({ verbose: options.verbose });
    const system = new System(settings, report);
    const began = Date.now();
    await runWithSystem(system, report, async (stopped) => {
      await system.open({ command: 'npm start', onlyServers });
      await system.dependencies();
      await system.servers();
      if (!onlyServers) {
        await system.build();
        await system.migrate();
        await system.seed();
        await system.nodes();
      }
      printAddresses(report, settings, onlyServers, ((Date.now() - began) / 1000).toFixed(1));
      // A timer keeps the process until it is told to end.
      const keep = setInterval(() => {}, 60_000);
      await stopped;
      clearInterval(keep);
      return 0;
    });
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
