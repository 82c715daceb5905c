import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSPORT_HEADER } from '@thidua/contracts/passport';
import { signIn } from '@thidua/testkit';
import { decodeJwt, exportJWK, generateKeyPair } from 'jose';
import { readEnvironment } from './environment';
import { startIssuer, type RunningIssuer } from './issuer';
import { createLog } from './log';

const VERIFIER = 'a-verifier-that-is-long-enough-for-pkce-43-characters';
const SECRET = 'a secret of the gateway';
const CALLBACK = 'http://localhost:4000/session/callback';

/** A browser's cookies by name. */
type Cookies = Map<string, string>;

describe('the issuer over a membership that stands in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-issuer-'));
  const asked: { url: string; passport: unknown }[] = [];
  let away = false;
  let membership: Server;
  let issuer: RunningIssuer;

  beforeAll(async () => {
    membership = createServer(({ url = '', headers }, response) => {
      asked.push({ url, passport: decodeJwt(String(headers[PASSPORT_HEADER])) });
      const person = { subject: 'ag-chair', memberId: 'an id', fullName: 'Nguyễn Thiện Phú', offices: [] };
      response.writeHead(away ? 500 : 200).end(JSON.stringify({ people: [person], total: 1 }));
    });
    await new Promise<void>((resolve) => membership.listen(0, '127.0.0.1', resolve));
    const file = (name: string, content: string): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const jwk = async (algorithm: string, kid: string): Promise<object> => {
      const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
      return { ...(await exportJWK(privateKey)), kid, alg: algorithm, use: 'sig' };
    };
    issuer = await startIssuer(
      readEnvironment({
        NODE_ENV: 'test',
        PORT: '0',
        ISSUER_URL: 'http://localhost:4006',
        ISSUER_KEYS_FILE: file('keys.json', JSON.stringify({ keys: [await jwk('ES256', 'test')] })),
        OIDC_CLIENT_SECRET_FILE: file('secret', `${SECRET}\n`),
        PUBLIC_URL: 'http://localhost:4000',
        MEMBERSHIP_URL: `http://127.0.0.1:${(membership.address() as AddressInfo).port}`,
        PASSPORT_PRIVATE_KEY_FILE: file('passport.json', JSON.stringify(await jwk('EdDSA', 'issuer:00000000'))),
      }),
      createLog('silent'),
    );
  });
  beforeEach(() => {
    away = false;
    asked.length = 0;
  });
  afterAll(async () => {
    await issuer.stop();
    membership.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(cookies: Cookies, path: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(new URL(path, issuer.address), {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/);
      cookies.set(name, value);
    }
    return response;
  }
  const locationOf = (response: Response): string => response.headers.get('location') ?? '';

  /** Begins a sign-in of the gateway's. @returns the path of the sign-in page. */
  async function beginSignIn(cookies: Cookies): Promise<string> {
    const parameters = new URLSearchParams({
      client_id: 'thidua-gateway',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile',
      state: 'a state',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return locationOf(await open(cookies, `/auth?${parameters.toString()}`));
  }

  /** Signs in for the gateway as a browser does. @returns the tokens that the gateway gets. */
  async function signInForGateway(cookies: Cookies): Promise<{ id_token: string; access_token: string }> {
    const resumed = await open(cookies, await beginSignIn(cookies), { subject: 'ag-chair' });
    const callback = new URL(locationOf(await open(cookies, locationOf(resumed))));
    expect(`${callback.origin}${callback.pathname}`).toBe(CALLBACK);
    const response = await fetch(new URL('/token', issuer.address), {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`thidua-gateway:${encodeURIComponent(SECRET)}`).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: CALLBACK,
        code_verifier: VERIFIER,
      }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { id_token: string; access_token: string };
  }

  it('asks membership for the people with a passport of its own that may list people and nothing else', async () => {
    const cookies: Cookies = new Map();
    const page = await open(cookies, `${await beginSignIn(cookies)}?search=Ph%C3%BA`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Nguyễn Thiện Phú');
    expect(asked).toEqual([
      {
        url: '/internal/people?search=Ph%C3%BA&first=50&provider=embedded',
        passport: expect.objectContaining({
          kind: 'system',
          iss: 'issuer',
          aud: 'membership',
          rights: ['people:list'],
        }),
      },
    ]);
  });

  it('shows its page under a policy that lets in nothing foreign', async () => {
    const cookies: Cookies = new Map();
    const page = await open(cookies, await beginSignIn(cookies));
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'");
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).not.toMatch(/<script|style=|onclick/);
  });

  it('says with 503 that membership does not answer, and goes on when it does', async () => {
    const cookies: Cookies = new Map();
    const path = await beginSignIn(cookies);
    away = true;
    const page = await open(cookies, path);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('Thử lại');
    away = false;
    expect((await open(cookies, path)).status).toBe(200);
  });

  it('names the person to the gateway in the ID token, and tells the graph only who it is', async () => {
    const { id_token: idToken, access_token: accessToken } = await signInForGateway(new Map());
    expect(decodeJwt(idToken)).toMatchObject({ sub: 'ag-chair', name: 'Nguyễn Thiện Phú', aud: 'thidua-gateway' });
    expect(Object.keys(decodeJwt(accessToken)).sort()).toEqual(['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'sub']);
  });

  it('signs people in while membership is away, without their name', async () => {
    away = true;
    const claims = decodeJwt((await signInForGateway(new Map())).id_token);
    expect(claims.sub).toBe('ag-chair');
    expect(claims['name']).toBeUndefined();
  });

  it('keeps its session in cookies that scripts cannot read and other sites do not send', async () => {
    const cookies: Cookies = new Map();
    const resumed = await open(cookies, await beginSignIn(cookies), { subject: 'ag-chair' });
    const session = (await open(cookies, locationOf(resumed))).headers
      .getSetCookie()
      .filter((cookie) => cookie.startsWith('thidua_issuer='));
    expect(session).toHaveLength(1);
    expect(session[0]?.toLowerCase()).toMatch(/httponly/);
    expect(session[0]?.toLowerCase()).toMatch(/samesite=lax/);
  });

  it('remembers who signed in, until they sign out', async () => {
    const cookies: Cookies = new Map();
    const { id_token: idToken } = await signInForGateway(cookies);
    expect(await beginSignIn(cookies)).toMatch(/^http:\/\/localhost:4000\/session\/callback\?code=/);
    const leaving = new URLSearchParams({
      id_token_hint: idToken,
      post_logout_redirect_uri: 'http://localhost:4000/explorer',
    });
    const page = await (await open(cookies, `/session/end?${leaving.toString()}`)).text();
    // The script answers in the person's place: the gateway has proved whom it asks for.
    expect(page).toContain('<script src="/static/sign-out.js" defer></script>');
    expect((await open(cookies, '/static/sign-out.js')).status).toBe(200);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const left = await open(cookies, '/session/end/confirm', { xsrf, logout: 'yes' });
    expect(locationOf(left)).toBe('http://localhost:4000/explorer');
    expect(await beginSignIn(cookies)).toMatch(/^\/interaction\//);
  });

  it('asks before a mere link signs anybody out', async () => {
    const cookies: Cookies = new Map();
    await signInForGateway(cookies);
    const page = await (await open(cookies, '/session/end?client_id=thidua-gateway')).text();
    expect(page).toContain('Kết thúc phiên đăng nhập');
    expect(page).not.toContain('<script');
  });

  it('leads back to the client when the person cancels', async () => {
    const cookies: Cookies = new Map();
    const resumed = await open(cookies, await beginSignIn(cookies), { cancel: 'yes' });
    const callback = new URL(locationOf(await open(cookies, locationOf(resumed))));
    expect(callback.searchParams.get('error')).toBe('access_denied');
  });

  it('takes no choice that is no account, and none of a sign-in that nobody began', async () => {
    const cookies: Cookies = new Map();
    const path = await beginSignIn(cookies);
    for (const subject of ['  ', 'tài-khoản', 'a'.repeat(256)]) {
      expect((await open(cookies, path, { subject })).status).toBe(400);
    }
    const stranger = await open(new Map(), path, { subject: 'ag-chair' });
    expect(stranger.status).toBe(400);
    expect(await stranger.text()).toContain('đã hết hạn');
  });

  it('answers to no other name, so that a page elsewhere cannot reach it by pointing its name here', async () => {
    const { port } = new URL(issuer.address);
    const status = await new Promise((resolve, reject) => {
      request(
        {
          host: '127.0.0.1',
          port,
          path: '/.well-known/openid-configuration',
          headers: { host: `evil.example:${port}` },
        },
        (response) => resolve(response.resume().statusCode),
      )
        .once('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('lets a command line sign in with the same flow', async () => {
    const { token, expiresAt } = await signIn({ issuerUrl: issuer.address, subject: 'ag-chair' });
    expect(decodeJwt(token)).toMatchObject({ aud: 'urn:thidua:graph', client_id: 'thidua-command-line' });
    expect(Math.abs(expiresAt - (decodeJwt(token).exp ?? 0) * 1000)).toBeLessThan(2000);
  });
});
