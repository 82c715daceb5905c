import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { provideAuditKeys } from './audit-keys.mjs';
import { provideDumpPrograms } from './backup-databases.mjs';
import { checkDisk, checkPorts, checkState } from './checks.mjs';
import { provideChromium } from './chromium.mjs';
import { administratorUrl, provideDatabases } from './databases.mjs';
import { installDependencies } from './dependencies.mjs';
import { Failure, Interrupted } from './failure.mjs';
import { fingerprintOf, readJson, readStamp, removeLeavings, writeStamp } from './files.mjs';
import { alreadyRunning, takeLock } from './lock.mjs';
import { createData, mariadbDefinition, provideMariadb } from './mariadb.mjs';
import { addresses, environmentOf, writeEnvironments } from './node-environment.mjs';
import { providePassportKeys } from './passport-keys.mjs';
import { endLeftovers, ProcessGroups } from './process-group.mjs';
import { nodeProcesses, replicasOf, services } from './settings.mjs';
import { provideSignInKeys } from './sign-in-keys.mjs';
import { Supervisor } from './supervisor.mjs';
import { checkTemporalAddress, provideTemporal, provideTestServer, temporalDefinition } from './temporal.mjs';

async function answersWell(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
  await response.arrayBuffer();
  return response.status === 200;
}

/** The whole system on this machine: its steps one by one, and its end. */
export class System {
  #settings;
  #report;
  #groups;
  #supervisor;
  #release = () => {};
  #opened = false;

  constructor(settings, report) {
    this.#settings = settings;
    this.#report = report;
    this.#groups = new ProcessGroups(settings, report);
    this.#supervisor = new Supervisor(this.#groups, report);
  }

  get groups() {
    return this.#groups;
  }

  /** The machine, the folder, and what an earlier run that was killed left behind. */
  async open({ command, onlyServers = false, checksPorts = true, empty = () => {} }) {
    const settings = this.#settings;
    await this.#report.step('Machine', async (note) => {
      checkState(settings);
      const free = checkDisk(settings);
      this.#release = await takeLock(settings.paths.lock, { busy: alreadyRunning(settings, command) });
      note('ending what an earlier run left');
      const ended = await endLeftovers(readJson(settings.paths.processes));
      this.#groups.open();
      this.#opened = true;
      removeLeavings(settings.state);
      removeLeavings(settings.paths.tools);
      empty();
      if (checksPorts) await checkPorts(settings, { onlyServers });
      const leftovers = ended.length > 0 ? `; ended what was left: ${ended.join(', ')}` : '';
      return `Node ${process.versions.node}, ${free.toFixed(0)} GiB free${leftovers}`;
    });
  }

  /** Checks the ports of what is about to start. */
  checkPorts(options) {
    return checkPorts(this.#settings, options);
  }

  async dependencies() {
    await this.#report.step('Dependencies', (note) =>
      this.#prepare(note, () => installDependencies(this.#settings, this.#groups, note)),
    );
  }

  /** MariaDB and Temporal, databases, users and keys. */
  async servers() {
    const settings = this.#settings;
    await this.#report.step('Keys', async () => {
      providePassportKeys(settings);
      provideSignInKeys(settings);
      provideAuditKeys(settings);
    });
    await this.#report.step('MariaDB', async (note) => {
      if (settings.databaseUrl) return 'the server of DATABASE_URL';
      const programs = await this.#prepare(note, () => provideMariadb(this.#groups, note));
      note('creating the data folder');
      const created = await createData(settings, this.#groups, programs);
      note('waiting for an answer');
      await this.#supervisor.startRow([mariadbDefinition(settings, programs)]);
      return `${programs.version} on port ${settings.ports.mariadb}${created ? ', new data folder' : ''}`;
    });
    await this.#report.step('Temporal', async (note) => {
      if (settings.temporalAddress) {
        await checkTemporalAddress(settings);
        return `the server of TEMPORAL_ADDRESS`;
      }
      const program = await this.#prepare(note, () => provideTemporal(settings, this.#groups, note));
      note('waiting for an answer');
      await this.#supervisor.startRow([temporalDefinition(settings, program)]);
      return `on port ${settings.ports.temporal}`;
    });
    await this.#report.step('Databases and users', async () => {
      await this.#groups.orInterrupted(provideDatabases(settings));
      writeEnvironments(
        settings,
        nodeProcesses.flat().map(({ name }) => name),
      );
    });
  }

  async build() {
    const settings = this.#settings;
    await this.#report.step('Build', (note) =>
      this.#prepare(note, () =>
        this.#groups.run('build', {
          command: settings.node,
          args: [
            join(settings.root, 'node_modules', 'turbo', 'bin', 'turbo'),
            'run',
            'build',
            '--ui=stream',
            '--output-logs=new-only',
            '--log-order=grouped',
            `--cache-dir=${settings.paths.turboCache}`,
          ],
          environment: {
            TURBO_TELEMETRY_DISABLED: '1',
            TURBO_NO_UPDATE_NOTIFIER: '1',
            DO_NOT_TRACK: '1',
            FORCE_COLOR: '0',
          },
        }),
      ),
    );
  }

  /** Brings each service's tables up to date; nothing to do when neither its code nor its database changed. */
  async migrate() {
    await this.#report.step('Migrations', async (note) => {
      const done = await this.#eachService(
        'migrate',
        services.map((name) => [name]),
        ['dist/migrations', 'dist/migrate.js'],
        note,
      );
      return done.length === 0 ? 'up to date' : done.join(', ');
    });
  }

  /** Loads the data files through the services' own code; membership first, the others refer to it. */
  async seed() {
    await this.#report.step('Seed', async (note) => {
      const [first, ...rest] = services;
      const done = await this.#eachService('seed', [[first], rest], ['dist', 'data', 'seeds'], note);
      return done.length === 0 ? 'already there' : done.join(', ');
    });
  }

  /**
   * The services, the issuer, the workflow worker and the gateway, until the gateway says that every part answers.
   * @param adapt changes a process's definition before it starts: a chaos run sabotages some.
   */
  async nodes({ adapt = (definition) => definition } = {}) {
    const settings = this.#settings;
    for (const row of nodeProcesses) {
      const names = row.map(({ name }) => name);
      const title =
        names.length > 1
          ? `Services ${names.join(', ')}`
          : names[0] === 'membership'
            ? 'Service membership'
            : `${names[0][0].toUpperCase()}${names[0].slice(1)}`;
      await this.#report.step(title, async () => {
        const processes = row.flatMap((entry) => replicasOf(settings, entry));
        await this.#supervisor.startRow(processes.map((entry) => adapt(this.#nodeDefinition(entry))));
        return `on port ${processes.map(({ port }) => port).join(', ')}`;
      });
    }
    await this.#report.step('Every part answers', async () => {
      const until = Date.now() + 60_000;
      const url = addresses(settings).ready;
      let said = 'no answer';
      for (;;) {
        try {
          const response = await this.#groups.orInterrupted(fetch(url, { signal: AbortSignal.timeout(5000) }));
          said = `${response.status} ${(await response.text()).slice(0, 600)}`;
          if (response.status === 200) return;
        } catch (error) {
          if (error instanceof Interrupted) throw error;
          said = error.message;
        }
        if (Date.now() > until) {
          throw new Failure(`The gateway does not say ready after 60 s: ${said}`, [
            `look at the part it names in ${settings.paths.logs}, and start again with --verbose.`,
          ]);
        }
        await this.#groups.orInterrupted(new Promise((resolve) => setTimeout(resolve, 150)));
      }
    });
  }

  /** What the tests need to find the servers. */
  testEnvironment() {
    const settings = this.#settings;
    return {
      TEST_DATABASE_URL: administratorUrl(settings),
      TEST_DATABASE_SOCKET: settings.paths.mariadbSocket,
      TEST_TEMPORAL_ADDRESS: `127.0.0.1:${settings.ports.temporal}`,
    };
  }

  /** The programs that write and read dumps, for the test of backup and restore. */
  async dumpPrograms() {
    await this.#report.step('Dump programs', (note) =>
      this.#prepare(note, async () => {
        await provideDumpPrograms(this.#groups, note);
      }),
    );
  }

  async testServer() {
    let path;
    await this.#report.step('Time-skipping test server', async (note) => {
      path = await this.#prepare(note, () => provideTestServer(this.#settings, this.#groups, note));
    });
    return path;
  }

  async browser() {
    let path;
    await this.#report.step('Browser', async (note) => {
      path = await this.#prepare(note, () => provideChromium(this.#groups, note));
      return path;
    });
    return path;
  }

  /** Ends everything in order; returns in less than ten seconds and leaves nothing. */
  async close() {
    this.#groups.interrupt();
    await this.#supervisor.stop();
    if (this.#opened) await this.#groups.close();
    this.#release();
  }

  // Installing, downloading and building touch what `npm start` and `npm test` share: one at a time.
  async #prepare(note, act) {
    const { preparationLock } = this.#settings.paths;
    const release = await takeLock(preparationLock, {
      patience: 15 * 60_000,
      onWait: ({ pid }) => {
        if (this.#groups.interrupted) throw new Interrupted();
        note(`waiting for process ${pid}, which prepares the same folder`);
      },
      busy: ({ pid }) =>
        new Failure(
          `Process ${pid} has been preparing this folder for 15 minutes.`,
          `end it (kill ${pid}) and start again.`,
        ),
    });
    try {
      return await act();
    } finally {
      release();
    }
  }

  #requireBuilt(folder, file) {
    const path = join(this.#settings.root, folder, file);
    if (existsSync(path)) return;
    throw new Failure(
      `${folder}/${file} is not there, although the build ended well.`,
      `its source (${folder}/${file.replace('dist/', 'src/').replace(/\.js$/, '.ts')}) is missing, or dist was taken away: npx turbo run build --force`,
    );
  }

  async #eachService(command, rows, folders, note) {
    const settings = this.#settings;
    mkdirSync(settings.paths.stamps, { recursive: true });
    const done = [];
    for (const row of rows) {
      await Promise.all(
        row.map(async (name) => {
          const folder = join('services', name);
          this.#requireBuilt(folder, `dist/${command}.js`);
          const fingerprint = fingerprintOf(settings.root, [
            ...folders.map((part) => join(folder, part)),
            // What all services share, the tables of decisions among it.
            'packages/service-kit/dist',
            'packages/contracts/dist',
          ]);
          // A server that is not ours may have been emptied meanwhile: there, both commands are always asked.
          const known = settings.databaseUrl ? undefined : readStamp(settings, `${command}-${name}`);
          if (known === fingerprint) return;
          note(name);
          await this.#groups.run(`${command}-${name}`, {
            command: settings.node,
            args: [`dist/${command}.js`],
            folder: join(settings.root, folder),
            environment: environmentOf(settings, name),
          });
          writeStamp(settings, `${command}-${name}`, fingerprint);
          done.push(name);
        }),
      );
    }
    return done;
  }

  #nodeDefinition({ name, folder, process, port }) {
    const settings = this.#settings;
    this.#requireBuilt(folder, 'dist/main.js');
    return {
      name: process,
      title: process,
      command: settings.node,
      args: ['--enable-source-maps', 'dist/main.js'],
      folder: join(settings.root, folder),
      environment: { ...environmentOf(settings, name), PORT: String(port) },
      ready: () => answersWell(`http://127.0.0.1:${port}/health`),
      readyWithin: 60_000,
      stopWithin: 1500,
    };
  }
}
