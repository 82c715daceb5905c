import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';

/** The schedule by which the services' audit trails are anchored. */
const SCHEDULE = 'audit-anchor';
/** Anchors are taken every ten minutes; a run of minutes asks for them more often. */
const BETWEEN = 20_000;
const LONGEST_ANSWER = 5_000;
const LONGEST_ANCHORING = 60_000;

/** Asks for anchors while the faults go on, and for one after them. */
export class AnchorClerk {
  private readonly leaving = new AbortController();

  constructor(private readonly temporalAddress: string) {}

  /** Asks again and again until told to leave; an engine that is away is asked the next time. */
  async work(): Promise<void> {
    while (!this.leaving.signal.aborted) {
      await this.withEngine((client) => client.schedule.getHandle(SCHEDULE).trigger()).catch(() => {});
      await wait(BETWEEN, undefined, { signal: this.leaving.signal }).catch(() => {});
    }
  }

  /** Asks no more. */
  leave(): void {
    this.leaving.abort();
  }

  /** Has an anchor taken now. @throws when none is taken in time. */
  async takeAnchor(): Promise<void> {
    await this.withEngine(async (client) => {
      const schedule = client.schedule.getHandle(SCHEDULE);
      const until = Date.now() + LONGEST_ANCHORING;
      const asked = Date.now();
      await schedule.trigger();
      for (;;) {
        const { info } = await schedule.describe();
        const last = info.recentActions.at(-1);
        if (last && last.takenAt.getTime() >= asked - LONGEST_ANSWER && info.runningActions.length === 0) {
          await client.workflow.getHandle(last.action.workflow.workflowId).result();
          return;
        }
        if (Date.now() > until) {
          throw new Error(`no anchor was taken within ${LONGEST_ANCHORING / 1000} s`);
        }
        await wait(200);
      }
    });
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
