import { FixtureBrowser } from '../fixture/browser.fixture';
import { issuerKey } from '../fixture/issuer.fixture';
import { AN, BINH, PUBLIC_URL, startTestSystem, subjectOf, type TestSystem } from '../fixture/system.fixture';
import { until } from '../fixture/subgraph.fixture';

describe('a browser', () => {
  let system: TestSystem;
  let browser: FixtureBrowser;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => {
    system.reset();
    browser = new FixtureBrowser(system.gateway.address);
  });

  /** To the issuer, as whom the test says, and the address with which the browser comes back. */
  async function throughIssuer(returnTo = '/explorer', subject = subjectOf(AN)): Promise<string> {
    system.issuer.person = subject;
    const begun = await browser.open(`/session/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    const asked = begun.headers.get('location') ?? '';
    expect(asked).toMatch(new RegExp(`^${system.issuer.url}/authorize\\?`));
    const back = new URL((await fetch(asked, { redirect: 'manual' })).headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(`${PUBLIC_URL}/session/callback`);
    return back.pathname + back.search;
  }

  async function signIn(returnTo?: string, subject?: string): Promise<Response> {
    return browser.open(await throughIssuer(returnTo, subject));
  }

  const session = async () => (await browser.fetch('/session')).json() as Promise<Record<string, unknown>>;
  const SIGNED_OUT = { signedIn: false, subject: null, expiresAt: null };

  it('signs in and has a session that acts as its person, until the token ends', async () => {
    const done = await signIn('/tasks?unit=1');
    expect([done.status, done.headers.get('location')]).toEqual([303, `${PUBLIC_URL}/tasks?unit=1`]);
    expect((await browser.ask('{ whoAmI }')).body).toEqual({ data: { whoAmI: `person ${AN}` } });
    const who = await session();
    expect(who).toMatchObject({ signedIn: true, subject: subjectOf(AN) });
    const left = Date.parse(String(who['expiresAt'])) - Date.now();
    expect(left).toBeGreaterThan(3_500_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
    const line = browser.setCookies.find((each) => each.startsWith('thidua-session=')) ?? '';
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Strict/);
    expect(line).toMatch(/; Path=\//);
    expect(Number(/Max-Age=(\d+)/.exec(line)?.[1])).toBeGreaterThan(3_500);
    expect(browser.cookies.has('thidua-sign-in')).toBe(false);
  });

  it('is asked by nobody else’s page: neither a foreign one nor another port of the same host', async () => {
    await signIn();
    for (const page of ['cross-site', 'same-site', 'none']) {
      const foreign = browser.at(system.gateway.address, page);
      const { status, body } = await foreign.ask('mutation { sign(id: "1") }');
      expect([status, body.errors?.[0]?.extensions['code']]).toEqual([403, 'CROSS_SITE_REQUEST']);
      expect((await foreign.fetch('/session/sign-out', { method: 'POST' })).status).toBe(403);
    }
    expect(system.done).toEqual({});
    expect((await browser.ask('{ whoAmI }')).body).toEqual({ data: { whoAmI: `person ${AN}` } });
  });

  it('that does not say where it is must name our origin', async () => {
    await signIn();
    const cookie = `thidua-session=${browser.cookies.get('thidua-session')}`;
    const ask = (headers: Record<string, string>) => system.ask('{ whoAmI }', { headers: { cookie, ...headers } });
    expect((await ask({ origin: PUBLIC_URL })).data).toEqual({ whoAmI: `person ${AN}` });
    const foreign: Record<string, string>[] = [{}, { origin: 'null' }, { origin: 'http://localhost:4006' }];
    for (const headers of foreign) {
      expect((await ask(headers)).errors[0]?.extensions['code']).toBe('CROSS_SITE_REQUEST');
    }
  });

  it('that sends a token as well acts by the token', async () => {
    await signIn();
    const authorization = `Bearer ${await system.token(BINH)}`;
    expect((await browser.ask('{ whoAmI }', { authorization })).body).toEqual({ data: { whoAmI: `person ${BINH}` } });
    const bad = await browser.ask('{ whoAmI }', { authorization: 'Bearer nonsense' });
    expect(bad.status).toBe(401);
    expect((await session())['signedIn']).toBe(true);
  });

  it('on one’s own machine begins under the name to which it comes back', async () => {
    const variables = { PUBLIC_URL: 'http://localhost:4000' };
    const local = await startTestSystem(undefined, undefined, { variables });
    const there = await new FixtureBrowser(local.gateway.address).open('/session/sign-in?returnTo=/tasks?a=1');
    expect(there.headers.get('location')).toBe('http://localhost:4000/session/sign-in?returnTo=%2Ftasks%3Fa%3D1');
    await local.stop();
  });

  it('goes to no other host after signing in', async () => {
    expect((await signIn('//elsewhere.example/')).headers.get('location')).toBe(`${PUBLIC_URL}/explorer`);
  });

  describe('that comes back from the issuer', () => {
    async function expectFailure(path: string, status = 400): Promise<void> {
      const response = await browser.open(path);
      expect(response.status).toBe(status);
      const text = await response.text();
      expect(text).toContain('Chưa đăng nhập được');
      expect(text).toContain('href="/session/sign-in?returnTo=%2Fexplorer"');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(browser.cookies.has('thidua-session')).toBe(false);
    }

    it('without having gone there is not signed in: somebody else’s answer is worth nothing', async () => {
      const answer = await throughIssuer();
      browser = new FixtureBrowser(system.gateway.address);
      await expectFailure(answer);
    });

    it('twice is signed in once: the second answer is worth nothing', async () => {
      const answer = await throughIssuer();
      await browser.open(answer);
      browser.cookies.delete('thidua-session');
      await expectFailure(answer);
    });

    it.each([
      ['another state', (answer: URLSearchParams) => answer.set('state', 'another')],
      ['no state', (answer: URLSearchParams) => answer.delete('state')],
      ['another code', (answer: URLSearchParams) => answer.set('code', 'another')],
      ['another issuer', (answer: URLSearchParams) => answer.set('iss', 'http://127.0.0.1:1')],
    ])('with %s is not signed in', async (_what, change) => {
      const [path, query] = (await throughIssuer()).split('?');
      const answer = new URLSearchParams(query);
      change(answer);
      await expectFailure(`${path}?${answer}`);
    });

    it('with a refusal is not signed in', async () => {
      const state = new URLSearchParams((await throughIssuer()).split('?')[1]).get('state') ?? '';
      await expectFailure(
        `/session/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(system.issuer.url)}`,
      );
    });

    it.each([
      ['for somebody else', { audience: 'urn:elsewhere' }],
      ['that is over', { expiresIn: -60 }],
    ])('with an access token %s is not signed in', async (_what, change) => {
      system.issuer.change = change;
      await expectFailure(await throughIssuer());
    });

    it('with an access token that the issuer has not signed is not signed in', async () => {
      system.issuer.change = { key: (await issuerKey('forged')).privateKey };
      await expectFailure(await throughIssuer());
    });
  });

  it('is told when the issuer cannot be asked', async () => {
    const late = await startTestSystem(undefined, undefined, { issuerAvailable: false });
    const response = await new FixtureBrowser(late.gateway.address).open('/session/sign-in');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('Máy chủ đăng nhập tạm thời không trả lời');
    await late.stop();
  });

  describe('that signs out', () => {
    it('is refused afterwards, also with the cookie that it had, and signs out at the issuer', async () => {
      await signIn();
      const stolen = browser.at(system.gateway.address);
      const answer = await browser.fetch('/session/sign-out', { method: 'POST' });
      const { endSessionUrl } = (await answer.json()) as { endSessionUrl: string };
      const url = new URL(endSessionUrl);
      expect(url.origin + url.pathname).toBe(`${system.issuer.url}/end`);
      expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${PUBLIC_URL}/explorer`);
      expect(url.searchParams.get('id_token_hint')).toMatch(/^ey/);
      expect(await session()).toEqual(SIGNED_OUT);
      expect((await browser.ask('{ whoAmI }')).body).toEqual({ data: { whoAmI: 'public anonymous' } });
      const { status, body } = await stolen.ask('{ whoAmI }');
      expect([status, body.errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
      // The dead cookie was taken back with the refusal.
      expect(stolen.cookies.has('thidua-session')).toBe(false);
    });

    it('is refused a command at the other gateway at once, and queries there when it asks membership again', async () => {
      let now = Date.now();
      const other = await system.another({ now: () => now });
      await signIn();
      const there = browser.at(other.address);
      expect((await there.ask('{ whoAmI }')).status).toBe(200);
      await browser.fetch('/session/sign-out', { method: 'POST' });
      expect((await there.at(other.address).ask('{ whoAmI }')).status).toBe(200);
      now += 30_001;
      expect((await there.at(other.address).ask('{ whoAmI }')).status).toBe(401);
      const { status, body } = await there.ask('mutation { sign(id: "1") }');
      expect([status, body.errors?.[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
      expect(system.done).toEqual({});
    });

    it('is not signed in any more though membership is away, and membership is told when it is back', async () => {
      await signIn();
      system.state.available = false;
      await browser.fetch('/session/sign-out', { method: 'POST' });
      expect(await session()).toEqual(SIGNED_OUT);
      expect(system.state.ended.size).toBe(0);
      system.state.available = true;
      await until(() => system.state.ended.get(subjectOf(AN))?.length === 1);
    });

    it('without a session has nothing to end', async () => {
      const answer = await browser.fetch('/session/sign-out', { method: 'POST' });
      expect(await answer.json()).toEqual({ endSessionUrl: null });
    });
  });

  it('keeps no token where a script could see it', async () => {
    const done = await signIn();
    const texts = [await done.text(), JSON.stringify(await session()), ...browser.setCookies];
    for (const text of texts) expect(text).not.toMatch(/eyJ[\w-]+\.eyJ[\w-]+\./);
  });
});

describe('a script', () => {
  let system: TestSystem;
  let now: number;

  beforeAll(async () => {
    now = Date.now();
    system = await startTestSystem(undefined, undefined, { now: () => now });
  });
  afterAll(() => system.stop());
  beforeEach(() => {
    now = Date.now();
  });

  const signOut = (authorization: string) =>
    fetch(`${system.gateway.address}/session/sign-out`, { method: 'POST', headers: { authorization } });

  it('is refused its ended token as long as another of its age would be accepted, which is beyond its end', async () => {
    const told = () =>
      system.membership.internalReceived
        .filter(({ path }) => path === '/internal/ended-sessions')
        .map(({ body }) => Date.parse((body as { expiresAt: string }).expiresAt));
    const [token, twin] = await Promise.all([1, 2].map(() => system.token(AN, { expiresIn: 600 })));
    await signOut(`Bearer ${token}`);
    now += 615_000;
    expect(told().at(-1)).toBeGreaterThan(now);
    await signOut(`Bearer ${await system.token(BINH)}`);
    // This gateway knows it by itself.
    system.state.ended.clear();
    expect((await system.ask('{ whoAmI }', { token: twin ?? '' })).status).toBe(200);
    expect((await system.ask('{ whoAmI }', { token: token ?? '' })).status).toBe(401);
  });

  it('ends its token by signing out: here for everything, elsewhere at once for commands', async () => {
    const token = await system.token(AN, { tokenId: 'of a script' });
    const other = await system.another();
    expect((await system.ask('{ whoAmI }', { token, at: other })).status).toBe(200);
    const answer = await signOut(`Bearer ${token}`);
    expect([answer.status, await answer.json()]).toEqual([200, { endSessionUrl: null }]);
    expect(system.state.ended.get(subjectOf(AN))).toEqual(['of a script']);
    expect((await system.ask('{ whoAmI }', { token })).status).toBe(401);
    expect((await system.ask('{ __typename }', { token })).status).toBe(401);
    expect((await system.ask('mutation { sign(id: "1") }', { token, at: other })).status).toBe(401);
    expect(system.done).toEqual({});
    expect((await system.ask('{ whoAmI }', { as: AN })).status).toBe(200);
  });

  it('cannot end a token that proves nothing', async () => {
    const forged = await system.token(AN, { key: (await issuerKey('forged')).privateKey, tokenId: 'forged' });
    const answer = await signOut(`Bearer ${forged}`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(system.state.ended.get(subjectOf(AN)) ?? []).not.toContain('forged');
  });
});
