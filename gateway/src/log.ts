import pino, { type Logger } from 'pino';

/** The log of the gateway. */
export type Log = Logger;

/**
 * A JSON log on standard output. It is given ids, codes, operation names and durations; never variables or tokens.
 * @param level the least level written.
 */
export function createLog(level: string): Log {
  return pino({ name: 'gateway', level, base: { name: 'gateway' }, timestamp: pino.stdTimeFunctions.isoTime });
}
