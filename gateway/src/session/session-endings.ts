import { CLOCK_TOLERANCE_SECONDS } from '../identity/access-token';
import type { Account } from '../identity/caller';
import type { EndedTokens } from '../identity/ended-tokens';
import type { InternalMembership } from '../identity/internal-membership';
import type { Log } from '../log';

/** Pause between two attempts to tell membership, in milliseconds. */
const TRY_AGAIN_AFTER = 2_000;

/** Until when it must be known that a token was ended, seconds since 1970: until nobody accepts it anyway. */
function rememberedUntil({ expiresAt }: Account): number {
  return expiresAt + CLOCK_TOLERANCE_SECONDS;
}

/**
 * Ends tokens before their time: here at once, and at the other gateways through membership, which every command asks.
 * While membership is away no gateway carries out a command; it is told as soon as it is back.
 */
export class SessionEndings {
  private readonly untold = new Set<Account>();
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly ended: EndedTokens,
    private readonly membership: InternalMembership,
    private readonly log: Log,
    private readonly now: () => number,
  ) {}

  /** Ends the token of an account. */
  async end(account: Account): Promise<void> {
    this.ended.end(account.tokenId, rememberedUntil(account));
    this.untold.add(account);
    await this.tell(account);
  }

  /** Tries no more; what membership does not know then, no gateway knows after this one is gone. */
  stop(): void {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.untold.size > 0) this.log.error({ untold: this.untold.size }, 'membership was not told of sign-outs');
  }

  private async tell(account: Account): Promise<void> {
    const { provider, subject, tokenId } = account;
    const answer = await this.membership.ask('sessions:end', 'POST', '/internal/ended-sessions', {
      provider,
      subject,
      tokenId,
      expiresAt: new Date(rememberedUntil(account) * 1000).toISOString(),
    });
    const status = answer?.status ?? null;
    if (status === 204) this.untold.delete(account);
    else {
      this.log.warn({ status }, 'membership was not told of a sign-out; it is tried again');
      this.schedule();
    }
  }

  private schedule(): void {
    if (this.timer !== null || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      for (const account of this.untold) {
        if (rememberedUntil(account) * 1000 <= this.now()) this.untold.delete(account);
        else void this.tell(account);
      }
    }, TRY_AGAIN_AFTER).unref();
  }
}
