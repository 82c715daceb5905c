import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { newId } from '@thidua/contracts/ids';
import type { Sabotage } from '../sabotage';
import type { TinyCommand } from './tiny-pledges';
import type { TinyReply, TinyRequest } from './tiny-service';

const SOURCES = join(__dirname, '..', '..', '..', '..', '..', 'infra', 'jest', 'register-sources.cjs');

/** What came of a request: answered, refused, or nobody knows because the process died. */
export type TinyOutcome =
  | { readonly outcome: 'ANSWERED'; readonly answer: unknown }
  | { readonly outcome: 'REFUSED'; readonly error: string }
  | { readonly outcome: 'UNKNOWN' };

type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

/** The tiny service in a process of its own, as a client sees it. */
export class TinyProcess {
  private readonly waiting = new Map<string, (outcome: TinyOutcome) => void>();
  /** Ends when the process has ended, however. */
  readonly ended: Promise<{ readonly signal: NodeJS.Signals | null }>;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ id, ...reply }: TinyReply) => {
      this.waiting.get(id)?.(
        'error' in reply ? { outcome: 'REFUSED', error: reply.error } : { outcome: 'ANSWERED', answer: reply.answer },
      );
      this.waiting.delete(id);
    });
    this.ended = once(child, 'exit').then(([, signal]) => {
      for (const settle of this.waiting.values()) {
        settle({ outcome: 'UNKNOWN' });
      }
      this.waiting.clear();
      return { signal: signal as NodeJS.Signals | null };
    });
  }

  /**
   * Starts the process and waits until it serves.
   * @param failpoints THIDUA_FAILPOINTS; none when left out.
   */
  static async start(
    environment: NodeJS.ProcessEnv,
    { failpoints, broken }: { readonly failpoints?: string; readonly broken?: Sabotage } = {},
  ): Promise<TinyProcess> {
    const child = fork(join(__dirname, 'tiny-service.ts'), {
      execArgv: ['--require', SOURCES],
      env: {
        ...process.env,
        ...environment,
        NODE_ENV: 'test',
        ...(failpoints ? { THIDUA_FAILPOINTS: failpoints } : {}),
        ...(broken ? { TINY_SABOTAGE: broken } : {}),
      },
    });
    const started = new TinyProcess(child);
    const ready = await new Promise<TinyOutcome>((resolve) => started.waiting.set('ready', resolve));
    if (ready.outcome !== 'ANSWERED') {
      throw new Error('the tiny service did not start');
    }
    return started;
  }

  /** Sends a request and waits for what comes of it; UNKNOWN when the process dies or is dead. */
  ask(request: WithoutId<TinyRequest>): Promise<TinyOutcome> {
    if (!this.child.connected) {
      return Promise.resolve({ outcome: 'UNKNOWN' });
    }
    const id = newId();
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ id, ...request });
    });
  }

  /** Sends a command. */
  run(command: TinyCommand): Promise<TinyOutcome> {
    return this.ask({ command });
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
