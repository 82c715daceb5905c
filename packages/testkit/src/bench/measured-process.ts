import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Clock ticks of /proc/<pid>/stat in a second; Linux counts a process's time in hundredths. */
const TICKS_PER_SECOND = 100;
const MICROSECONDS_PER_TICK = 1_000_000 / TICKS_PER_SECOND;
const PATIENCE_MILLISECONDS = 30_000;
/** Where user and system time stand among the fields after the process's name. */
const [USER_TIME, SYSTEM_TIME] = [11, 12] as const;

/** A port that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Time on the processor of a process since it started, in microseconds. */
export function processorTimeOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * MICROSECONDS_PER_TICK;
}

/** What a process of a measurement is started with. */
export interface MeasuredProcessSettings {
  readonly root: string;
  /** Folder of the workspace, for example `gateway`. */
  readonly folder: string;
  /** The environment file of the running system that it shares databases and keys with. */
  readonly environmentFile: string;
  /** What differs from it. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Loaded before its main file. */
  readonly preload?: string;
}

/** A process of the system on a port of its own, whose time on the processor is measured. */
export class MeasuredProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Its base address. */
    readonly url: string,
  ) {}

  /** Starts one and waits until it answers. @throws with its last words when it ends instead. */
  static async start(settings: MeasuredProcessSettings): Promise<MeasuredProcess> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      [...(settings.preload ? ['--require', settings.preload] : []), join('dist', 'main.js')],
      {
        cwd: join(settings.root, settings.folder),
        env: {
          PATH: process.env['PATH'],
          ...parseEnv(readFileSync(settings.environmentFile, 'utf8')),
          LOG_LEVEL: 'warn',
          ...settings.environment,
          PORT: String(port),
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString('utf8')}`.slice(-2000);
    });
    const started = new MeasuredProcess(child, `http://127.0.0.1:${port}`);
    const until = Date.now() + PATIENCE_MILLISECONDS;
    while (!(await started.answers())) {
      if (child.exitCode !== null || Date.now() > until) {
        await started.stop();
        throw new Error(`${settings.folder} did not start: ${said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return started;
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(1000) })).ok;
    } catch {
      return false;
    }
  }

  /** Time on the processor since it started, in microseconds. */
  processorTime(): number {
    return processorTimeOf(this.child.pid ?? 0);
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return;
    }
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}
