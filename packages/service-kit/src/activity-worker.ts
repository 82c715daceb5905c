import { NativeConnection, Worker } from '@temporalio/worker';
import type { Log } from './log';

/** A worker for the service's activities, in the service's own process. */
export interface ActivityWorker {
  /** Whether it polls now. */
  running(): boolean;
  /** Finishes the activities in hand and stops. */
  stop(): Promise<void>;
}

const RETRY_MILLISECONDS = 2000;
const MOST_ACTIVITIES = 8;

/** Starts to answer activities; while the engine is down it tries again, and the service serves without it. */
export function startActivityWorker(options: {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly activities: object;
  readonly log: Log;
}): ActivityWorker {
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
          activities: options.activities,
          maxConcurrentActivityTaskExecutions: MOST_ACTIVITIES,
          shutdownGraceTime: '2 seconds',
        });
        if (state.stopping) {
          return;
        }
        await worker.run();
      } catch (error) {
        options.log.warn(
          { error: error instanceof Error ? error.message : String(error) },
          'activities: will try again',
        );
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
      await Promise.race([served, new Promise((resolve) => setTimeout(resolve, 3500).unref())]);
    },
  };
}
