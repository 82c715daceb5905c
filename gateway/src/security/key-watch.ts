import type { SecurityLog } from './security-log';

/** How often the keys in use are compared with those before, in milliseconds. */
const LOOK_EVERY = 1_000;
/** The longest text that a detail of an event may have. */
const LONGEST_DETAIL = 500;

/** Where keys come from: whose they are, and the ids in use at the moment. */
export interface KeySet {
  /** For example `passport signer`. */
  readonly of: string;
  readonly keyIds: () => readonly string[];
}

/** Reports the keys in use when the gateway starts and whenever they change. */
export class KeyWatch {
  private readonly seen = new Map<string, string>();
  private readonly timer: NodeJS.Timeout;

  /**
   * @param sets the sets of keys to watch.
   * @param log is told.
   */
  constructor(
    private readonly sets: readonly KeySet[],
    private readonly log: SecurityLog,
  ) {
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_EVERY).unref();
  }

  /** Looks now. */
  look(): void {
    for (const { of, keyIds } of this.sets) {
      const keys = [...keyIds()].sort().join(' ');
      // An issuer that has not answered yet has no keys: that is no change.
      if (keys === '' || this.seen.get(of) === keys) continue;
      this.seen.set(of, keys);
      this.log.report({ kind: 'KEYS_CHANGED', detail: { of, keys: keys.slice(0, LONGEST_DETAIL) } });
    }
  }

  /** Looks no more. */
  stop(): void {
    clearInterval(this.timer);
  }
}
