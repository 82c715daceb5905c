import { derivedId } from '@thidua/contracts/ids';
import type { Message } from '@thidua/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { TokenRefused } from '../identity/access-token';
import type { Authenticator } from '../identity/authenticator';
import type { Account } from '../identity/caller';
import type { MandateDirectory } from '../identity/mandate.directory';
import type { Log } from '../log';
import type { SecurityLog } from '../security/security-log';
import type { BrowserSessions } from './browser-sessions';
import type { SessionCookies } from './cookies';
import { returnUrl } from './return-path';
import type { SessionEndings } from './session-endings';
import { type SignIn, SignInFailed } from './sign-in';
import { SIGN_IN_FAILED, signInFailedPage } from './sign-in.page';

/** What the pages of the session are served with. */
export interface SessionRouteParts {
  readonly authenticator: Authenticator;
  readonly signIn: SignIn;
  readonly sessions: BrowserSessions;
  readonly endings: SessionEndings;
  readonly cookies: SessionCookies;
  readonly directory: MandateDirectory;
  readonly securityLog: SecurityLog;
  readonly log: Log;
  /** What browsers open. */
  readonly publicUrl: string;
}

/** Our pages of a sign-in are words and a link. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/** Serves signing in, signing out and who is signed in: all that a browser needs without ever seeing a token. */
export function serveSessions(fastify: FastifyInstance, parts: SessionRouteParts): void {
  const { authenticator, signIn, sessions, endings, cookies, publicUrl } = parts;

  void fastify.register(async (routes) => {
    routes.addHook('onSend', (_request, reply, _payload, done) => {
      void reply.header('cache-control', 'no-store');
      done();
    });

    routes.get<{ Querystring: { returnTo?: unknown } }>('/session/sign-in', async (request, reply) => {
      const returnTo = returnUrl(request.query.returnTo, publicUrl);
      const here = addressToBegin(request, returnTo, publicUrl);
      if (here !== null) return reply.redirect(here, 303);
      try {
        const { url, cookie } = await signIn.begin(returnTo);
        return await reply.setCookie(cookies.signIn.name, cookie, cookies.signIn.options).redirect(url, 303);
      } catch (failure) {
        return failedPage(reply, failure, returnTo);
      }
    });

    routes.get('/session/callback', async (request, reply) => {
      void reply.clearCookie(cookies.signIn.name, cookies.signIn.options);
      try {
        const query = request.url.split('?', 2)[1] ?? '';
        const { session, returnTo } = await signIn.finish(query, request.cookies[cookies.signIn.name] ?? '');
        const maxAge = session.account.expiresAt - Math.floor(Date.now() / 1000);
        const cookie = await sessions.cookieOf(session);
        return await reply
          .setCookie(cookies.session.name, cookie, { ...cookies.session.options, maxAge })
          .redirect(returnTo, 303);
      } catch (failure) {
        if (failure instanceof TokenRefused) request.exchange.tokenRefused = failure.reason;
        parts.log.warn({ traceId: request.exchange.trace.traceId, why: wordsOf(failure) }, 'a sign-in failed');
        return failedPage(reply, failure, returnUrl(undefined, publicUrl));
      }
    });

    routes.post('/session/sign-out', async (request, reply) => {
      const account = await authenticator.accountOf(request, reply);
      if (account === null) return { endSessionUrl: null };
      // With a token of a script's own there is no session of a browser to end, neither here nor at the issuer.
      const session = request.headers.authorization === undefined ? await authenticator.sessionOf(request) : null;
      if (session !== null) authenticator.forgetSession(reply);
      await endings.end(account);
      await reportSignOut(parts, account, request);
      return { endSessionUrl: session && (await signIn.endSessionUrl(session.idToken).catch(() => null)) };
    });

    routes.get('/session', async (request, reply) => {
      const session = await authenticator.sessionOf(request);
      if (session === null) {
        authenticator.forgetSession(reply);
        return { signedIn: false, subject: null, expiresAt: null };
      }
      const { subject, expiresAt } = session.account;
      return { signedIn: true, subject, expiresAt: new Date(expiresAt * 1000).toISOString() };
    });
  });
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/;

/** One's own machine has several names, and cookies belong to one: the sign-in begins under the one it comes back to. */
function addressToBegin({ headers }: FastifyRequest, returnTo: string, publicUrl: string): string | null {
  const { host } = new URL(publicUrl);
  const asked = headers.host ?? host;
  if (asked === host || !LOOPBACK.test(asked) || !LOOPBACK.test(host)) return null;
  const { pathname, search } = new URL(returnTo);
  return `${publicUrl}/session/sign-in?returnTo=${encodeURIComponent(pathname + search)}`;
}

async function reportSignOut(parts: SessionRouteParts, account: Account, { exchange }: FastifyRequest): Promise<void> {
  const { provider, subject, tokenId } = account;
  const held = await parts.directory.forQuery(account).catch(() => null);
  parts.securityLog.report({
    kind: 'SIGNED_OUT',
    id: derivedId('signed-out', provider, tokenId),
    provider,
    subject,
    memberId: held?.memberId ?? null,
    address: exchange.address,
  });
}

/** Why something failed, in words alone: the errors of the client hold what the issuer sent, codes and tokens among it. */
function wordsOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown';
  return failure.cause instanceof Error ? `${failure.message}: ${failure.cause.message}` : failure.message;
}

/** A page for a person, because it is their browser's own address that leads here. */
function failedPage(reply: FastifyReply, failure: unknown, returnTo: string): FastifyReply {
  const expected =
    failure instanceof GraphQLError || failure instanceof SignInFailed || failure instanceof TokenRefused;
  if (!expected) throw failure;
  const unavailable = failure instanceof GraphQLError;
  const why = unavailable ? (failure.extensions['message'] as Message) : SIGN_IN_FAILED;
  return reply
    .code(unavailable ? 503 : 400)
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .type('text/html; charset=utf-8')
    .send(signInFailedPage(why, returnTo));
}
