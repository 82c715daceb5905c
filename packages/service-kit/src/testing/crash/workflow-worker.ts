import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { TaskQueue } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';

const REPOSITORY = join(__dirname, '..', '..', '..', '..', '..');
const RETENTION_SECONDS = 86_400;

/** Part of a real Temporal server that nobody else uses, with the real workflows working in it. */
export interface WorkflowQuarter {
  readonly address: string;
  readonly namespace: string;
  readonly client: Client;
  /** Begins to work again after the server was away. */
  restartWorker(): Promise<void>;
  stop(): Promise<void>;
}

let bundled: Promise<WorkflowBundleWithSourceMap> | null = null;
let runtimeInstalled = false;

/** The workflows as they run in production, bundled from their sources. */
function bundle(): Promise<WorkflowBundleWithSourceMap> {
  bundled ??= bundleWorkflowCode({
    workflowsPath: join(REPOSITORY, 'workflows', 'src', 'workflows.ts'),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: {
          ...(Array.isArray(config.resolve?.alias) ? {} : config.resolve?.alias),
          '@thidua/contracts$': join(REPOSITORY, 'packages', 'contracts', 'src', 'index.ts'),
        },
      },
    }),
  });
  return bundled;
}

/** The engine's own lines stay out of the tests' report. */
function quietRuntime(): void {
  if (!runtimeInstalled) {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} } },
      shutdownSignals: [],
    });
    runtimeInstalled = true;
  }
}

/** A worker for the workflows of a namespace. */
export async function startWorkflowWorker(address: string, namespace: string): Promise<{ stop(): Promise<void> }> {
  quietRuntime();
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: TaskQueue.Workflows,
    workflowBundle: await bundle(),
    workflowThreadPoolSize: 1,
    stickyQueueScheduleToStartTimeout: '1 second',
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

/** A namespace of the test's own on a Temporal server, with a workflow worker. */
export async function startWorkflowQuarter(address = process.env['TEST_TEMPORAL_ADDRESS']): Promise<WorkflowQuarter> {
  if (!address) {
    throw new Error('TEST_TEMPORAL_ADDRESS must name a Temporal server (npm test sets it)');
  }
  const connection = await Connection.connect({ address });
  const namespace = `test-${newId()}`;
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: RETENTION_SECONDS as never },
  });
  const client = new Client({ connection, namespace });
  let worker = await startWorkflowWorker(address, namespace);
  return {
    address,
    namespace,
    client,
    async restartWorker() {
      await worker.stop();
      worker = await startWorkflowWorker(address, namespace);
    },
    async stop() {
      await worker.stop();
      await connection.close();
    },
  };
}
