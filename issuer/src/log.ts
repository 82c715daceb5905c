import pino, { type Logger } from 'pino';

/** The log of the issuer. */
export type Log = Logger;

/**
 * A JSON log on standard output. It is given subjects, clients and error codes; never codes, tokens or cookies.
 * @param level the least level written.
 */
export function createLog(level: string): Log {
  return pino({ name: 'issuer', level, base: { name: 'issuer' }, timestamp: pino.stdTimeFunctions.isoTime });
}
