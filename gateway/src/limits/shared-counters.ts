import { createPool, type Pool } from 'mysql2';
import { RateLimiterMySQL, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimitScope } from '../errors/limit-error';
import type { Log } from '../log';
import { memoryCounter, type RequestCounter, WINDOW_SECONDS } from './rate-limits';

/** The table that the gateways share. */
export const RATE_LIMIT_TABLE = 'gateway_rate_limits';

/** The columns are those that the limiter's statements expect. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS ${RATE_LIMIT_TABLE} (
  \`key\` VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  points INT NOT NULL DEFAULT 0,
  expire BIGINT UNSIGNED,
  INDEX gateway_rate_limits_expire (expire)
) ENGINE = InnoDB`;

/** How long a request waits for the table, in milliseconds; after that it is counted here. */
const PATIENCE = 500;
/** How long a gateway that starts waits for the table, in milliseconds. */
const PATIENCE_AT_START = 5_000;
/** How long the table is left alone once it has failed, in milliseconds. */
const REST = 5_000;
/** Most connections of one gateway. */
const CONNECTIONS = 10;

/**
 * Counters in a MariaDB table, so that all replicas count together. Counting must not stop the graph: while the table
 * does not answer in time, each gateway counts by itself.
 */
export class SharedCounters {
  private readonly pool: Pool;
  private readonly database: string;
  private created: Promise<void> | null = null;
  private restingUntil = 0;
  private working = true;

  /** @param url of the database, mysql://user:password@host:port/database */
  constructor(
    url: string,
    private readonly log: Log,
  ) {
    this.database = decodeURIComponent(new URL(url).pathname.slice(1));
    this.pool = createPool({ uri: url, connectionLimit: CONNECTIONS, connectTimeout: 1_000 });
  }

  /** The counter of a scope. */
  counterOf(scope: RateLimitScope, most: number): RequestCounter {
    const alone = memoryCounter(scope, most);
    const shared = new RateLimiterMySQL({
      storeClient: this.pool,
      storeType: 'pool',
      dbName: this.database,
      tableName: RATE_LIMIT_TABLE,
      tableCreated: true,
      keyPrefix: scope,
      points: most,
      duration: WINDOW_SECONDS,
      // Whoever has used up everything is refused from memory: a flood does not reach the table.
      inMemoryBlockOnConsumed: most,
    });
    return {
      consume: async (key) => {
        if (Date.now() < this.restingUntil) return alone.consume(key);
        try {
          const left = await inTime(
            this.tableCreated().then(() => shared.consume(key)),
            PATIENCE,
          );
          this.answered();
          return left;
        } catch (failure) {
          if (failure instanceof RateLimiterRes) throw failure;
          this.failed(failure);
          return alone.consume(key);
        }
      },
    };
  }

  /** Makes the table unless it is there; a database that does not answer now is tried again later. */
  async open(): Promise<void> {
    try {
      await inTime(this.tableCreated(), PATIENCE_AT_START);
    } catch (failure) {
      this.failed(failure);
    }
  }

  /** Ends the connections. */
  close(): Promise<void> {
    return new Promise((resolve) => this.pool.end(() => resolve()));
  }

  private tableCreated(): Promise<void> {
    this.created ??= new Promise<void>((resolve, reject) => {
      this.pool.query(CREATE_TABLE, (failure) => (failure ? reject(failure) : resolve()));
    });
    return this.created;
  }

  private answered(): void {
    if (!this.working) this.log.info('the shared rate limits are counted again');
    this.working = true;
  }

  private failed(failure: unknown): void {
    // The database may come back without the table.
    this.created = null;
    this.restingUntil = Date.now() + REST;
    if (this.working)
      this.log.warn({ err: failure }, 'the shared rate limits do not answer; this gateway counts alone');
    this.working = false;
  }
}

async function inTime<Result>(work: Promise<Result>, patience: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
