/** A lock was waited for longer than innodb_lock_wait_timeout. */
export const LOCK_WAIT_TIMEOUT = 1205;
/** A deadlock was resolved by rolling this transaction back. */
export const DEADLOCK = 1213;
const DUPLICATE_KEY = 1062;

/** The server's number of a database error; null when it is none. */
export function sqlErrorNumber(error: unknown): number | null {
  const candidate = error as { errno?: unknown; driverError?: { errno?: unknown } } | null;
  const errno = candidate?.errno ?? candidate?.driverError?.errno;
  return typeof errno === 'number' ? errno : null;
}

/** Whether a database error says that a unique key already has the value. */
export function isDuplicateKey(error: unknown): boolean {
  return sqlErrorNumber(error) === DUPLICATE_KEY;
}
