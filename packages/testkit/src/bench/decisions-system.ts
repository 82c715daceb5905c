import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { DecisionDatabase } from './decisions-statements';
import { MeasuredProcess, processorTimeOf } from './measured-process';

/** The processes that a decision passes through, by name. */
export const MEASURED = ['gateway', 'membership', 'emulation', 'workflows', 'mariadb', 'temporal', 'client'] as const;

/** Microseconds on the processor by process. */
export type ProcessorTimes = Readonly<Record<(typeof MEASURED)[number], number>>;

/** What was spent between two looks, in microseconds by process for each of `count` decisions. */
export function spentOn(count: number, looks: readonly (readonly [ProcessorTimes, ProcessorTimes])[]): ProcessorTimes {
  const spent = MEASURED.map((name) => {
    const whole = looks.reduce((sum, [before, after]) => sum + after[name] - before[name], 0);
    return [name, whole / count] as const;
  });
  return Object.fromEntries(spent) as ProcessorTimes;
}

/** All processes together. */
export function together(spent: ProcessorTimes): number {
  return MEASURED.reduce((sum, name) => sum + spent[name], 0);
}

/** In words. */
export function spentInWords(spent: ProcessorTimes): string {
  const each = MEASURED.map((name) => `${name} ${spent[name].toFixed(0)}`).join(', ');
  return `${together(spent).toFixed(0)} µs: ${each}`;
}

/**
 * A gateway of the measurement's own with the two services behind it, on the databases, the engine and the workflow
 * worker of a system that runs: so nobody else asks them anything.
 */
export class DecisionSystem {
  private constructor(
    readonly gateway: MeasuredProcess,
    private readonly membership: MeasuredProcess,
    private readonly emulation: MeasuredProcess,
    private readonly state: string,
  ) {}

  /**
   * Starts the three processes.
   * @param state the running system's folder. @throws when there is none.
   */
  static async start(root: string, state: string): Promise<DecisionSystem> {
    if (!existsSync(join(state, 'pids.json'))) {
      throw new Error(`no system runs in ${state}: run npm start in another terminal first`);
    }
    const started: MeasuredProcess[] = [];
    const start = async (
      folder: string,
      name: string,
      environment: Record<string, string>,
    ): Promise<MeasuredProcess> => {
      const environmentFile = join(state, 'env', `${name}.env`);
      // NODE_OPTIONS, so that one can profile what one measures.
      const nodeOptions = process.env['NODE_OPTIONS'];
      const measured = await MeasuredProcess.start({
        root,
        folder,
        environmentFile,
        environment: { ...environment, ...(nodeOptions ? { NODE_OPTIONS: nodeOptions } : {}) },
      });
      started.push(measured);
      return measured;
    };
    try {
      const membership = await start(join('services', 'membership'), 'membership', {});
      const emulation = await start(join('services', 'emulation'), 'emulation', { MEMBERSHIP_URL: membership.url });
      const gateway = await start('gateway', 'gateway', {
        MEMBERSHIP_URL: membership.url,
        EMULATION_URL: emulation.url,
      });
      return new DecisionSystem(gateway, membership, emulation, state);
    } catch (error) {
      await Promise.all(started.map((each) => each.stop()));
      throw error;
    }
  }

  /** Where emulation keeps its decisions. */
  get database(): DecisionDatabase {
    const { DATABASE_URL = '', DATABASE_SOCKET, AUDIT_DATABASE = '' } = this.environment;
    return { url: DATABASE_URL, socketPath: DATABASE_SOCKET, auditDatabase: AUDIT_DATABASE };
  }

  /** Where the engine is. */
  get engine(): { readonly address: string; readonly namespace: string } {
    const { TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = '' } = this.environment;
    return { address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE };
  }

  /** Time on the processor of each process so far; the client is this process. */
  processorTimes(): ProcessorTimes {
    const pids = JSON.parse(readFileSync(join(this.state, 'pids.json'), 'utf8')) as Record<string, number>;
    const ofSystem = (name: string): number => {
      const pid = pids[name];
      // A server that is somebody else's is not ours to look at.
      return pid === undefined ? 0 : processorTimeOf(pid);
    };
    return {
      gateway: this.gateway.processorTime(),
      membership: this.membership.processorTime(),
      emulation: this.emulation.processorTime(),
      workflows: ofSystem('workflows'),
      mariadb: ofSystem('mariadb'),
      temporal: ofSystem('temporal'),
      client: processorTimeOf(process.pid),
    };
  }

  /** Ends the three processes. */
  async stop(): Promise<void> {
    await Promise.all([this.gateway.stop(), this.emulation.stop(), this.membership.stop()]);
  }

  private get environment(): NodeJS.Dict<string> {
    return parseEnv(readFileSync(join(this.state, 'env', 'emulation.env'), 'utf8'));
  }
}
