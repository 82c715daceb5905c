import type { FeedPage, UnitChange } from '@thidua/contracts';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from '../database/transaction';
import { failpoint } from '../failpoint';
import type { SqlRunner } from '../identity/unit-scope';

/** How far rows have been brought: of which epoch of the feed, up to which position. */
export interface FeedCursor {
  readonly epoch: string;
  readonly position: number;
}

/** The epoch of rows whose building was asked for and has not begun: no feed has it. */
const WANTED = 'wanted';
const INSERT_BATCH = 500;

/** Rows of the projection with the cursor that says how far they are. */
class Projection {
  constructor(
    private readonly table: string,
    private readonly feed: string,
  ) {}

  async cursor(runner: SqlRunner, lock: '' | 'FOR UPDATE' = ''): Promise<FeedCursor> {
    const [cursor] = await runner.query<{ epoch: string; position: string | number }[]>(
      `SELECT epoch, position FROM feed_cursor WHERE feed = ? ${lock}`,
      [this.feed],
    );
    return { epoch: cursor?.epoch ?? '', position: Number(cursor?.position ?? 0) };
  }

  async moveTo(runner: SqlRunner, { epoch, position }: FeedCursor): Promise<void> {
    await runner.query('UPDATE feed_cursor SET epoch = ?, position = ? WHERE feed = ?', [epoch, position, this.feed]);
  }

  async empty(runner: SqlRunner): Promise<void> {
    await runner.query(`DELETE FROM ${this.table}`);
  }

  /** Takes all rows from another; the transaction is the caller's. */
  async replaceBy(runner: SqlRunner, other: Projection): Promise<void> {
    await this.empty(runner);
    await runner.query(`INSERT INTO ${this.table} SELECT * FROM ${other.table}`);
  }

  /** Applies the changes that follow a position without a gap, and moves the cursor. @returns the new position. */
  async apply(runner: QueryRunner, page: FeedPage<UnitChange>, from: number): Promise<number> {
    let position = from;
    // A change says everything of its unit: of several in a page the last one counts.
    const units = new Map<string, UnitChange>();
    for (const { position: next, change } of page.changes) {
      if (next === position + 1) {
        units.set(change.unitId, change);
        position = next;
      }
    }
    if (units.size > 0) {
      await runner.query(`DELETE FROM ${this.table} WHERE unit_id IN (?)`, [[...units.keys()]]);
      await this.insert(runner, [...units.values()]);
    }
    await this.moveTo(runner, { epoch: page.epoch, position });
    return position;
  }

  private async insert(runner: QueryRunner, units: readonly UnitChange[]): Promise<void> {
    const rows = units.flatMap(({ unitId, code, provenance, versions }) =>
      versions.map((version) => [
        unitId,
        version.validFrom,
        version.validUntil,
        code,
        version.path,
        version.parentId,
        version.level,
        version.type,
        version.sector,
        version.name,
        version.status,
        provenance,
      ]),
    );
    for (let start = 0; start < rows.length; start += INSERT_BATCH) {
      await runner.query(
        `INSERT INTO ${this.table} (unit_id, valid_from, valid_until, code, path, parent_id, level, type, sector, name,
                                    status, provenance) VALUES ?`,
        [rows.slice(start, start + INSERT_BATCH)],
      );
    }
  }
}

const inUse = new Projection('unit_projection', 'membership');
const next = new Projection('unit_projection_next', 'membership-next');

/** How far the projection in use is. */
export function readCursor(runner: SqlRunner): Promise<FeedCursor> {
  return inUse.cursor(runner);
}

/** How far the rows are that are being built beside it; null when none are. */
export async function readNextCursor(runner: SqlRunner): Promise<FeedCursor | null> {
  const cursor = await next.cursor(runner);
  return cursor.epoch === '' ? null : cursor;
}

/**
 * Applies a page to the projection in use and moves its cursor, in one transaction.
 * @returns the position it stands at then; where it stood, when the page belongs to another epoch.
 */
export async function applyPage(dataSource: DataSource, page: FeedPage<UnitChange>): Promise<number> {
  const position = await inTransaction(dataSource, async (runner) => {
    const cursor = await inUse.cursor(runner, 'FOR UPDATE');
    if (cursor.position > 0 && cursor.epoch !== page.epoch) {
      return cursor.position;
    }
    const moved = await inUse.apply(runner, page, cursor.position);
    await failpoint('feed.before-consumer-commit');
    return moved;
  });
  await failpoint('feed.after-consumer-commit');
  return position;
}

/** Asks for the projection to be built again from zero; does nothing while that is under way. */
export async function wantRebuild(runner: SqlRunner): Promise<void> {
  await runner.query(`UPDATE feed_cursor SET epoch = ?, position = 0 WHERE feed = 'membership-next' AND epoch = ''`, [
    WANTED,
  ]);
}

/**
 * Applies a page to the rows that are being built beside those in use; rows of an earlier epoch are thrown away first.
 * Several replicas may build together: each page is applied once, in order.
 * @returns where they stand then.
 */
export function applyNextPage(dataSource: DataSource, page: FeedPage<UnitChange>): Promise<FeedCursor> {
  return inTransaction(dataSource, async (runner) => {
    const cursor = await next.cursor(runner, 'FOR UPDATE');
    if (cursor.epoch === page.epoch) {
      return { epoch: page.epoch, position: await next.apply(runner, page, cursor.position) };
    }
    await next.empty(runner);
    await next.moveTo(runner, { epoch: page.epoch, position: 0 });
    return { epoch: page.epoch, position: await next.apply(runner, page, 0) };
  });
}

/**
 * Puts the rows that were built in the place of those in use, in one transaction: whoever reads sees all of the old
 * rows or all of the new ones.
 * @returns the position of the projection in use, or null when the new rows are not as far as those in use yet.
 */
export async function switchProjection(dataSource: DataSource, built: FeedCursor): Promise<number | null> {
  const position = await inTransaction(dataSource, async (runner) => {
    const current = await inUse.cursor(runner, 'FOR UPDATE');
    const cursor = await next.cursor(runner, 'FOR UPDATE');
    if (cursor.epoch !== built.epoch) {
      // Another replica has switched already.
      return current.position;
    }
    if (current.epoch === cursor.epoch && current.position > cursor.position) {
      return null;
    }
    await inUse.replaceBy(runner, next);
    await inUse.moveTo(runner, cursor);
    await next.empty(runner);
    await next.moveTo(runner, { epoch: '', position: 0 });
    await failpoint('feed.before-consumer-commit');
    return cursor.position;
  });
  await failpoint('feed.after-consumer-commit');
  return position;
}
