import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

const TASK_QUEUE = 'bench-decisions';

/** The other yardstick: updates of Temporal alone, which return when the one activity that they run has answered. */
export class BareUpdates {
  private constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly native: NativeConnection,
    private readonly worker: Worker,
    private readonly running: Promise<void>,
  ) {}

  /** Starts a worker for the yardstick's workflow and its activity. */
  static async start(address: string, namespace: string): Promise<BareUpdates> {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
    const native = await NativeConnection.connect({ address });
    const worker = await Worker.create({
      connection: native,
      namespace,
      taskQueue: TASK_QUEUE,
      workflowsPath: require.resolve('./decisions-update-workflow'),
      activities: { answerAtOnce: (number: number) => Promise.resolve(number) },
    });
    const connection = await Connection.connect({ address });
    return new BareUpdates(connection, new Client({ connection, namespace }), native, worker, worker.run());
  }

  /** Starts workflows, each of which ends after so many updates. */
  open(workflows: number, updates: number): Promise<readonly WorkflowHandle[]> {
    return Promise.all(
      Array.from({ length: workflows }, () =>
        this.client.workflow.start('yardstickWorkflow', {
          workflowId: `bench-decisions-${randomUUID()}`,
          taskQueue: TASK_QUEUE,
          args: [updates],
        }),
      ),
    );
  }

  /** Sends an update and waits for its answer. */
  async update(workflow: WorkflowHandle, number: number): Promise<void> {
    await workflow.executeUpdate('updateWithActivity', { args: [number], updateId: randomUUID() });
  }

  /** Stops the worker. */
  async stop(): Promise<void> {
    this.worker.shutdown();
    await this.running;
    await this.connection.close();
    await this.native.close();
  }
}
