import { z } from 'zod';
import { BoundedMap } from '../identity/bounded-map';
import type { Account } from '../identity/caller';
import type { Seal } from './seal';

/** How many opened sessions are remembered. */
const MOST_SESSIONS_REMEMBERED = 10_000;
/** The longest text of a cookie that every browser keeps, its name and attributes set aside. */
const LONGEST_COOKIE = 3_800;

/** A browser's session: the account, and what the issuer wants to see again at sign-out. */
export interface BrowserSession {
  readonly account: Account;
  /** The ID token; null when it was too long to be kept. */
  readonly idToken: string | null;
}

const sealedSession = z.object({
  provider: z.string(),
  sub: z.string(),
  jti: z.string(),
  exp: z.number(),
  idToken: z.string().nullable(),
});

/**
 * The sessions of browsers. A session is its own cookie, sealed: nothing is stored here, and any replica can open it.
 * The access token is not in it: the gateway has checked it, and needs no more than what it proved.
 */
export class BrowserSessions {
  private readonly opened = new BoundedMap<string, BrowserSession>(MOST_SESSIONS_REMEMBERED);

  constructor(
    private readonly seal: Seal,
    private readonly now: () => number,
  ) {}

  /** The cookie of a session. */
  async cookieOf({ account, idToken }: BrowserSession): Promise<string> {
    const { provider, subject, tokenId, expiresAt } = account;
    const sealed = (kept: string | null) =>
      this.seal.seal('session', { provider, sub: subject, jti: tokenId, idToken: kept }, expiresAt);
    const cookie = await sealed(idToken);
    return cookie.length <= LONGEST_COOKIE ? cookie : sealed(null);
  }

  /** The session that a cookie holds; null when it holds none, or one that is over. */
  async sessionOf(cookie: string): Promise<BrowserSession | null> {
    const session = this.opened.get(cookie) ?? (await this.unseal(cookie));
    return session !== null && session.account.expiresAt > this.now() / 1000 ? session : null;
  }

  private async unseal(cookie: string): Promise<BrowserSession | null> {
    const content = sealedSession.safeParse(await this.seal.open('session', cookie));
    if (!content.success) return null;
    const { provider, sub, jti, exp, idToken } = content.data;
    const session = { account: { provider, subject: sub, tokenId: jti, expiresAt: exp }, idToken };
    this.opened.set(cookie, session);
    return session;
  }
}
