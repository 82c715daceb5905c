import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { withoutData, type Log } from './log';

/**
 * Leaves signals to the process: Temporal's runtime would stop the worker by itself, before the service stops in order.
 * Called once, before anything else of Temporal.
 */
export function leaveSignalsToTheProcess(): void {
  Runtime.install({ shutdownSignals: [] });
}

/** A worker for the service's activities, in the service's own process. */
export interface ActivityWorker {
  /** Whether it polls now. */
  running(): boolean;
  /** Finishes the activities in hand and stops. */
  stop(): Promise<void>;
}

const RETRY_MILLISECONDS = 2000;
const MOST_ACTIVITIES = 8;
const STOP_MILLISECONDS = 1200;

type Activity = (...parameters: unknown[]) => Promise<unknown>;

/**
 * The activities as the engine sees them: each waits for what it builds on, and a failure tells the engine only what
 * holds no data of a row; the log has the rest.
 */
function guarded(activities: object, before: () => Promise<void>, log: Log): Record<string, Activity> {
  return Object.fromEntries(
    Object.entries(activities as Record<string, Activity>).map(([name, activity]) => [
      name,
      async (...parameters: unknown[]) => {
        try {
          await before();
          return await activity(...parameters);
        } catch (error) {
          log.warn({ activity: name, err: error }, 'activity failed');
          throw error instanceof ApplicationFailure ? error : ApplicationFailure.retryable(withoutData(error));
        }
      },
    ]),
  );
}

/** Starts to answer activities; while the engine is down it tries again, and the service serves without it. */
export function startActivityWorker(options: {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly activities: object;
  /** Activities that wait for nothing. */
  readonly independentActivities?: object;
  /** What each of the other activities waits for, for example the projection of the union tree being up to date. */
  readonly before: () => Promise<void>;
  readonly log: Log;
}): ActivityWorker {
  const activities = {
    ...guarded(options.activities, options.before, options.log),
    ...guarded(options.independentActivities ?? {}, () => Promise.resolve(), options.log),
  };
  let worker: Worker | null = null;
  const state = { stopping: false };
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS).unref());

  async function serve(): Promise<void> {
    while (!state.stopping) {
      let connection: NativeConnection | null = null;
      try {
        connection = await NativeConnection.connect({ address: options.address });
        worker = await Worker.create({
          connection,
          namespace: options.namespace,
          taskQueue: options.taskQueue,
          activities,
          maxConcurrentActivityTaskExecutions: MOST_ACTIVITIES,
          shutdownGraceTime: '1 second',
        });
        if (state.stopping) {
          return;
        }
        await worker.run();
      } catch (error) {
        options.log.warn({ error: withoutData(error) }, 'activities: will try again');
        if (!state.stopping) {
          await pause();
        }
      } finally {
        worker = null;
        await connection?.close().catch(() => undefined);
      }
    }
  }

  const served = serve();
  return {
    running: () => worker?.getState() === 'RUNNING',
    async stop() {
      state.stopping = true;
      if (worker?.getState() === 'RUNNING') {
        worker.shutdown();
      }
      await Promise.race([served, new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref())]);
    },
  };
}
