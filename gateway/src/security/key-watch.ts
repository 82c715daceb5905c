import type { SecurityLog } from './security-log';

/** How often the keys in use are compared with those before, in milliseconds. */
const LOOK_EVERY = 1_000;
/** The longest text that a detail of an event may have. */
const LONGEST_DETAIL = 500;

/** Ids of keys of one use. */
export interface KeySet {
  /** What they are for, in one word: it stands before each id. */
  readonly use: string;
  readonly keyIds: () => readonly string[];
}

/** Reports the keys in use when the gateway starts and whenever they change, as one sorted list. */
export class KeyWatch {
  private reported = '';
  private timer: NodeJS.Timeout | null = null;

  /**
   * @param sets the keys to watch.
   * @param log is told.
   */
  constructor(
    private readonly sets: readonly KeySet[],
    private readonly log: SecurityLog,
  ) {}

  /** Looks now and from now on. */
  start(): void {
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_EVERY).unref();
  }

  /** Looks now. */
  look(): void {
    const keys = this.sets
      .flatMap(({ use, keyIds }) => keyIds().map((id) => `${use}=${id}`))
      .sort()
      .join(' ')
      .slice(0, LONGEST_DETAIL);
    if (keys === this.reported) return;
    this.reported = keys;
    this.log.report({ kind: 'KEYS_CHANGED', detail: { keys } });
  }

  /** Looks no more. */
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }
}
