import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PASSPORT_HEADER, type Passport, passportSigner } from '@thidua/contracts/passport';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { ReceivedRequest } from '../fixture/subgraph.fixture';
import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';

/** What the gateway puts into a passport, and what a subgraph makes of everything that is not exactly that. */
describe('a passport', () => {
  let system: TestSystem;
  let jwk: JWK;
  let claims: Passport;
  let good: string;

  beforeAll(async () => {
    system = await startTestSystem();
    jwk = JSON.parse(readFileSync(join(system.folder, 'gateway.private.jwk.json'), 'utf8')) as JWK;
    await system.ask('{ whoAmI whoIsAsking }', { as: AN });
    const [{ token, passport: read }] = system.membership.received as [ReceivedRequest];
    good = token;
    const { expiresAt: _end, ...said } = read as Passport;
    claims = said;
  });
  afterAll(() => system.stop());

  async function statusOf(token: string | undefined, query = '{ _service { sdl } }'): Promise<number> {
    const response = await fetch(`${system.membership.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { [PASSPORT_HEADER]: token } : {}) },
      body: JSON.stringify({ query }),
    });
    await response.text();
    return response.status;
  }

  interface Change {
    readonly audience?: string;
    readonly key?: CryptoKey;
    readonly keyId?: string;
    readonly issuer?: string;
    readonly expiresIn?: number;
    readonly claims?: Partial<Passport>;
  }

  async function passport(change: Change = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ ...claims, ...change.claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: change.keyId ?? jwk.kid ?? '' })
      .setIssuer(change.issuer ?? 'gateway')
      .setSubject(change.claims?.subject ?? AN)
      .setAudience(change.audience ?? 'membership')
      .setIssuedAt(now)
      .setExpirationTime(now + (change.expiresIn ?? 60))
      .sign(change.key ?? ((await importJWK(jwk, 'EdDSA')) as CryptoKey));
  }

  it('of the gateway opens its subgraph, the federation’s own questions included', async () => {
    expect(await statusOf(good)).toBe(200);
    expect(await statusOf(await passport())).toBe(200);
  });

  it.each(['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }', '{ whoAmI }'])(
    'is needed by a subgraph for %s',
    async (query) => {
      expect(await statusOf(undefined, query)).toBe(401);
      expect(await statusOf('nonsense', query)).toBe(401);
    },
  );

  it('made for one subgraph is worth nothing at another', async () => {
    const elsewhere = system.emulation.received[0]?.token ?? '';
    expect(elsewhere).not.toBe('');
    expect(await statusOf(elsewhere)).toBe(401);
  });

  it('that is over, or that nobody may make so long, is refused', async () => {
    expect(await statusOf(await passport({ expiresIn: -1 }))).toBe(401);
    expect(await statusOf(await passport({ expiresIn: 61 }))).toBe(401);
  });

  it('for another audience is refused', async () => {
    expect(await statusOf(await passport({ audience: 'finance' }))).toBe(401);
  });

  it('that says it needs no signature is refused', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: jwk.kid })).toString('base64url');
    const [, payload, signature] = good.split('.');
    expect(await statusOf(`${header}.${payload}.`)).toBe(401);
    expect(await statusOf(`${header}.${payload}.${signature}`)).toBe(401);
  });

  it('signed with the public key as if that were a secret is refused', async () => {
    const secret = Buffer.from(String(jwk.x), 'base64url');
    const forged = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', kid: jwk.kid ?? '' })
      .setIssuer('gateway')
      .setSubject(AN)
      .setAudience('membership')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(secret);
    expect(await statusOf(forged)).toBe(401);
  });

  it('signed by another key under the gateway’s key id, or by nobody’s, is refused', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    expect(await statusOf(await passport({ key: privateKey }))).toBe(401);
    expect(await statusOf(await passport({ key: privateKey, keyId: 'gateway:00000000' }))).toBe(401);
    const stranger = await passportSigner({
      json: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'finance:00000000' }),
    });
    expect(await statusOf(await stranger.sign(claims, 'membership', 60))).toBe(401);
  });

  it.each<[string, Partial<Passport>]>([
    [
      'of the gateway that claims a right of another process',
      { kind: 'system', subject: 'gateway', rights: ['feed:read'] },
    ],
    ['that claims to be another process', { kind: 'system', subject: 'finance', rights: [] }],
    ['of a person that claims the right of a process', { kind: 'person', rights: ['mandates:read'] }],
  ])('%s is refused', async (_what, change) => {
    expect(await statusOf(await passport({ claims: change }))).toBe(401);
  });

  it('changed after it was signed is refused', async () => {
    const [header, payload, signature] = good.split('.');
    const said = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as { mandates: object[] };
    const wider = { ...said, mandates: said.mandates.map((mandate) => ({ ...mandate, unitPath: '/' })) };
    const changed = Buffer.from(JSON.stringify(wider)).toString('base64url');
    expect(await statusOf(`${header}.${changed}.${signature}`)).toBe(401);
  });

  it('for membership’s internal routes claims one right, the one that the route needs', async () => {
    await system.ask('mutation { sign(id: "1") }', { as: AN });
    const passports = system.membership.internalReceived.map(({ path, passport: each }) => [
      path.split('/')[2],
      each?.kind,
      each?.rights,
    ]);
    expect(new Set(passports.map((each) => JSON.stringify(each)))).toContain(
      JSON.stringify(['mandates', 'system', ['mandates:read']]),
    );
    for (const [, kind, rights] of passports) expect([kind, rights?.length]).toEqual(['system', 1]);
  });
});
