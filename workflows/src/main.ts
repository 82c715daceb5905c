import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  type NativeConnection,
  Runtime,
  Worker,
  type LogLevel,
} from '@temporalio/worker';
import pino, { type Logger } from 'pino';
import { provideAuditAnchorSchedule } from './audit-anchor/audit-anchor.schedule';
import { readEnvironment, type Environment } from './environment';
import { startHealthServer, type PartHealth } from './health.server';
import { provideReconcileSchedules } from './reconcile/reconcile.schedule';
import { connectToTemporal, probe } from './temporal-connection';
import { WORKER_SETTINGS } from './worker-settings';
import { WORKFLOW_BUNDLE_FILE } from './workflow-bundler';

/** How long the start waits for Temporal. */
const START_PATIENCE_MILLISECONDS = 60_000;
/** A running worker finds Temporal again by itself; after this long without an answer a new process tries. */
const LOST_AFTER_MILLISECONDS = 120_000;
const WATCH_MILLISECONDS = 5_000;
const SCHEDULES_RETRY_MILLISECONDS = 5_000;

const PINO_LEVEL = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const log = pino({ name: 'workflows', level: environment.LOG_LEVEL, timestamp: pino.stdTimeFunctions.isoTime });
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stop.abort());
  }
  Runtime.install({
    logger: engineLogger(log),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
    shutdownSignals: [],
  });
  try {
    await work(environment, log, stop.signal);
    log.info('stopped');
    process.exit(0);
  } catch (error) {
    if (stop.signal.aborted) {
      process.exit(0);
    }
    log.fatal({ err: error }, 'the workflow worker cannot go on');
    process.exit(1);
  }
}

async function work(environment: Environment, log: Logger, stop: AbortSignal): Promise<void> {
  const temporal = { address: environment.TEMPORAL_ADDRESS, namespace: environment.TEMPORAL_NAMESPACE };
  let worker: Worker | undefined;
  let schedulesProvided = false;
  let probeTemporal = (): Promise<void> => Promise.reject(new Error('not connected yet'));
  const health = await startHealthServer({ host: environment.HOST, port: environment.PORT }, async () => ({
    worker: { ok: worker?.getState() === 'RUNNING', detail: worker?.getState() ?? 'STARTING' },
    temporal: await partHealth(probeTemporal),
    schedules: { ok: schedulesProvided, detail: schedulesProvided ? 'provided' : 'not provided yet' },
  }));

  if (!existsSync(WORKFLOW_BUNDLE_FILE)) {
    throw new Error(`${WORKFLOW_BUNDLE_FILE} is missing: run "npm run build -w workflows" first`);
  }
  const connection = await connectToTemporal(temporal, START_PATIENCE_MILLISECONDS, log, stop);
  probeTemporal = () => probe(connection, temporal.namespace);
  // An engine too busy to answer for its schedules still has work for a worker: nobody waits for them.
  const provide = async (): Promise<void> => {
    schedulesProvided = await provideSchedules(connection, temporal.namespace, log, stop);
  };
  void provide();
  const running = await Worker.create({
    ...WORKER_SETTINGS,
    connection,
    namespace: temporal.namespace,
    workflowBundle: { codePath: WORKFLOW_BUNDLE_FILE },
  });
  worker = running;
  stop.addEventListener('abort', () => running.shutdown(), { once: true });
  if (stop.aborted) {
    return;
  }
  log.info({ ...temporal, port: environment.PORT }, 'the workflow worker takes work');
  await Promise.race([running.run(), watch(probeTemporal, log)]);
  health.close();
}

/** Provides the schedules, however long that takes. @returns whether they are: not when the process stops before. */
async function provideSchedules(
  connection: NativeConnection,
  namespace: string,
  log: Logger,
  stop: AbortSignal,
): Promise<boolean> {
  while (!stop.aborted) {
    try {
      await provideAuditAnchorSchedule(connection, namespace);
      await provideReconcileSchedules(connection, namespace);
      return true;
    } catch (error) {
      log.warn({ err: error }, 'the schedules are not provided yet');
      await sleep(SCHEDULES_RETRY_MILLISECONDS, undefined, { ref: false });
    }
  }
  return false;
}

async function partHealth(ask: () => Promise<void>): Promise<PartHealth> {
  try {
    await ask();
    return { ok: true, detail: 'answers' };
  } catch {
    return { ok: false, detail: 'does not answer' };
  }
}

/** Rejects when Temporal has not answered for too long: the supervisor then starts a fresh process. */
async function watch(probeTemporal: () => Promise<void>, log: Logger): Promise<never> {
  let answeredAt = Date.now();
  for (;;) {
    await sleep(WATCH_MILLISECONDS, undefined, { ref: false });
    const { ok } = await partHealth(probeTemporal);
    if (ok) {
      answeredAt = Date.now();
    } else {
      log.warn({ seconds: Math.round((Date.now() - answeredAt) / 1000) }, 'Temporal does not answer');
    }
    if (Date.now() - answeredAt > LOST_AFTER_MILLISECONDS) {
      throw new Error('the connection to Temporal is lost');
    }
  }
}

/** The engine's own log lines as ours: workflow ids and messages, never what a workflow carries. */
function engineLogger(log: Logger): DefaultLogger {
  const engine = log.child({ part: 'temporal' });
  const level: LogLevel = log.isLevelEnabled('debug') ? 'DEBUG' : 'INFO';
  return new DefaultLogger(level, (entry) => {
    const { error, ...meta } = (entry.meta ?? {}) as Record<string, unknown>;
    engine[PINO_LEVEL[entry.level]]({ ...meta, ...(error ? { err: error } : {}) }, entry.message);
  });
}

void main();
