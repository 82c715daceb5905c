import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { appoint, GraphClient, RunningSystem, signIn } from '@thidua/testkit';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { THIDUA_URL = '', THIDUA_ISSUER_URL = '' } = process.env;
const REPOSITORY = join(__dirname, '..', '..');
const REDIRECT = 'http://127.0.0.1/callback';

/** What a client asks for at the beginning of a sign-in; a test leaves out or changes some of it. */
function authorization(change: Record<string, string | undefined> = {}): string {
  const asked = {
    client_id: 'thidua-command-line',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid',
    state: 'a state',
    code_challenge: createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  };
  const parameters = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${THIDUA_ISSUER_URL}/auth?${new URLSearchParams(parameters).toString()}`;
}

const begin = (change?: Record<string, string | undefined>): Promise<Response> =>
  fetch(authorization(change), { redirect: 'manual' });

/** The sign-in page as a browser shows it. */
async function signInPage(search = ''): Promise<string> {
  const response = await begin();
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const page = await fetch(
    `${new URL(response.headers.get('location') ?? '', THIDUA_ISSUER_URL).href}?${new URLSearchParams({ search }).toString()}`,
    { headers: { cookie: cookies.join('; ') } },
  );
  expect(page.status).toBe(200);
  return page.text();
}

describe('the embedded issuer', () => {
  const system = RunningSystem.fromEnvironment();

  it('describes itself, and publishes keys that are public', async () => {
    const described = (await (await fetch(`${THIDUA_ISSUER_URL}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    expect(described).toMatchObject({
      issuer: THIDUA_ISSUER_URL,
      authorization_endpoint: `${THIDUA_ISSUER_URL}/auth`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
    const { keys } = (await (await fetch(described['jwks_uri'] ?? '')).json()) as { keys: Record<string, string>[] };
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig', kid: expect.any(String) });
      expect(key).not.toHaveProperty('d');
    }
  });

  it.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['PKCE in the clear', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a token at once', { response_type: 'token' }, 'unsupported_response_type'],
    ['another audience', { resource: 'urn:somebody:else' }, 'invalid_target'],
  ])('refuses a sign-in with %s', async (_, change, error) => {
    const location = new URL((await begin(change)).headers.get('location') ?? '');
    expect(`${location.origin}${location.pathname}`).toBe(REDIRECT);
    const answer = location.hash ? new URLSearchParams(location.hash.slice(1)) : location.searchParams;
    expect(answer.get('error')).toBe(error);
    expect(answer.get('code')).toBeNull();
  });

  it.each([
    ['a redirect that is not the client’s', { redirect_uri: 'http://evil.example/callback' }],
    ['the gateway’s redirect for another client', { redirect_uri: `${THIDUA_URL}/session/callback` }],
    ['a client that nobody knows', { client_id: 'somebody' }],
  ])('leads nowhere with %s', async (_, change) => {
    const response = await begin(change);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('Không đăng nhập được');
  });

  it('gives an access token for the graph, signed with a published key, for an hour', async () => {
    const { token } = await signIn({ issuerUrl: THIDUA_ISSUER_URL, subject: 'ag-chair' });
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createRemoteJWKSet(new URL(`${THIDUA_ISSUER_URL}/jwks`)),
      { issuer: THIDUA_ISSUER_URL, audience: 'urn:thidua:graph', typ: 'at+jwt', algorithms: ['ES256'] },
    );
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ sub: 'ag-chair', client_id: 'thidua-command-line', jti: expect.any(String) });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  it('lists the seeded people with their offices in Vietnamese, found without accents', async () => {
    const page = await signInPage();
    expect(page).toContain('value="ag-chair"');
    expect(page).toMatch(/Chủ tịch, [^<]*An Giang/);
    const found = await signInPage('truong van chiem');
    expect(found).toContain('Trương Văn Chiêm');
    expect(found).toContain('value="ag-lx-chair"');
    expect(found).not.toContain('value="ag-chair"');
  });

  it('shows a name as text, whatever it says', async () => {
    const { province } = await system.foundProvince();
    const name = `<img src=x onerror=alert("${randomBytes(4).toString('hex')}")>`;
    await appoint(system.asSeeded('tld-chair'), province.id, 'FULL_TIME_CADRE', name, '2020-01-01');
    const page = await signInPage(name);
    expect(page).toContain(name.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'));
    expect(page).not.toContain('<img');
  });

  it('signs in an account linked to nobody, who is told that and nothing else', async () => {
    const subject = `nobody-${randomBytes(4).toString('hex')}`;
    const { token } = await signIn({ issuerUrl: THIDUA_ISSUER_URL, subject });
    const { data, errors } = await new GraphClient(THIDUA_URL, token).send('{ viewer { member { id } } }');
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions).toMatchObject({ code: 'IDENTITY_NOT_LINKED', provider: 'embedded', subject });
  });

  it('does not start in production, and says why in both languages', () => {
    const { status, stderr } = spawnSync(process.execPath, ['dist/main.js'], {
      cwd: join(REPOSITORY, 'issuer'),
      env: { ...process.env, NODE_ENV: 'production' },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/không khởi động khi NODE_ENV=production[\s\S]*does not start when NODE_ENV=production/);
  });
});

describe('npm run token', () => {
  const token = (...words: string[]) =>
    spawnSync(process.execPath, ['infra/local/token.mjs', ...words], { cwd: REPOSITORY, encoding: 'utf8' });
  const viewer = async (given: string): Promise<{ id: string; code: string }> => {
    const client = new GraphClient(THIDUA_URL, given);
    const data = await client.data<{ viewer: { member: { id: string; code: string } } }>(
      '{ viewer { member { id code } } }',
    );
    return data.viewer.member;
  };

  it('prints a token alone, by code or by member id', async () => {
    const byCode = token('--as', 'ag-chair');
    expect(byCode.stderr).toBe('');
    expect(byCode.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { id, code } = await viewer(byCode.stdout.trim());
    expect(code).toBe('ag-chair');
    expect(await viewer(token(id).stdout.trim())).toEqual({ id, code });
  });

  it('names those that may have been meant when nobody is called so', () => {
    const { status, stdout, stderr } = token('--as', 'ag-chiar');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Nobody who can sign in has the code, id or account "ag-chiar".');
    expect(stderr).toMatch(/was one of these meant\?\s+ag-chair /);
  });
});
