import type { FeedHealth, FeedPage, UnitChange, UnitInScope } from '@thidua/contracts';
import type { PassportSigner } from '@thidua/contracts/passport';
import type { DataSource } from 'typeorm';
import type { Statement } from '../database/statements';
import { retryLater } from '../errors';
import type { SqlRunner, UnitScopeReader } from '../identity/unit-scope';
import type { Log } from '../log';
import { FeedReader } from './feed-reader';
import {
  applyNextPage,
  applyPage,
  readCursor,
  readNextCursor,
  switchProjection,
  wantRebuild,
  type FeedCursor,
} from './projected-units';

const POLL_MILLISECONDS = 1000;
/** The feed that is followed; a service's cursor has its name. */
const FEED = 'membership';

function pathStatement(unitId: string, date: string): Statement {
  return {
    sql: `SELECT path FROM unit_projection
      WHERE unit_id = ? AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'`,
    parameters: [unitId, date, date],
  };
}

/** Reads units from the projection. */
export const projectedUnits: UnitScopeReader = {
  pathStatement,
  async unitInScope(runner: SqlRunner, unitId: string, date: string): Promise<UnitInScope | null> {
    const { sql, parameters } = pathStatement(unitId, date);
    const [row] = await runner.query<{ path: string }[]>(sql, [...parameters]);
    return row ? { unitId, unitPath: row.path } : null;
  },
};

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Follows membership's change feed and keeps this service's read-only projection of the union tree. */
export class UnitProjection {
  private readonly reader: FeedReader;
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
    membershipUrl: string,
    serviceName: string,
    signer: PassportSigner,
    private readonly log: Log,
  ) {
    this.reader = new FeedReader(membershipUrl, serviceName, signer);
  }

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

  /** Builds the projection again from zero beside the one in use, which serves until the new one takes its place. */
  async rebuild(): Promise<void> {
    await wantRebuild(this.dataSource);
    this.rebuilding = true;
    this.wake();
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
      this.log.warn({ error: words(error) }, 'unit projection: cannot catch up');
    }
    if (treeVersion > this.known) {
      throw retryLater({
        vi: 'Dữ liệu cây tổ chức đang được cập nhật; hãy thử lại sau giây lát.',
        en: 'The union tree is being brought up to date here; try again in a moment.',
      });
    }
  }

  /** Reads the feed to the head that it has now; callers at the same time share one reading. */
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
        while (!this.stopping && (await this.buildNextPage())) {
          // The rows in use keep following the feed while the new ones are being built.
          await this.catchUp();
        }
      } catch (error) {
        this.log.debug({ error: words(error) }, 'unit projection: will try again');
      }
      if (!this.stopping) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          setTimeout(resolve, POLL_MILLISECONDS);
        });
      }
    }
  }

  /** Reads up to the head that the feed has now: what comes meanwhile is the next reading's, or this one might never end. */
  private async readToHead(): Promise<void> {
    for (let goal: { readonly head: number; readonly at: number } | null = null; ; ) {
      const at = Date.now();
      const { epoch, position } = await readCursor(this.dataSource);
      const page = await this.fetchPage(position);
      if (page.epoch !== epoch && position > 0) {
        await this.followNewEpoch();
        goal = null;
        continue;
      }
      goal ??= { head: page.head, at };
      if (page.changes.length > 0) {
        const moved = await applyPage(this.dataSource, page);
        if (moved === position) {
          throw new Error(`the feed goes on at ${page.changes[0]?.position}, but this projection ends at ${position}`);
        }
        this.known = moved;
      }
      if (page.changes.length === 0) {
        this.known = position;
      }
      if (page.changes.length === 0 || this.known >= goal.head) {
        this.levelAt = goal.at;
        return;
      }
    }
  }

  /** Another epoch: membership's database was restored, and the rows in use may speak of what never was. */
  private async followNewEpoch(): Promise<void> {
    await wantRebuild(this.dataSource);
    while (await this.buildNextPage()) {
      // Until the new rows have taken the place of the old ones.
    }
  }

  /**
   * Builds one page further, when a rebuild is under way; at the feed's head the new rows take the place of the old.
   * @returns whether there is more to do.
   */
  private async buildNextPage(): Promise<boolean> {
    const cursor = await readNextCursor(this.dataSource);
    this.rebuilding = cursor !== null;
    if (!cursor) {
      return false;
    }
    const page = await this.fetchPage(cursor.position);
    if (cursor.epoch !== page.epoch && cursor.position > 0) {
      // The feed has begun another epoch meanwhile: from zero again.
      await applyNextPage(this.dataSource, await this.fetchPage(0));
      return true;
    }
    const built = await applyNextPage(this.dataSource, page);
    return built.position < page.head || !(await this.switchTo(built));
  }

  private async switchTo(built: FeedCursor): Promise<boolean> {
    const position = await switchProjection(this.dataSource, built);
    if (position === null) {
      return false;
    }
    this.known = position;
    this.rebuilding = false;
    this.log.info({ ...built }, 'unit projection: built again from zero and taken into use');
    return true;
  }

  private async fetchPage(after: number): Promise<FeedPage<UnitChange>> {
    const page = await this.reader.page(after);
    this.heard = { epoch: page.epoch, head: page.head };
    return page;
  }
}
