import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';

const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
const LONGEST_START = 40_000;

/** Events of a binary log start with a magic number, then each has a header of so many bytes. */
const MAGIC_BYTES = 4;
const HEADER_BYTES = 19;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** A MariaDB of a test’s own that writes a binary log: rows in full, with the text of their statements. */
export class BinlogServer {
  private constructor(
    private readonly folder: string,
    private readonly running: ChildProcess,
    /** URL of its administrator, as TEST_DATABASE_URL. */
    readonly url: string,
  ) {}

  static async start(): Promise<BinlogServer> {
    const folder = mkdtempSync(join(tmpdir(), 'thidua-binlog-'));
    const [data, log] = [join(folder, 'data'), join(folder, 'log')];
    mkdirSync(log);
    execFileSync(
      'mariadb-install-db',
      ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asRoot],
      { stdio: 'ignore' },
    );
    const port = await freePort();
    const running = spawn(
      'mariadbd',
      [
        '--no-defaults',
        ...asRoot,
        `--datadir=${data}`,
        `--socket=${join(folder, 'sock')}`,
        `--pid-file=${join(folder, 'pid')}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        `--log-bin=${join(log, 'bin')}`,
        '--server-id=1',
        '--binlog-format=ROW',
        '--binlog-annotate-row-events=ON',
        '--binlog-row-image=FULL',
        '--innodb-flush-log-at-trx-commit=1',
        '--sync-binlog=1',
        '--innodb-buffer-pool-size=64M',
        '--innodb-log-file-size=16M',
        '--transaction-isolation=READ-COMMITTED',
        '--default-time-zone=+00:00',
      ],
      { stdio: 'ignore' },
    );
    const server = new BinlogServer(folder, running, `mysql://root@127.0.0.1:${port}`);
    const until = Date.now() + LONGEST_START;
    for (;;) {
      try {
        await (await mysql.createConnection({ uri: server.url })).end();
        return server;
      } catch (error) {
        if (Date.now() > until) {
          await server.stop();
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  /** The events of the binary log so far, in order: type and bytes after the header. */
  events(): Buffer[] {
    return readdirSync(join(this.folder, 'log'))
      .filter((name) => /\.\d+$/.test(name))
      .sort()
      .flatMap((name) => eventsOf(readFileSync(join(this.folder, 'log', name))));
  }

  /** Whether any file of the server holds these bytes: tables, redo and undo logs, the binary log. */
  holds(bytes: Buffer): boolean {
    const files = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? files(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : [],
      );
    return files(this.folder).some((path) => readFileSync(path).includes(bytes));
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.running.once('exit', resolve));
    this.running.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true });
  }
}

/** Each event with its type in front; where it stands and when it was written is left out. */
function eventsOf(log: Buffer): Buffer[] {
  const events: Buffer[] = [];
  for (let at = MAGIC_BYTES; at + HEADER_BYTES <= log.length; ) {
    const length = log.readUInt32LE(at + 9);
    events.push(Buffer.concat([log.subarray(at + 4, at + 5), log.subarray(at + HEADER_BYTES, at + length)]));
    at += length;
  }
  return events;
}
