import { operationHash } from '../limits/operation-hash';
import type { Log } from '../log';
import type { Exchange } from './exchange';

/**
 * Logs an operation that has been answered: one line, without variables or literals. Slow and refused ones are
 * warnings and carry the hash of their document.
 * @param slowAfter from how many milliseconds on an operation is slow.
 */
export function logOperation(log: Log, exchange: Exchange, status: number, slowAfter: number): void {
  const milliseconds = Math.round((performance.now() - exchange.startedAt) * 10) / 10;
  const entry = {
    traceId: exchange.trace.traceId,
    requestId: exchange.requestId,
    operation: exchange.operationName,
    kind: exchange.kind,
    member: exchange.passports?.memberId ?? null,
    status,
    ...exchange.cost,
    milliseconds,
    ...(exchange.errorCodes.length > 0 ? { errors: exchange.errorCodes } : {}),
  };
  const refused = exchange.refusals.length > 0;
  const slow = milliseconds >= slowAfter;
  if (!refused && !slow) {
    log.info(entry, 'operation');
    return;
  }
  const hash = exchange.document === null ? null : operationHash(exchange.document);
  log.warn({ ...entry, slow, refused, hash }, 'operation');
}
