import { createHash, randomBytes } from 'node:crypto';

/** Who signs in, and where. */
export interface SignInRequest {
  /** The issuer's URL, for example http://localhost:4006 */
  readonly issuerUrl: string;
  /** The account at the issuer; for seeded people the member's code, for example `ag-chair`. */
  readonly subject: string;
}

/** A token with its end. */
export interface SignedIn {
  /** The access token for the graph. */
  readonly token: string;
  /** When it ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The issuer did not do what a sign-in needs; the message says what it answered. */
export class SignInFailed extends Error {}

const CLIENT = 'thidua-command-line';
/** Nobody listens there: the code is read from the redirect. */
const REDIRECT = 'http://127.0.0.1/callback';
const MOST_REDIRECTS = 10;

interface Endpoints {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

const discovered = new Map<string, Promise<Endpoints>>();

/**
 * Signs in at the embedded issuer as a browser would: authorization code with PKCE over HTTP, with one difference: the
 * person is named at once, so the sign-in page need not be read.
 * @throws SignInFailed
 */
export async function signIn({ issuerUrl, subject }: SignInRequest): Promise<SignedIn> {
  const endpoints = await discover(issuerUrl);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const authorization = new URL(endpoints.authorization_endpoint);
  authorization.search = new URLSearchParams({
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const callback = await new Browser(subject).follow(authorization);
  if (callback.get('state') !== state || callback.get('iss') !== endpoints.issuer) {
    throw new SignInFailed('the answer belongs to another sign-in');
  }
  const code = callback.get('code');
  if (code === null) {
    throw new SignInFailed(`${callback.get('error')}: ${callback.get('error_description')}`);
  }
  const response = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT,
      redirect_uri: REDIRECT,
      code,
      code_verifier: verifier,
    }),
  });
  if (!response.ok) {
    throw new SignInFailed(`the issuer gave no token (${response.status}): ${await response.text()}`);
  }
  const { access_token: token, expires_in: lifetime } = (await response.json()) as {
    access_token: string;
    expires_in: number;
  };
  return { token, expiresAt: Date.now() + lifetime * 1000 };
}

/** What the issuer says of itself, asked once; a failure is asked again. */
function discover(issuerUrl: string): Promise<Endpoints> {
  let known = discovered.get(issuerUrl);
  if (!known) {
    known = fetch(`${issuerUrl}/.well-known/openid-configuration`).then((response) => {
      if (!response.ok) {
        throw new SignInFailed(`${issuerUrl} is no OpenID Connect issuer (${response.status})`);
      }
      return response.json() as Promise<Endpoints>;
    });
    discovered.set(issuerUrl, known);
    known.catch(() => discovered.delete(issuerUrl));
  }
  return known;
}

/** As much of a browser as a sign-in needs: it keeps cookies, follows redirects and says who signs in. */
class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly subject: string) {}

  /** Goes where the issuer leads until it leads back to the client. @returns the parameters that came along. */
  async follow(start: URL): Promise<URLSearchParams> {
    let location = start;
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const response = await this.open(location);
      const next = response.headers.get('location');
      if (next === null) {
        throw new SignInFailed(`the issuer answered ${response.status} at ${location.pathname}`);
      }
      location = new URL(next, location);
      if (location.href.startsWith(REDIRECT)) {
        return location.searchParams;
      }
    }
    throw new SignInFailed('the issuer leads in circles');
  }

  private async open(location: URL): Promise<Response> {
    const asksWho = location.pathname.startsWith('/interaction/');
    const response = await fetch(location, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(asksWho ? { method: 'POST', body: new URLSearchParams({ subject: this.subject }) } : {}),
    });
    await response.arrayBuffer();
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const separator = pair.indexOf('=');
      this.cookies.set(pair.slice(0, separator), pair.slice(separator + 1));
    }
    return response;
  }
}
