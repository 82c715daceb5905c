import { readFileSync } from 'node:fs';
import fastifyCookie from '@fastify/cookie';
import { passportSigner, passportVerifier } from '@thidua/contracts/passport';
import type { FastifyInstance } from 'fastify';
import type { Dispatcher } from 'undici';
import type { Log } from '../log';
import { KeyWatch } from '../security/key-watch';
import { membershipReceiver } from '../security/membership-receiver';
import { reportRequests } from '../security/request-report';
import { SecurityLog } from '../security/security-log';
import { BrowserSessions } from '../session/browser-sessions';
import { sessionCookies } from '../session/cookies';
import { Seal } from '../session/seal';
import { SessionEndings } from '../session/session-endings';
import { serveSessions } from '../session/session.routes';
import { SignIn } from '../session/sign-in';
import { AccessTokens } from './access-token';
import { Authenticator } from './authenticator';
import { EndedTokens } from './ended-tokens';
import { type IdentityEnvironment, keySource } from './identity-environment';
import { InternalMembership } from './internal-membership';
import { MandateDirectory } from './mandate.directory';
import { MandateLookups } from './mandate-lookups';
import { OidcIssuer } from './oidc-issuer';
import { PassportOffice } from './passport-office';

/** What identity is made of. */
export interface IdentityParts {
  readonly environment: IdentityEnvironment & { readonly MEMBERSHIP_URL: string };
  /** The connections to membership. */
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Everything by which the gateway knows who asks. */
export interface Identity {
  readonly authenticator: Authenticator;
  readonly passportOffice: PassportOffice;
  /** Serves the sessions of browsers, and reports every request to the security log. */
  serve(fastify: FastifyInstance): Promise<void>;
  /** Reports the last security events; to be called when no requests are under way any more. */
  stop(): Promise<void>;
}

/** An issuer's key ids are often whole thumbprints; this much tells them apart in the security log. */
const LONGEST_KEY_ID = 16;

/** Builds it. The issuer need not answer yet. */
export async function createIdentity({ environment, dispatcher, log, now }: IdentityParts): Promise<Identity> {
  const { PUBLIC_URL: publicUrl, OIDC_PROVIDER: provider, OIDC_AUDIENCE: audience } = environment;
  const signer = await passportSigner(keySource(environment, 'PASSPORT_PRIVATE_KEY'), now);
  const verifier = passportVerifier(keySource(environment, 'PASSPORT_PUBLIC_KEYS'), now);
  const membership = new InternalMembership({ url: environment.MEMBERSHIP_URL, dispatcher, signer, now });
  const directory = new MandateDirectory(new MandateLookups(membership), now);
  const issuer = new OidcIssuer({
    issuer: environment.OIDC_ISSUER,
    clientId: environment.OIDC_CLIENT_ID,
    clientSecret: readFileSync(environment.OIDC_CLIENT_SECRET_FILE, 'utf8').trim(),
    log,
    now,
  });
  const tokens = new AccessTokens({ issuer, provider, audience, now });
  const seal = await Seal.fromFile(environment.SESSION_KEY_FILE, now);
  const sessions = new BrowserSessions(seal, now);
  const cookies = sessionCookies(publicUrl);
  const ended = new EndedTokens(now);
  const endings = new SessionEndings(ended, membership, log, now);
  const authenticator = new Authenticator({ tokens, sessions, ended, cookies, publicUrl });
  const securityLog = new SecurityLog(membershipReceiver(membership, log), log, now);
  const signIn = new SignIn({ issuer, tokens, seal, publicUrl, audience, now });
  const keyWatch = new KeyWatch(
    [
      { use: 'signs', keyIds: () => [signer.keyId()] },
      { use: 'trusted', keyIds: () => verifier.keyIds() },
      { use: 'tokens', keyIds: () => issuer.keyIds().map((id) => id.slice(0, LONGEST_KEY_ID)) },
    ],
    securityLog,
  );

  return {
    authenticator,
    passportOffice: new PassportOffice(signer, directory, now),
    async serve(fastify) {
      void issuer
        .readKeys()
        .catch(() => log.warn('the issuer does not answer yet; it is asked again when somebody comes with a token'))
        .finally(() => keyWatch.start());
      await fastify.register(fastifyCookie);
      reportRequests(fastify, securityLog);
      const sessionParts = {
        authenticator,
        signIn,
        sessions,
        endings,
        cookies,
        directory,
        securityLog,
        log,
        publicUrl,
      };
      serveSessions(fastify, sessionParts);
    },
    async stop() {
      keyWatch.stop();
      endings.stop();
      await securityLog.stop();
    },
  };
}
