import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type RateLimitScope, rateLimited } from '../errors/limit-error';
import { addressKey } from './address-key';

/** Seconds in which requests are counted together. */
export const WINDOW_SECONDS = 60;

/** Counts requests by key. */
export interface RequestCounter {
  /** @throws RateLimiterRes when the key has no requests left. */
  consume(key: string): Promise<RateLimiterRes>;
}

/** Makes the counter of a scope. */
export type CounterFactory = (scope: RateLimitScope, most: number) => RequestCounter;

/** Requests a minute that are answered. */
export interface RatesPerMinute {
  readonly ADDRESS: number;
  readonly PERSON: number;
  /** Public verifications of certificates, by address. */
  readonly VERIFICATION: number;
}

/** A counter that only this process knows. */
export function memoryCounter(scope: RateLimitScope, most: number): RequestCounter {
  return new RateLimiterMemory({ keyPrefix: scope, points: most, duration: WINDOW_SECONDS });
}

/** Counts requests by address and by person, and refuses those beyond the limit. */
export class RateLimits {
  private readonly counters: Readonly<Record<RateLimitScope, RequestCounter>>;

  constructor(
    private readonly rates: RatesPerMinute,
    counterOf: CounterFactory = memoryCounter,
  ) {
    this.counters = {
      ADDRESS: counterOf('ADDRESS', rates.ADDRESS),
      PERSON: counterOf('PERSON', rates.PERSON),
      VERIFICATION: counterOf('VERIFICATION', rates.VERIFICATION),
    };
  }

  /** @throws RATE_LIMITED */
  countAddress(address: string): Promise<void> {
    return this.count('ADDRESS', addressKey(address));
  }

  /**
   * @param person what tells persons apart, such as the member's id; the shared table keeps only its hash.
   * @throws RATE_LIMITED
   */
  countPerson(person: string): Promise<void> {
    return this.count('PERSON', createHash('sha256').update(person).digest('base64url'));
  }

  /** @throws RATE_LIMITED */
  countVerification(address: string): Promise<void> {
    return this.count('VERIFICATION', addressKey(address));
  }

  private async count(scope: RateLimitScope, key: string): Promise<void> {
    try {
      await this.counters[scope].consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const most = this.rates[scope];
      // A key that is known to be used up is refused without counting on.
      const counted = Math.max(refusal.consumedPoints, most + 1);
      throw rateLimited(scope, most, counted, Math.max(Math.ceil(refusal.msBeforeNext / 1000), 1));
    }
  }
}
