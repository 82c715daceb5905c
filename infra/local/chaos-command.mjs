import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Balancer } from './balancer.mjs';
import { runWithSystem } from './command.mjs';
import { administratorUrl } from './databases.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { emptyState } from './files.mjs';
import { addresses } from './node-environment.mjs';
import { Report } from './report.mjs';
import { nodeProcesses, readSettings, replicasOf, root } from './settings.mjs';
import { showLog } from './show-log.mjs';
import { System } from './system.mjs';

/**
 * What can be broken on purpose (packages/service-kit/src/testing/sabotage.ts), and the violation that the checker must
 * then name (packages/testkit/src/chaos/check/violation.ts).
 */
const sabotages = {
  'relay-off': 'STUCK',
  'command-id-ignored': 'DOUBLED',
  'compare-and-set-removed': 'TWO_WINNERS',
  'outbox-outside-transaction': 'HALF',
};
/** The services whose decisions the run is about: their replicas are the sabotaged ones. */
const sabotaged = new Set(['emulation', 'awards']);

function readOptions(words) {
  const usage = `npm run chaos [-- --minutes 3] [-- --seed 1] [-- --approvers 10] [-- --sabotage ${Object.keys(sabotages).join('|')}|all]`;
  let values;
  try {
    values = parseArgs({
      args: words,
      options: {
        minutes: { type: 'string' },
        seed: { type: 'string' },
        approvers: { type: 'string', default: '10' },
        sabotage: { type: 'string' },
        verbose: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Failure(error.message, usage);
  }
  const { sabotage, verbose } = values;
  if (sabotage !== undefined && sabotage !== 'all' && !Object.hasOwn(sabotages, sabotage)) {
    throw new Failure(`There is no sabotage ${sabotage}.`, usage);
  }
  // A sabotage shows soon: its run is short.
  const minutes = Number(values.minutes ?? (sabotage ? 0.7 : 3));
  const seed = Number(values.seed ?? randomInt(1_000_000));
  const approvers = Number(values.approvers);
  if (!(minutes > 0) || !Number.isInteger(seed) || !Number.isInteger(approvers) || approvers < 10) {
    throw new Failure(
      'A run lasts more than 0 minutes, its seed is a whole number, and 10 approvers are the least.',
      usage,
    );
  }
  return { minutes, seed, approvers, sabotage, verbose };
}

/** Each replicated part is reached through a balancer on the part's own port. */
function balancersOf(settings) {
  return nodeProcesses
    .flat()
    .map((entry) => ({ port: settings.ports[entry.name], replicas: replicasOf(settings, entry) }))
    .filter(({ replicas }) => replicas.length > 1)
    .map(
      ({ port, replicas }) =>
        new Balancer(
          port,
          replicas.map((replica) => replica.port),
        ),
    );
}

/** The processes that the run may kill, by what they are replicas of, with where each says that it is there. */
function processesOf(settings) {
  const nodes = nodeProcesses.flat().flatMap((entry) =>
    replicasOf(settings, entry).map(({ name, process, port }) => ({
      group: name,
      name: process,
      health: `http://127.0.0.1:${port}/health`,
    })),
  );
  return [...nodes, { group: 'mariadb', name: 'mariadb' }, { group: 'temporal', name: 'temporal' }];
}

function sabotagedBy(sabotage) {
  return (definition) => {
    const [service] = definition.name.split('-');
    if (!sabotage || !sabotaged.has(service)) return definition;
    return {
      ...definition,
      args: ['--enable-source-maps', 'dist/testing/sabotaged-main.js'],
      environment: { ...definition.environment, THIDUA_SABOTAGE: sabotage },
    };
  };
}

async function runChaos(system, settings, report, { minutes, seed, approvers, sabotage }) {
  const running = system.groups.spawn('chaos', {
    command: settings.node,
    args: [
      '--enable-source-maps',
      join(settings.root, 'packages', 'testkit', 'dist', 'chaos', 'main.js'),
      `--minutes=${minutes}`,
      `--seed=${seed}`,
      `--approvers=${approvers}`,
      ...(sabotage ? [`--sabotage=${sabotage}`] : []),
    ],
    environment: {
      CHAOS_STATE: settings.state,
      CHAOS_GATEWAY_URL: addresses(settings).gateway,
      CHAOS_ISSUER_URL: addresses(settings).issuer,
      CHAOS_DATABASE_URL: administratorUrl(settings),
      CHAOS_TEMPORAL_ADDRESS: `127.0.0.1:${settings.ports.temporal}`,
      CHAOS_PROCESSES: JSON.stringify(processesOf(settings)),
    },
  });
  const endShowing = showLog(running, report);
  try {
    const { code } = await system.groups.orInterrupted(running.exited);
    return code ?? 1;
  } finally {
    endShowing();
  }
}

/**
 * Runs once with each sabotage, each on a system of its own, and sees that the checker finds it and names it.
 * @returns the exit code
 */
async function runSabotages({ seed, verbose }) {
  const missed = [];
  for (const [name, violation] of Object.entries(sabotages)) {
    process.stdout.write(`\n── sabotage ${name}\n`);
    const said = await runItself(['--sabotage', name, '--seed', String(seed), ...(verbose ? ['--verbose'] : [])]);
    const caught = said.code !== 0 && said.text.includes(`VIOLATION ${violation}:`);
    process.stdout.write(
      caught ? `✓ ${name} was caught: ${violation}\n` : `✗ ${name} was not caught as ${violation}\n`,
    );
    if (!caught) missed.push(name);
  }
  const count = Object.keys(sabotages).length;
  process.stdout.write(
    `\n${count - missed.length} of ${count} sabotages caught${missed.map((name) => `, not ${name}`).join('')}\n`,
  );
  return missed.length === 0 ? 0 : 1;
}

async function runItself(words) {
  const script = join(root, 'infra', 'local', 'chaos.mjs');
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (bytes) => {
    text += bytes;
    process.stdout.write(bytes);
  });
  const [code] = await once(child, 'exit');
  return { code, text };
}

/** `npm run chaos` */
export async function chaos(words) {
  try {
    const options = readOptions(words);
    if (options.sabotage === 'all') {
      process.exitCode = await runSabotages(options);
      return;
    }
    const settings = readSettings('chaos');
    const report = new Report({ verbose: options.verbose });
    const system = new System(settings, report);
    const balancers = balancersOf(settings);
    await runWithSystem(system, report, async () => {
      try {
        await system.open({ command: 'npm run chaos', empty: () => emptyState(settings) });
        await system.dependencies();
        await system.servers();
        await system.build();
        await system.migrate();
        await system.seed();
        for (const balancer of balancers) await balancer.open();
        await system.nodes({ adapt: sabotagedBy(options.sabotage) });
        report.line();
        return await runChaos(system, settings, report, options);
      } finally {
        for (const balancer of balancers) balancer.close();
      }
    });
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
