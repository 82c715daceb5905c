import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { awaited } from '../../scene';
import { SUBGRAPHS } from '../schema-surface';

/** What is still under way in one service. */
const PENDING = (service: string): string =>
  `SELECT COUNT(*) AS pending FROM thidua_${service}.outbox WHERE done_at IS NULL AND set_aside_at IS NULL`;

/** How far a service is behind membership's feed of the union tree. */
const BEHIND = (service: string): string =>
  `SELECT (SELECT position FROM thidua_membership.feed_head WHERE name = 'feed') -
          (SELECT MAX(position) FROM thidua_${service}.feed_cursor) AS pending`;

const PATIENCE = 90_000;
const PATIENCE_WHILE_STOPPED = 10_000;
const MOST_STOPS = 6;

/** How many rows were ever changed. */
const CHANGED =
  "SELECT SUM(rows_changed) AS changed FROM information_schema.table_statistics WHERE table_schema LIKE 'thidua\\_%'";

/**
 * Waits until nothing writes any more: every decision has reached its workflow, every service knows the tree, and no row
 * has changed from one look to the next.
 * @param url an administrator's URL of the server.
 * @param patience how long it may take, in milliseconds.
 */
export async function awaitStillness(url: string, patience = PATIENCE): Promise<void> {
  const connection = await mysql.createConnection({ uri: url });
  const numberOf = async (statement: string): Promise<number> => {
    const [rows] = await connection.query<RowDataPacket[]>(statement);
    return Number(Object.values(rows[0] ?? {})[0]);
  };
  let before = Number.NaN;
  try {
    await awaited(
      'the databases to be still',
      async () => {
        const pending = [...SUBGRAPHS.map(PENDING), ...SUBGRAPHS.filter((name) => name !== 'membership').map(BEHIND)];
        for (const statement of pending) {
          if ((await numberOf(statement)) !== 0) {
            return false;
          }
        }
        const changed = await numberOf(CHANGED);
        const isStill = changed === before;
        before = changed;
        return isStill;
      },
      patience,
    );
  } finally {
    await connection.end();
  }
}

/**
 * Does something while the workflow worker stands still and nothing writes, so that no timer does meanwhile. What a
 * workflow had decided a moment before would wait for the worker for ever: then it goes on for a while, and stops again.
 * @param stateFolder the folder of the running system, with pids.json.
 * @param url an administrator's URL of the server.
 */
export async function whileWorkflowsStand<Result>(
  stateFolder: string,
  url: string,
  act: () => Promise<Result>,
): Promise<Result> {
  const pids = JSON.parse(readFileSync(join(stateFolder, 'pids.json'), 'utf8')) as { workflows?: number };
  const { workflows } = pids;
  if (workflows === undefined) {
    throw new Error('pids.json names no workflow worker');
  }
  for (let stop = 1; ; stop += 1) {
    process.kill(workflows, 'SIGSTOP');
    try {
      const isStill = await awaitStillness(url, PATIENCE_WHILE_STOPPED).then(
        () => true,
        () => false,
      );
      if (isStill || stop === MOST_STOPS) {
        return await act();
      }
    } finally {
      process.kill(workflows, 'SIGCONT');
    }
    await awaitStillness(url);
  }
}
