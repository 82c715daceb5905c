import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemRight } from '@thidua/contracts';
import { newId, seededId } from '@thidua/contracts/ids';
import { PASSPORT_HEADER, type Passport, passportSignerFromFile } from '@thidua/contracts/passport';
import { SignedInAccount } from '@thidua/testkit';
import { generateKeyPair, exportJWK, importJWK, type JWK, SignJWT } from 'jose';

const { THIDUA_STATE = '', THIDUA_ISSUER_URL = '' } = process.env;

const environment = readFileSync(join(THIDUA_STATE, 'env', 'gateway.env'), 'utf8');
const PORTS = [...environment.matchAll(/^(MEMBERSHIP|FINANCE|EMULATION|AWARDS)_URL=(.+)$/gm)].map(
  ([, name = '', url = '']): [string, string] => [name.toLowerCase(), url],
);
const keyFile = (signer: string) => join(THIDUA_STATE, 'keys', `${signer}.private.jwk.json`);

/** Questions that a subgraph answers to the gateway; the first two are the federation's own. */
const QUESTIONS = ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }', '{ __typename }'];

const PERSON: Passport = {
  kind: 'person',
  subject: seededId('member', 'ag-chair'),
  mandates: [],
  mandatesAsOf: new Date().toISOString(),
  treeVersion: 0,
  rights: [],
  requestId: newId(),
};
const systemPassport = (signer: string, rights: readonly SystemRight[]): Passport => ({
  ...PERSON,
  kind: 'system',
  subject: signer,
  rights,
});

async function statusOf(url: string, headers: Record<string, string>, query = QUESTIONS[0]): Promise<number> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data = null } = (await response.json()) as { data?: unknown };
  // Refused is refused: no part of an answer comes along.
  if (response.status === 401) expect(data).toBeNull();
  return response.status;
}
const passport = (token: string) => ({ [PASSPORT_HEADER]: token });

/** A passport of the gateway with something wrong in it, signed with the gateway's own key. */
async function gatewayPassport(audience: string, seconds: number, key?: CryptoKey): Promise<string> {
  const jwk = JSON.parse(readFileSync(keyFile('gateway'), 'utf8')) as JWK;
  const { subject, ...claims } = PERSON;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? '' })
    .setIssuer('gateway')
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(now - 60)
    .setExpirationTime(now + seconds)
    .sign(key ?? (await importJWK(jwk, 'EdDSA')));
}

describe('a subgraph’s own port', () => {
  it('is known for all four', () => expect(PORTS).toHaveLength(4));

  it.each(PORTS)(
    'of %s answers 401 without a passport, to every question, and to a person’s token',
    async (_name, url) => {
      const token = await new SignedInAccount(THIDUA_ISSUER_URL, () => 'ag-chair').token();
      const attempts: Record<string, string>[] = [{}, { authorization: `Bearer ${token}` }];
      for (const headers of [...attempts, passport(token), passport('nonsense')]) {
        for (const question of QUESTIONS) expect(await statusOf(url, headers, question)).toBe(401);
      }
      expect((await fetch(`${url}/internal/feed`)).status).toBe(401);
    },
  );

  it.each(PORTS)(
    'of %s opens to a passport of the gateway that was made for it, and to no other',
    async (name, url) => {
      const signer = await passportSignerFromFile(keyFile('gateway'));
      expect(await statusOf(url, passport(await signer.sign(PERSON, name, 60)))).toBe(200);
      for (const [other] of PORTS.filter(([each]) => each !== name)) {
        expect(await statusOf(url, passport(await signer.sign(PERSON, other, 60)))).toBe(401);
      }
    },
  );

  it.each(PORTS)(
    'of %s refuses passports that are over, forged, without signature, or by the wrong signer',
    async (name, url) => {
      const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
      const good = await gatewayPassport(name, 0);
      const [, payload] = (await (await passportSignerFromFile(keyFile('gateway'))).sign(PERSON, name, 60)).split('.');
      const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
      const stranger = { ...(await exportJWK(privateKey)), kid: 'gateway:00000000', alg: 'EdDSA' };
      const forged = [
        good,
        await gatewayPassport(name, 3_600),
        await gatewayPassport(name, 0, privateKey),
        `${none}.${payload}.`,
        await new SignJWT({ ...PERSON }).setProtectedHeader({ alg: 'EdDSA', kid: stranger.kid }).sign(privateKey),
      ];
      for (const token of forged) expect(await statusOf(url, passport(token))).toBe(401);
      const finance = await passportSignerFromFile(keyFile('finance'));
      expect(await statusOf(url, passport(await finance.sign(PERSON, name, 60)))).toBe(401);
    },
  );

  it('of membership gives each process what it may have, and no right to one that may not claim it', async () => {
    const [, url] = PORTS.find(([name]) => name === 'membership') ?? ['', ''];
    const feed = async (signerName: string, claimed: Passport) => {
      const signer = await passportSignerFromFile(keyFile(signerName));
      const response = await fetch(`${url}/internal/feed?after=0&limit=1`, {
        headers: passport(await signer.sign(claimed, 'membership', 60)),
      });
      await response.arrayBuffer();
      return response.status;
    };
    expect(await feed('finance', systemPassport('finance', ['feed:read']))).toBe(200);
    expect(await feed('workflows', systemPassport('workflows', ['feed:read']))).toBe(401);
    expect(await feed('finance', systemPassport('finance', ['feed:read', 'mandates:read']))).toBe(401);
    expect(await feed('finance', systemPassport('emulation', ['feed:read']))).toBe(401);
    expect(await feed('gateway', PERSON)).toBeGreaterThanOrEqual(401);
    expect(await feed('gateway', PERSON)).toBeLessThanOrEqual(403);
  });
});
