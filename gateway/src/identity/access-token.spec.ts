import { createHash } from 'node:crypto';
import pino from 'pino';
import { exportSPKI, importJWK, SignJWT } from 'jose';
import { AUDIENCE, CLIENT, FixtureIssuer, issuerKey, type TokenChange } from '../fixture/issuer.fixture';
import { until } from '../fixture/subgraph.fixture';
import { AccessTokens } from './access-token';
import { OidcIssuer } from './oidc-issuer';

const SUBJECT = 'account/An';

describe('an access token', () => {
  let issuer: FixtureIssuer;
  let now: number;
  let tokens: AccessTokens;

  beforeAll(async () => {
    issuer = await FixtureIssuer.start();
  });
  afterAll(() => issuer.stop());
  beforeEach(() => {
    issuer.reset();
    now = Date.now();
    const parts = { issuer: issuer.url, clientId: CLIENT.id, clientSecret: CLIENT.secret };
    const oidc = new OidcIssuer({ ...parts, log: pino({ level: 'silent' }), now: () => now });
    tokens = new AccessTokens({ issuer: oidc, provider: 'embedded', audience: AUDIENCE, now: () => now });
  });

  const outcome = (token: string) =>
    tokens.accountOf(token).then(
      ({ subject }) => subject,
      (failure: { reason?: string; extensions?: { code?: string } }) => failure.reason ?? failure.extensions?.code,
    );

  it('of the issuer proves an account until it ends', async () => {
    const token = await issuer.accessToken(SUBJECT, { tokenId: 'one', expiresIn: 600 });
    const expiresAt = Math.floor(Date.now() / 1000) + 600;
    const account = await tokens.accountOf(token);
    expect(account).toMatchObject({ provider: 'embedded', subject: SUBJECT, tokenId: 'one' });
    expect(Math.abs(account.expiresAt - expiresAt)).toBeLessThanOrEqual(1);
  });

  it.each<[string, TokenChange, string]>([
    ['has expired', { expiresIn: -31 }, 'expired'],
    ['is not yet valid', { notBeforeIn: 60 }, 'claim nbf'],
    ['was issued in the future', { issuedIn: 60 }, 'claim iat'],
    ['is for somebody else', { audience: 'urn:elsewhere' }, 'claim aud'],
    ['is an ID token of the gateway itself', { audience: CLIENT.id, type: 'JWT' }, 'claim aud'],
    ['names another issuer', { issuer: 'http://127.0.0.1:1' }, 'claim iss'],
    ['is a JWT of another kind', { type: 'logout+jwt' }, 'type'],
    ['has no subject', { without: ['sub'] }, 'claim sub'],
    ['has no end', { without: ['exp'] }, 'claim exp'],
    ['has no id', { without: ['jti'] }, 'claim jti'],
    ['does not say when it was issued', { without: ['iat'] }, 'claim iat'],
    ['does not say for whom it is', { without: ['aud'] }, 'claim aud'],
    ['has an empty id', { tokenId: '' }, 'claim sub or jti'],
    ['has an id that no log could keep', { tokenId: 'x'.repeat(256) }, 'claim sub or jti'],
    ['names a key that the issuer never had', { keyId: 'unheard of' }, 'unknown key'],
  ])('that %s is refused', async (_what, change, reason) => {
    expect(await outcome(await issuer.accessToken(SUBJECT, change))).toBe(reason);
  });

  it('signed by somebody else under the issuer’s key id is refused', async () => {
    const { privateKey } = await issuerKey('forged');
    expect(await outcome(await issuer.accessToken(SUBJECT, { key: privateKey }))).toBe('signature');
  });

  it('changed after it was signed is refused', async () => {
    const [header, payload, signature] = (await issuer.accessToken(SUBJECT)).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'account/Bình' })).toString('base64url');
    expect(await outcome([header, changed, signature].join('.'))).toBe('signature');
  });

  it('that says it needs no signature is refused', async () => {
    const [, payload] = (await issuer.accessToken(SUBJECT)).split('.');
    for (const alg of ['none', 'None', 'NONE']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'at+jwt' })).toString('base64url');
      expect(await outcome(`${header}.${payload}.`)).toBe('algorithm');
      expect(await outcome(`${header}.${payload}.${'A'.repeat(86)}`)).toBe('algorithm');
    }
  });

  it('signed with the issuer’s public key as if that were a secret is refused', async () => {
    const { publicJwk, id } = issuer.signing;
    const publicKey = (await importJWK(publicJwk, 'ES256', { extractable: true })) as CryptoKey;
    const secrets = [await exportSPKI(publicKey), JSON.stringify(publicJwk)].map((text) => Buffer.from(text));
    for (const secret of secrets) {
      const hash = createHash('sha256').update(secret).digest();
      for (const key of [secret, hash]) {
        const forged = await new SignJWT({ sub: SUBJECT, jti: 'x', aud: AUDIENCE, iss: issuer.url })
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: id })
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(key);
        expect(await outcome(forged)).toBe('algorithm');
      }
    }
  });

  it.each(['', 'x', 'a.b.c', 'e30.e30.e30'])('that is none is refused: %j', async (text) => {
    expect(await outcome(text)).toBe('malformed');
  });

  it('is allowed half a minute of a clock that differs', async () => {
    expect(await outcome(await issuer.accessToken(SUBJECT, { expiresIn: -25 }))).toBe(SUBJECT);
    expect(await outcome(await issuer.accessToken(SUBJECT, { notBeforeIn: 25, issuedIn: 25 }))).toBe(SUBJECT);
  });

  it('that was good ends all the same', async () => {
    const token = await issuer.accessToken(SUBJECT, { expiresIn: 60 });
    expect(await outcome(token)).toBe(SUBJECT);
    now += 89_000;
    expect(await outcome(token)).toBe(SUBJECT);
    now += 2_000;
    expect(await outcome(token)).toBe('expired');
  });

  it('is checked once: its issuer is not needed again for it', async () => {
    const token = await issuer.accessToken(SUBJECT);
    await outcome(token);
    issuer.available = false;
    expect(await outcome(token)).toBe(SUBJECT);
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  describe('while the issuer changes its keys', () => {
    it('signed with the new one is accepted as soon as it comes, and with the old one while that is published', async () => {
      const old = await issuer.accessToken(SUBJECT);
      expect(await outcome(old)).toBe(SUBJECT);
      await issuer.rotate('second', true);
      // The keys have just been read; they are read again once the pause for unknown keys is over.
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6_000);
      expect(await outcome(await issuer.accessToken(SUBJECT))).toBe(SUBJECT);
      jest.restoreAllMocks();
      expect(await outcome(old)).toBe(SUBJECT);
    });

    it('signed with one that was withdrawn is refused, even one that was known', async () => {
      const old = await issuer.accessToken(SUBJECT);
      expect(await outcome(old)).toBe(SUBJECT);
      await issuer.rotate('third', false);
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6_000);
      expect(await outcome(await issuer.accessToken(SUBJECT))).toBe(SUBJECT);
      expect(await outcome(old)).toBe('unknown key');
      jest.restoreAllMocks();
    });

    it('signed with one that was withdrawn is refused within minutes, though nobody brings another', async () => {
      const old = await issuer.accessToken(SUBJECT);
      expect(await outcome(old)).toBe(SUBJECT);
      await issuer.rotate('fourth', false);
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 301_000);
      await until(async () => (await outcome(old)) === 'unknown key');
      jest.restoreAllMocks();
    });

    it('naming unknown keys does not let everybody ask the issuer', async () => {
      await outcome(await issuer.accessToken(SUBJECT));
      for (let number = 0; number < 20; number += 1) {
        await outcome(await issuer.accessToken(SUBJECT, { keyId: `unknown ${number}` }));
      }
      expect(issuer.asked.filter((path) => path === '/keys')).toHaveLength(1);
    });
  });

  describe('while the issuer does not answer', () => {
    it('cannot be checked; the issuer is asked again after a pause, not for every token', async () => {
      issuer.available = false;
      const token = await issuer.accessToken(SUBJECT);
      expect(await outcome(token)).toBe('SIGN_IN_UNAVAILABLE');
      expect(await outcome(token)).toBe('SIGN_IN_UNAVAILABLE');
      expect(issuer.asked).toHaveLength(1);
      issuer.available = true;
      now += 251;
      expect(await outcome(token)).toBe(SUBJECT);
    });

    it('is asked for at longer and longer pauses', async () => {
      issuer.available = false;
      const token = await issuer.accessToken(SUBJECT);
      const asked: number[] = [];
      const from = now;
      for (; now < from + 30_000; now += 250) {
        const before = issuer.asked.length;
        await outcome(token);
        if (issuer.asked.length > before) asked.push(now - from);
      }
      expect(asked).toEqual([0, 250, 750, 1750, 3750, 7750, 15_750, 25_750]);
    });

    it('is not called bad when only the keys cannot be read', async () => {
      issuer.keysAvailable = false;
      await expect(tokens.accountOf(await issuer.accessToken(SUBJECT))).rejects.toMatchObject({
        extensions: { code: 'SIGN_IN_UNAVAILABLE', http: { status: 503 } },
      });
      expect(issuer.asked).toContain('/keys');
    });

    it('by an unknown key does no harm to those whose key is known', async () => {
      await outcome(await issuer.accessToken(SUBJECT));
      issuer.keysAvailable = false;
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6_000);
      expect(await outcome(await issuer.accessToken(SUBJECT, { keyId: 'unknown' }))).toBe('SIGN_IN_UNAVAILABLE');
      expect(await outcome(await issuer.accessToken(SUBJECT))).toBe(SUBJECT);
      jest.restoreAllMocks();
    });
  });

  it('of an issuer that calls itself by another name than was asked for is not accepted', async () => {
    issuer.pretends = { issuer: 'http://127.0.0.1:1' };
    expect(await outcome(await issuer.accessToken(SUBJECT, { issuer: 'http://127.0.0.1:1' }))).toBe(
      'SIGN_IN_UNAVAILABLE',
    );
  });
});
