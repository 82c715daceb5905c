import type { FeedHealth, FeedPage, UnitChange, UnitInScope } from '@thidua/contracts';
import { PASSPORT_HEADER, type Passport, type PassportSigner } from '@thidua/contracts/passport';
import { randomUUID } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from '../database/transaction';
import { retryLater } from '../errors';
import type { SqlRunner, UnitScopeReader } from '../identity/unit-scope';
import type { Log } from '../log';

const POLL_MILLISECONDS = 1000;
const PAGE = 500;
const FETCH_TIMEOUT_MILLISECONDS = 2000;
/** The feed that is followed; a service's cursor has its name. */
const FEED = 'membership';

/** Reads units from the projection. */
export const projectedUnits: UnitScopeReader = {
  async unitInScope(runner: SqlRunner, unitId: string, date: string): Promise<UnitInScope | null> {
    const [row] = await runner.query<{ path: string }[]>(
      `SELECT path FROM unit_projection
        WHERE unit_id = ? AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'`,
      [unitId, date, date],
    );
    return row ? { unitId, unitPath: row.path } : null;
  },
};

/** Follows membership's change feed and keeps this service's read-only projection of the union tree. */
export class UnitProjection {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private known = 0;
  /** The feed as it was last heard, and when this projection last knew itself level with it. */
  private heard = { epoch: '', head: 0 };
  private levelAt = Date.now();
  private rebuilding = false;
  private catchingUp: Promise<void> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly membershipUrl: string,
    private readonly serviceName: string,
    private readonly signer: PassportSigner,
    private readonly log: Log,
  ) {}

  /** Begins to follow the feed. */
  start(): void {
    this.running = this.loop();
  }

  /** Stops following. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** The last position applied here. */
  get position(): number {
    return this.known;
  }

  /** How far this projection is behind the feed. */
  lag(): FeedHealth['followed'] {
    return {
      feed: FEED,
      epoch: this.heard.epoch,
      cursor: this.known,
      head: this.heard.head,
      secondsBehind: Math.round((Date.now() - this.levelAt) / 1000),
      rebuilding: this.rebuilding,
    };
  }

  /**
   * Makes sure that the projection holds everything the passport's tree version names.
   * @throws RETRY_LATER when membership cannot be asked in time: never a wrong answer.
   */
  async ensure(treeVersion: number): Promise<void> {
    if (treeVersion <= this.known) {
      return;
    }
    try {
      await this.catchUp();
      if (treeVersion > this.known) {
        // The reading that was joined may have begun before the change.
        await this.catchUp();
      }
    } catch (error) {
      this.log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        'unit projection: cannot catch up',
      );
    }
    if (treeVersion > this.known) {
      throw retryLater({
        vi: 'Dữ liệu cây tổ chức đang được cập nhật; hãy thử lại sau giây lát.',
        en: 'The union tree is being brought up to date here; try again in a moment.',
      });
    }
  }

  /** Reads the feed to its head; callers at the same time share one reading. */
  catchUp(): Promise<void> {
    this.catchingUp ??= this.readToHead().finally(() => {
      this.catchingUp = null;
    });
    return this.catchingUp;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.catchUp();
      } catch (error) {
        this.log.debug(
          { error: error instanceof Error ? error.message : String(error) },
          'unit projection: will try again',
        );
      }
      if (!this.stopping) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          setTimeout(resolve, POLL_MILLISECONDS);
        });
      }
    }
  }

  private async readToHead(): Promise<void> {
    for (;;) {
      const { epoch, position } = await this.readCursor(this.dataSource, '');
      const page = await this.fetchPage(position);
      if (page.epoch !== epoch && position > 0) {
        await this.rebuild();
        continue;
      }
      this.heard = { epoch: page.epoch, head: page.head };
      if (page.changes.length === 0) {
        this.known = position;
        this.levelAt = Date.now();
        return;
      }
      const moved = await inTransaction(this.dataSource, async (runner) => {
        const cursor = await this.readCursor(runner, 'FOR UPDATE');
        if (cursor.position > 0 && cursor.epoch !== page.epoch) {
          return cursor.position;
        }
        return applyChanges(runner, page, cursor.position);
      });
      if (moved === position) {
        throw new Error(`the feed goes on at ${page.changes[0]?.position}, but this projection ends at ${position}`);
      }
      this.known = moved;
    }
  }

  /**
   * A new epoch: membership's database was restored. The whole feed is read first, then everything is replaced in one
   * transaction, so that nobody ever sees a part of a tree; a replica that comes second finds the work done.
   */
  private async rebuild(): Promise<void> {
    const pages: FeedPage<UnitChange>[] = [];
    for (let after = 0; ; ) {
      const page = await this.fetchPage(after);
      if (page.epoch !== (pages[0] ?? page).epoch) {
        throw new Error('the feed began another epoch while it was read');
      }
      pages.push(page);
      const last = page.changes.at(-1);
      if (!last) {
        break;
      }
      after = last.position;
    }
    const epoch = pages[0]?.epoch ?? '';
    this.known = await inTransaction(this.dataSource, async (runner) => {
      const cursor = await this.readCursor(runner, 'FOR UPDATE');
      if (cursor.epoch === epoch) {
        return cursor.position;
      }
      await runner.query('DELETE FROM unit_projection');
      let position = 0;
      for (const page of pages) {
        position = await applyChanges(runner, page, position);
      }
      return position;
    });
  }

  private async readCursor(runner: SqlRunner, lock: '' | 'FOR UPDATE'): Promise<{ epoch: string; position: number }> {
    const [cursor] = await runner.query<{ epoch: string; position: string | number }[]>(
      `SELECT epoch, position FROM feed_cursor WHERE feed = 'membership' ${lock}`,
    );
    return { epoch: cursor?.epoch ?? '', position: Number(cursor?.position ?? 0) };
  }

  private async fetchPage(after: number): Promise<FeedPage<UnitChange>> {
    const passport: Passport = {
      kind: 'system',
      subject: this.serviceName,
      mandates: [],
      mandatesAsOf: new Date().toISOString(),
      treeVersion: 0,
      rights: ['feed:read'],
      requestId: randomUUID(),
    };
    const response = await fetch(`${this.membershipUrl}/internal/feed?after=${after}&limit=${PAGE}`, {
      headers: { [PASSPORT_HEADER]: await this.signer.sign(passport, 'membership', 30) },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MILLISECONDS),
    });
    if (!response.ok) {
      throw new Error(`membership answered ${response.status} to a read of its change feed`);
    }
    return (await response.json()) as FeedPage<UnitChange>;
  }
}

/** Applies a page's changes that follow the position and moves the cursor. @returns the new position. */
async function applyChanges(runner: QueryRunner, page: FeedPage<UnitChange>, from: number): Promise<number> {
  let position = from;
  for (const { position: next, change } of page.changes) {
    if (next === position + 1) {
      await replaceUnit(runner, change);
      position = next;
    }
  }
  await runner.query(`UPDATE feed_cursor SET epoch = ?, position = ? WHERE feed = 'membership'`, [
    page.epoch,
    position,
  ]);
  return position;
}

async function replaceUnit(runner: QueryRunner, change: UnitChange): Promise<void> {
  await runner.query('DELETE FROM unit_projection WHERE unit_id = ?', [change.unitId]);
  if (change.versions.length === 0) {
    return;
  }
  await runner.query(
    `INSERT INTO unit_projection (unit_id, valid_from, valid_until, code, path, parent_id, level, type, sector, name,
                                  status, provenance)
     VALUES ${change.versions.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    change.versions.flatMap((version) => [
      change.unitId,
      version.validFrom,
      version.validUntil,
      change.code,
      version.path,
      version.parentId,
      version.level,
      version.type,
      version.sector,
      version.name,
      version.status,
      change.provenance,
    ]),
  );
}
