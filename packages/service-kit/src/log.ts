import pino, { type Logger } from 'pino';

/** The log of a process. */
export type Log = Logger;

/**
 * What may be told of an error outside the process's own memory: a database's message can hold the data of a row, so
 * only its number is told.
 */
export function withoutData(error: unknown): string {
  const errno = (error as { errno?: unknown } | null)?.errno;
  if (typeof errno === 'number') {
    return `database error ${errno}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/**
 * A JSON log on standard output. Personal data and secrets are never given to it: ids and codes only.
 * @param name the process's name.
 * @param level the least level written.
 */
export function createLog(name: string, level: string): Log {
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}
