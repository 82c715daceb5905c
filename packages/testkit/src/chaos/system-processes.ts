import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import mysql from 'mysql2/promise';

/** A process of the system as the one who started it names it. */
export interface SystemProcess {
  /** The part of which it is a replica, for example `awards`. */
  readonly group: string;
  /** For example `awards-1`. */
  readonly name: string;
  /** Where it says that it is there; the servers have protocols of their own. */
  readonly health?: string;
}

const LONGEST_LOOK = 1_500;
const BETWEEN_LOOKS = 100;

/** The system's processes, to be signalled and looked at. */
export class SystemProcesses {
  /**
   * @param stateFolder where the supervisor notes the process ids.
   * @param processes all of them.
   */
  constructor(
    private readonly stateFolder: string,
    readonly processes: readonly SystemProcess[],
    private readonly databaseUrl: string,
    private readonly temporalAddress: string,
  ) {}

  /** The process id of today, or null between an end and a new start. */
  pidOf(name: string): number | null {
    const pids = JSON.parse(readFileSync(join(this.stateFolder, 'pids.json'), 'utf8')) as Record<string, number>;
    return pids[name] ?? null;
  }

  /** Sends a signal to the process itself. @throws when it is not there. */
  signal(name: string, signal: NodeJS.Signals): void {
    const pid = this.pidOf(name);
    if (pid === null) {
      throw new Error(`${name} is not there`);
    }
    process.kill(pid, signal);
  }

  /** Whether a process does its work. */
  async answers(name: string): Promise<boolean> {
    const known = this.processes.find((candidate) => candidate.name === name);
    try {
      if (known?.health !== undefined) {
        const response = await fetch(known.health, { signal: AbortSignal.timeout(LONGEST_LOOK) });
        await response.arrayBuffer();
        return response.ok;
      }
      return await (known?.name === 'mariadb' ? this.databaseAnswers() : this.engineAnswers());
    } catch {
      return false;
    }
  }

  /** Waits until processes do their work. @returns how long it took in milliseconds, or null after the time is over. */
  async untilAnswering(names: readonly string[], within: number): Promise<number | null> {
    const begun = Date.now();
    for (;;) {
      const answers = await Promise.all(names.map((name) => this.answers(name)));
      if (answers.every(Boolean)) {
        return Date.now() - begun;
      }
      if (Date.now() - begun > within) {
        return null;
      }
      await wait(BETWEEN_LOOKS);
    }
  }

  private async databaseAnswers(): Promise<boolean> {
    const connection = await mysql.createConnection({ uri: this.databaseUrl, connectTimeout: LONGEST_LOOK });
    try {
      await connection.query({ sql: 'SELECT 1', timeout: LONGEST_LOOK });
      return true;
    } finally {
      connection.destroy();
    }
  }

  private async engineAnswers(): Promise<boolean> {
    const connection = await Connection.connect({ address: this.temporalAddress, connectTimeout: LONGEST_LOOK });
    try {
      return await connection.withDeadline(Date.now() + LONGEST_LOOK, async () => {
        await connection.workflowService.getSystemInfo({});
        return true;
      });
    } finally {
      await connection.close();
    }
  }
}
