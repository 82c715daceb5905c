import { setTimeout as sleep } from 'node:timers/promises';

/** The crash points of the decision path: before and after every commit, call and answer. */
export const FAILPOINTS = [
  'command.before-commit',
  'command.after-commit',
  'delivery.before-engine',
  'delivery.after-engine',
  'delivery.before-commit',
  'delivery.after-commit',
  'relay.before-lease',
  'relay.after-lease',
  'relay.after-delivery',
  'timer.before-act',
  'timer.after-act',
  'feed.before-numbering-commit',
  'feed.after-numbering-commit',
  'feed.before-consumer-commit',
  'feed.after-consumer-commit',
  'anchor.before-commit',
  'anchor.after-commit',
  'export.after-file',
  'export.before-in-place',
  'export.after-in-place',
  'ballot.before-key-destroyed',
  'ballot.after-key-destroyed',
  'ballot.before-moves',
  'ballot.after-moves',
] as const;
/** Name of a crash point. */
export type FailpointName = (typeof FAILPOINTS)[number];

/** What happens at a crash point: the process dies, an error is thrown, or it stalls. */
export interface ArmedFailpoint {
  readonly action: 'kill' | 'throw' | 'pause';
  /** How long it stalls. */
  readonly milliseconds: number;
  /** At which pass, from 1; the others go through. */
  readonly pass: number;
}

const FAILPOINT = /^([a-z.-]+)=(kill|throw|pause:(\d+))(?:@(\d+))?$/;

/**
 * Reads THIDUA_FAILPOINTS, for example `command.after-commit=kill@2;delivery.before-engine=pause:3000`.
 * @throws in production, where nothing may make the system fail on purpose, and for a text that names no crash point.
 */
export function parseFailpoints(environment: NodeJS.ProcessEnv): ReadonlyMap<string, ArmedFailpoint> {
  const text = environment['THIDUA_FAILPOINTS'];
  if (!text) {
    return new Map();
  }
  if (environment['NODE_ENV'] === 'production') {
    throw new Error('THIDUA_FAILPOINTS is set in production: unset it, or NODE_ENV');
  }
  return new Map(
    text.split(';').map((part) => {
      const [, name = '', action = '', milliseconds, pass] = FAILPOINT.exec(part.trim()) ?? [];
      if (!(FAILPOINTS as readonly string[]).includes(name)) {
        throw new Error(`THIDUA_FAILPOINTS: "${part}" is not <name>=kill|throw|pause:<milliseconds>[@<pass>]`);
      }
      const armed: ArmedFailpoint = {
        action: action.startsWith('pause') ? 'pause' : (action as 'kill' | 'throw'),
        milliseconds: Number(milliseconds ?? 0),
        pass: Number(pass ?? 1),
      };
      return [name, armed] as const;
    }),
  );
}

// When the module is loaded: a process that must not have them does not start.
const armed = parseFailpoints(process.env);
const passes = new Map<FailpointName, number>();

/** A crash point: does nothing unless THIDUA_FAILPOINTS names it, which tests alone do. */
export async function failpoint(name: FailpointName): Promise<void> {
  const point = armed.get(name);
  if (!point) {
    return;
  }
  const pass = (passes.get(name) ?? 0) + 1;
  passes.set(name, pass);
  if (pass !== point.pass) {
    return;
  }
  if (point.action === 'throw') {
    throw new Error(`failpoint ${name}`);
  }
  if (point.action === 'pause') {
    await sleep(point.milliseconds);
    return;
  }
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing more may happen here.
  await new Promise(() => undefined);
}
