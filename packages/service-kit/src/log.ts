import pino, { type Logger } from 'pino';

/** The log of a process. */
export type Log = Logger;

/**
 * A JSON log on standard output. Personal data and secrets are never given to it: ids and codes only.
 * @param name the process's name.
 * @param level the least level written.
 */
export function createLog(name: string, level: string): Log {
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}
