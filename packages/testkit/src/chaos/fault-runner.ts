import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './fault-plan';
import type { SystemProcesses } from './system-processes';

/** A fault as it came about, in milliseconds since 1970. */
export interface CarriedOutFault extends Fault {
  readonly beganAt: number;
  /** When the process did its work again; null when it never did. */
  readonly answeredAt: number | null;
}

/** A process that is not back after so long will not come back. */
const LONGEST_RECOVERY = 45_000;
/** A fault waits so long for the others of its part, and then is left out: it would take away the last one. */
const LONGEST_WAIT = 20_000;

/** What goes with a backlog: more is begun while it grows, and somebody looks how large it is before it drains. */
export interface BacklogWatch {
  grows(): void;
  /** @returns what had piled up, in words. */
  ends(): Promise<string>;
}

/** Carries out a plan of faults and notes what came of each. */
export class FaultRunner {
  private readonly stopped = new Set<string>();

  constructor(
    private readonly system: SystemProcesses,
    private readonly backlog: BacklogWatch,
    private readonly print: (line: string) => void,
  ) {}

  /** Runs the whole plan. @returns what was carried out, once every process is back. */
  async run(plan: readonly Fault[]): Promise<CarriedOutFault[]> {
    const begun = Date.now();
    const underWay: Promise<CarriedOutFault>[] = [];
    try {
      for (const fault of plan) {
        await wait(Math.max(0, begun + fault.at - Date.now()));
        if ((await this.system.untilAnswering(this.indispensable(fault), LONGEST_WAIT)) === null) {
          this.print(`${this.describe(fault, begun)}: left out, nobody else is there`);
          continue;
        }
        this.print(this.describe(fault, begun));
        const carryingOut = this.carryOut(fault);
        // It is awaited at the end; until then it must not count as unhandled.
        carryingOut.catch(() => {});
        underWay.push(carryingOut);
      }
      return await Promise.all(underWay);
    } finally {
      for (const name of this.stopped) {
        this.system.signal(name, 'SIGCONT');
      }
    }
  }

  /** Those of which one has to be there while this one is away, and itself: it is not hit while it is down. */
  private indispensable({ group }: Fault): string[] {
    const { processes } = this.system;
    const isOnly = (name: string): boolean => processes.filter((process) => process.group === name).length === 1;
    return processes
      .filter((process) => process.group === group || (isOnly(group) && isOnly(process.group)))
      .map((process) => process.name);
  }

  private async carryOut(fault: Fault): Promise<CarriedOutFault> {
    const { kind, process: name, duration } = fault;
    const beganAt = Date.now();
    if (kind === 'KILL') {
      const before = this.system.pidOf(name);
      this.system.signal(name, 'SIGKILL');
      while (this.system.pidOf(name) === before) {
        await wait(20);
      }
    } else {
      this.system.signal(name, 'SIGSTOP');
      this.stopped.add(name);
      if (kind === 'BACKLOG') {
        this.backlog.grows();
      }
      await wait(duration);
      if (kind === 'BACKLOG') {
        this.print(`           ${await this.backlog.ends()}`);
      }
      this.stopped.delete(name);
      this.system.signal(name, 'SIGCONT');
    }
    const recovery = await this.system.untilAnswering([name], LONGEST_RECOVERY);
    const answeredAt = recovery === null ? null : Date.now();
    this.print(
      answeredAt === null
        ? `           ${name} does not come back`
        : `           ${name} answers again after ${((answeredAt - beganAt) / 1000).toFixed(1)} s`,
    );
    return { ...fault, beganAt, answeredAt };
  }

  private describe({ kind, process: name, duration }: Fault, begun: number): string {
    const at = `${((Date.now() - begun) / 1000).toFixed(1)} s`.padStart(8);
    return `${at}   ${kind.padEnd(8)}${name}${duration > 0 ? ` for ${(duration / 1000).toFixed(1)} s` : ''}`;
  }
}
