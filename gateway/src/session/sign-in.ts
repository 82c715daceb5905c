import type { JWTPayload } from 'jose';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { AccessTokens } from '../identity/access-token';
import type { OidcIssuer } from '../identity/oidc-issuer';
import type { BrowserSession } from './browser-sessions';
import { LONGEST_SIGN_IN } from './cookies';
import type { Seal } from './seal';

const signInUnderWay = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
});

/** What signing in needs. */
export interface SignInParts {
  readonly issuer: OidcIssuer;
  readonly tokens: AccessTokens;
  readonly seal: Seal;
  /** What browsers open. */
  readonly publicUrl: string;
  /** For whom the access tokens are. */
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The person came back from the issuer with something that is not the answer to what this browser asked. */
export class SignInFailed extends Error {}

/** Signs a browser in at the issuer: authorization code with PKCE, state and nonce (OpenID Connect Core 3.1). */
export class SignIn {
  constructor(private readonly parts: SignInParts) {}

  /**
   * Begins.
   * @param returnTo the page to come back to in the end.
   * @returns where the issuer asks the person, and the cookie without which its answer is worth nothing.
   * @throws SIGN_IN_UNAVAILABLE
   */
  async begin(returnTo: string): Promise<{ readonly url: string; readonly cookie: string }> {
    const { issuer, seal, audience, now } = this.parts;
    const { configuration } = await issuer.connect();
    const underWay = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), returnTo };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackUrl().href,
      scope: 'openid',
      resource: audience,
      state: underWay.state,
      nonce: underWay.nonce,
      code_challenge: await calculatePKCECodeChallenge(underWay.codeVerifier),
      code_challenge_method: 'S256',
    });
    const expiresAt = Math.floor(now() / 1000) + LONGEST_SIGN_IN;
    return { url: url.href, cookie: await seal.seal('sign-in', underWay satisfies JWTPayload, expiresAt) };
  }

  /**
   * Finishes.
   * @param query the query of the request with which the browser came back.
   * @param cookie what `begin` gave it.
   * @throws SignInFailed, or SIGN_IN_UNAVAILABLE
   */
  async finish(
    query: string,
    cookie: string,
  ): Promise<{ readonly session: BrowserSession; readonly returnTo: string }> {
    const { issuer, tokens, seal } = this.parts;
    const opened = signInUnderWay.safeParse(await seal.open('sign-in', cookie));
    if (!opened.success) throw new SignInFailed('no sign-in is under way in this browser');
    const { state, nonce, codeVerifier, returnTo } = opened.data;
    const { configuration } = await issuer.connect();
    const url = this.callbackUrl();
    url.search = query;
    const answer = await authorizationCodeGrant(
      configuration,
      url,
      { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true },
      { resource: this.parts.audience },
    ).catch((cause: unknown) => {
      throw new SignInFailed('the issuer’s answer cannot be used', { cause });
    });
    const account = await tokens.accountOf(answer.access_token);
    if (account.subject !== answer.claims()?.sub) throw new SignInFailed('the two tokens name different persons');
    return { session: { account, idToken: answer.id_token ?? null }, returnTo };
  }

  /** Where the issuer ends the person's session with it and sends them back; null when it has no such page. */
  async endSessionUrl(idToken: string | null): Promise<string | null> {
    const { configuration } = await this.parts.issuer.connect();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${this.parts.publicUrl}/explorer`,
      ...(idToken === null ? {} : { id_token_hint: idToken }),
    }).href;
  }

  private callbackUrl(): URL {
    return new URL('/session/callback', this.parts.publicUrl);
  }
}
