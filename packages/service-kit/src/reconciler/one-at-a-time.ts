import type { DataSource } from 'typeorm';

/** Somebody else is at it; the same request may be made again. */
export class AlreadyUnderWay extends Error {
  constructor(readonly what: string) {
    super(`${what} is under way already`);
  }
}

/**
 * Does something that no two processes on the database may do at once. The server's lock ends with the connection, so
 * a process that dies holds nobody up.
 * @throws AlreadyUnderWay.
 */
export async function oneAtATime<Result>(
  dataSource: DataSource,
  what: string,
  act: () => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    const [lock] = (await runner.query('SELECT GET_LOCK(CONCAT(DATABASE(), ?), 0) AS taken', [`/${what}`])) as {
      taken: number | string | null;
    }[];
    if (Number(lock?.taken) !== 1) {
      throw new AlreadyUnderWay(what);
    }
    try {
      return await act();
    } finally {
      await runner.query('SELECT RELEASE_LOCK(CONCAT(DATABASE(), ?))', [`/${what}`]);
    }
  } finally {
    await runner.release();
  }
}
