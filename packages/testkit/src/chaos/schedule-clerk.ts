import { setTimeout as wait } from 'node:timers/promises';
import { RECONCILED_SERVICES, reconcileScheduleId } from '@thidua/contracts';
import { Client, Connection, type ScheduleDescription, type ScheduleHandle } from '@temporalio/client';

/** The schedule by which the services' audit trails are anchored. */
export const ANCHORS = 'audit-anchor';
/** What runs by the clock every few minutes; a run of minutes asks for it more often. */
const SCHEDULES: readonly string[] = [ANCHORS, ...RECONCILED_SERVICES.map(reconcileScheduleId)];
const BETWEEN = 20_000;
const LONGEST_ANSWER = 5_000;
const LONGEST_WORK = 180_000;

/** Has scheduled work done more often than by the clock, while the faults go on, and once after them. */
export class ScheduleClerk {
  private readonly leaving = new AbortController();

  constructor(private readonly temporalAddress: string) {}

  /** Asks again and again until told to leave; an engine that is away is asked the next time. */
  async work(): Promise<void> {
    while (!this.leaving.signal.aborted) {
      for (const schedule of SCHEDULES) {
        await this.withEngine((client) => client.schedule.getHandle(schedule).trigger()).catch(() => {});
      }
      await wait(BETWEEN, undefined, { signal: this.leaving.signal }).catch(() => {});
    }
  }

  /** Asks no more. */
  leave(): void {
    this.leaving.abort();
  }

  /** Has a schedule's work done now. @returns what came of it. @throws when it fails or does not end in time. */
  async complete<Result>(scheduleId: string): Promise<Result> {
    return this.withEngine(async (client) => {
      const until = Date.now() + LONGEST_WORK;
      const schedule = client.schedule.getHandle(scheduleId);
      // What was asked for earlier comes first: a schedule does one thing at a time.
      const before = await this.ended(schedule, until, 0);
      await schedule.trigger();
      const { recentActions } = await this.ended(schedule, until, before.numActionsTaken + 1);
      const last = recentActions.at(-1);
      if (!last) {
        throw new Error(`${scheduleId} was not started`);
      }
      return (await client.workflow.getHandle(last.action.workflow.workflowId).result()) as Result;
    });
  }

  /** Waits until a schedule has done so many things and does none at the moment. */
  private async ended(schedule: ScheduleHandle, until: number, taken: number): Promise<ScheduleDescription['info']> {
    for (;;) {
      // A busy engine may not answer for a schedule just now.
      const info = await schedule.describe().then(
        (described) => described.info,
        () => null,
      );
      if (info && info.numActionsTaken >= taken && info.runningActions.length === 0) {
        return info;
      }
      if (Date.now() > until) {
        throw new Error(`${schedule.scheduleId} did not end within ${LONGEST_WORK / 1000} s`);
      }
      await wait(200);
    }
  }

  private async withEngine<Answer>(ask: (client: Client) => Promise<Answer>): Promise<Answer> {
    const connection = await Connection.connect({ address: this.temporalAddress, connectTimeout: LONGEST_ANSWER });
    try {
      return await ask(new Client({ connection }));
    } finally {
      await connection.close();
    }
  }
}
