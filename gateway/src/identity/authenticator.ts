import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BrowserSession, BrowserSessions } from '../session/browser-sessions';
import type { SessionCookies } from '../session/cookies';
import { isFromOwnPage } from '../session/same-origin';
import { type AccessTokens, TokenRefused } from './access-token';
import type { Account, Caller } from './caller';
import type { EndedTokens } from './ended-tokens';
import { foreignPage, signedOut, signInAgain } from './identity-error';

/** Header by which a caller says under which mandate they act. */
const ACT_AS_HEADER = 'x-act-as';
/** A JWT after the scheme. */
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
/** Why a token is refused that was ended by a sign-out. */
const SIGNED_OUT = 'signed out';

/** What requests are authenticated by. */
export interface AuthenticatorParts {
  readonly tokens: AccessTokens;
  readonly sessions: BrowserSessions;
  readonly ended: EndedTokens;
  readonly cookies: SessionCookies;
  /** What browsers open. */
  readonly publicUrl: string;
}

/** Says whose a request is: by the token in its Authorization header, or else by the browser's session cookie. */
export class Authenticator {
  constructor(private readonly parts: AuthenticatorParts) {}

  /**
   * Who asks. A session that is over is taken from the browser, so that its next request is anonymous.
   * @throws UNAUTHENTICATED when the request names somebody and proves nothing, CROSS_SITE_REQUEST when another page
   * sent it, SIGN_IN_UNAVAILABLE when the token cannot be checked.
   */
  async callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const actAs = request.headers[ACT_AS_HEADER];
    return {
      account: await this.accountOf(request, reply),
      actAs: typeof actAs === 'string' && actAs !== '' ? actAs.toLowerCase() : null,
    };
  }

  /** The account that a request proves; null for an anonymous one. @throws as `callerOf`. */
  async accountOf(request: FastifyRequest, reply: FastifyReply): Promise<Account | null> {
    const { authorization } = request.headers;
    const cookie = this.cookieOf(request);
    try {
      if (authorization !== undefined) return this.inForce(await this.bearerOf(authorization));
      if (cookie === undefined) return null;
      if (!isFromOwnPage(request.headers, this.parts.publicUrl)) throw foreignPage();
      const session = await this.parts.sessions.sessionOf(cookie);
      if (session === null) throw new TokenRefused('session');
      return this.inForce(session.account);
    } catch (failure) {
      if (!(failure instanceof TokenRefused)) throw failure;
      request.exchange.tokenRefused = failure.reason;
      if (authorization === undefined) this.forgetSession(reply);
      throw failure.reason === SIGNED_OUT ? signedOut() : signInAgain();
    }
  }

  /** The session of the browser that sent the request; null when it has none, or one that is over. */
  async sessionOf(request: FastifyRequest): Promise<BrowserSession | null> {
    const cookie = this.cookieOf(request);
    const session = cookie === undefined ? null : await this.parts.sessions.sessionOf(cookie);
    return session !== null && this.parts.ended.has(session.account.tokenId) ? null : session;
  }

  /** Takes the session from the browser. */
  forgetSession(reply: FastifyReply): void {
    const { name, options } = this.parts.cookies.session;
    void reply.clearCookie(name, options);
  }

  private cookieOf(request: FastifyRequest): string | undefined {
    return request.cookies[this.parts.cookies.session.name] || undefined;
  }

  private async bearerOf(authorization: string): Promise<Account> {
    const token = BEARER.exec(authorization.trim())?.[1];
    if (token === undefined) throw new TokenRefused('malformed');
    return this.parts.tokens.accountOf(token);
  }

  private inForce(account: Account): Account {
    if (this.parts.ended.has(account.tokenId)) throw new TokenRefused(SIGNED_OUT);
    return account;
  }
}
