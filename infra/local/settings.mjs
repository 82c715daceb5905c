import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

/** The repository's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The one list of ports: who listens, which variable moves it, and the default. Tests add 1000 to each, chaos 3000. */
export const portList = [
  { name: 'gateway', variable: 'THIDUA_GATEWAY_PORT', port: 4000 },
  { name: 'membership', variable: 'THIDUA_MEMBERSHIP_PORT', port: 4001 },
  { name: 'finance', variable: 'THIDUA_FINANCE_PORT', port: 4002 },
  { name: 'emulation', variable: 'THIDUA_EMULATION_PORT', port: 4003 },
  { name: 'awards', variable: 'THIDUA_AWARDS_PORT', port: 4004 },
  { name: 'workflows', variable: 'THIDUA_WORKFLOWS_PORT', port: 4005 },
  { name: 'issuer', variable: 'THIDUA_ISSUER_PORT', port: 4006 },
  { name: 'mariadb', variable: 'THIDUA_MARIADB_PORT', port: 4010 },
  { name: 'temporal', variable: 'THIDUA_TEMPORAL_PORT', port: 4020 },
  { name: 'temporalUi', variable: 'THIDUA_TEMPORAL_UI_PORT', port: 4021 },
];

/** The services that own a database, in the order they are migrated and seeded. */
export const services = ['membership', 'finance', 'emulation', 'awards'];

/**
 * Every Node process of the system, in starting order: those of one row start together, a row waits for the one before
 * it, and the end comes in the opposite order.
 */
export const nodeProcesses = [
  [{ name: 'membership', folder: 'services/membership' }],
  // The gateway asks the issuer for its keys, the issuer membership for the people.
  [{ name: 'issuer', folder: 'issuer' }],
  [
    { name: 'finance', folder: 'services/finance' },
    { name: 'emulation', folder: 'services/emulation' },
    { name: 'awards', folder: 'services/awards' },
  ],
  [{ name: 'workflows', folder: 'workflows' }],
  [{ name: 'gateway', folder: 'gateway' }],
];

/** Each purpose has ports, state and servers of its own, so that none meets another. */
const purposes = {
  start: { offset: 0, folder: '.', replicas: 1 },
  test: { offset: 1000, folder: 'test', replicas: 1 },
  // Not 2000: browsers and fetch refuse port 6000, which was X11's.
  chaos: { offset: 3000, folder: 'chaos', replicas: 2 },
};

// From a part's port to those of its replicas: the first 100 above it, the second 200.
const betweenReplicas = 100;

/**
 * The processes that run one entry of `nodeProcesses`: itself, or its numbered replicas, each with a port of its own.
 * The issuer keeps its sessions in memory, so there is one of it.
 */
export function replicasOf({ replicas, ports }, entry) {
  const port = ports[entry.name];
  if (replicas === 1 || entry.name === 'issuer') return [{ ...entry, process: entry.name, port }];
  return Array.from({ length: replicas }, (_, index) => ({
    ...entry,
    process: `${entry.name}-${index + 1}`,
    port: port + betweenReplicas * (index + 1),
  }));
}

/** Everything that will listen: the parts of `portList` and their replicas. */
export function listenersOf(settings) {
  const parts = portList.map(({ name, variable }) => {
    const port = settings.ports[name];
    return { name, variable, base: port - settings.offset, port };
  });
  const replicas = nodeProcesses.flat().flatMap((entry) => replicasOf(settings, entry));
  return [
    ...parts,
    ...replicas
      .filter(({ name, process }) => process !== name)
      .map(({ name, process, port }) => ({ ...parts.find((part) => part.name === name), name: process, port })),
  ];
}

function readPorts(environment, offset) {
  const problems = [];
  const owners = new Map();
  const ports = {};
  for (const { name, variable, port } of portList) {
    const text = environment[variable];
    const base = text === undefined || text === '' ? port : Number(text);
    const value = base + offset;
    if (!Number.isInteger(base) || base < 1 || value > 65535) {
      problems.push(`${variable}=${text} is not a port between 1 and ${65535 - offset}`);
    } else if (owners.has(value)) {
      problems.push(`${variable} and ${owners.get(value)} both say ${base}`);
    }
    owners.set(value, variable);
    ports[name] = value;
  }
  if (problems.length > 0) {
    throw new Failure(
      `The ports cannot be used: ${problems.join('; ')}.`,
      'give each of these variables a port of its own, or unset it to have the default (docs/development.md lists them).',
    );
  }
  return ports;
}

// A Unix socket's path may have 107 bytes; a clone deep in a home directory has more.
function socketPath(state) {
  const near = join(state, 'run', 'mariadb.sock');
  if (Buffer.byteLength(near) <= 100) return near;
  const mark = createHash('sha256').update(state).digest('hex').slice(0, 12);
  return join(tmpdir(), `thidua-${mark}`, 'mariadb.sock');
}

/**
 * Where everything of one system lives and listens.
 * @param {'start' | 'test' | 'chaos'} purpose the person's own system, or the one of `npm test` or `npm run chaos`
 * @param {NodeJS.ProcessEnv} environment
 */
export function readSettings(purpose, environment = process.env) {
  const { offset, folder, replicas } = purposes[purpose];
  // The other systems always have servers of their own: they empty them.
  const ownServers = purpose !== 'start';
  const home = join(root, '.thidua');
  const state = join(home, folder);
  return {
    purpose,
    root,
    home,
    state,
    replicas,
    offset,
    ports: readPorts(environment, offset),
    databaseUrl: ownServers ? undefined : environment.DATABASE_URL || undefined,
    temporalAddress: ownServers ? undefined : environment.TEMPORAL_ADDRESS || undefined,
    temporalNamespace: ownServers ? 'default' : environment.TEMPORAL_NAMESPACE || 'default',
    temporalUiUrl: ownServers ? undefined : environment.TEMPORAL_UI_URL || undefined,
    createDatabases: environment.THIDUA_CREATE_DATABASES === '1',
    logLevel: environment.LOG_LEVEL || 'info',
    node: join(root, 'node_modules', '.bin', 'node'),
    paths: {
      tools: join(home, 'tools'),
      turboCache: join(home, 'turbo'),
      preparationLock: join(home, 'preparation.lock'),
      lock: join(state, 'lock'),
      logs: join(state, 'logs'),
      keys: join(state, 'keys'),
      stamps: join(state, 'stamps'),
      environments: join(state, 'env'),
      run: join(state, 'run'),
      processes: join(state, 'run', 'processes.json'),
      pids: join(state, 'pids.json'),
      mariadbData: join(state, 'mariadb'),
      mariadbSocket: socketPath(state),
      temporalData: join(state, 'temporal.sqlite'),
      databasePasswords: join(state, 'keys', 'databases.json'),
      publicKeys: join(state, 'keys', 'public.jwks.json'),
      issuerKeys: join(state, 'keys', 'issuer.jwks.json'),
      clientSecret: join(state, 'keys', 'gateway-client.secret'),
      sessionKey: join(state, 'keys', 'gateway-session.jwk.json'),
      auditAnchors: join(state, 'audit-anchors'),
      auditExports: join(state, 'audit-exports'),
      papers: join(state, 'papers'),
      ballotKeys: join(state, 'ballot-keys'),
    },
  };
}

/** The system that a command beside it speaks of: that of the folder which THIDUA_STATE names, for example .thidua/test. */
export function settingsInUse() {
  const state = process.env.THIDUA_STATE;
  const folderOf = (purpose) => join(root, '.thidua', purposes[purpose].folder);
  const named = Object.keys(purposes).find(
    (purpose) => state !== undefined && resolve(root, state) === folderOf(purpose),
  );
  return readSettings(named ?? 'start');
}
