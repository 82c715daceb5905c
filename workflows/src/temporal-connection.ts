import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';

const RETRY_MILLISECONDS = 1_000;
const PROBE_MILLISECONDS = 2_000;

/** Where Temporal is. */
export interface TemporalAddress {
  /** host:port of its gRPC frontend. */
  readonly address: string;
  /** Namespace. */
  readonly namespace: string;
}

/**
 * Connects to Temporal and waits for the namespace, which a fresh server makes a moment after it listens.
 * @param patienceMilliseconds how long to keep trying.
 * @throws the last problem when the time is over or the signal aborts.
 */
export async function connectToTemporal(
  { address, namespace }: TemporalAddress,
  patienceMilliseconds: number,
  log: Logger,
  signal: AbortSignal,
): Promise<NativeConnection> {
  const giveUpAt = Date.now() + patienceMilliseconds;
  for (;;) {
    let connection: NativeConnection | undefined;
    try {
      connection = await NativeConnection.connect({ address });
      await probe(connection, namespace);
      return connection;
    } catch (error) {
      await connection?.close();
      if (signal.aborted || Date.now() >= giveUpAt) {
        throw error;
      }
      log.info({ address, namespace }, 'Temporal does not answer yet');
      await sleep(RETRY_MILLISECONDS, undefined, { signal });
    }
  }
}

/** Asks Temporal for the namespace; rejects when there is no answer within two seconds. */
export async function probe(connection: NativeConnection, namespace: string): Promise<void> {
  await connection.withDeadline(Date.now() + PROBE_MILLISECONDS, () =>
    connection.workflowService.describeNamespace({ namespace }),
  );
}
