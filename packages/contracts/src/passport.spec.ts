import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64url, importJWK, SignJWT } from 'jose';
import { passportSigner, passportVerifier, type Passport } from './passport';

interface KeyPair {
  readonly kid: string;
  readonly private: JsonWebKey & { kid: string };
  readonly public: JsonWebKey & { kid: string };
}

function keyPair(kid: string): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const more = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    kid,
    private: { ...privateKey.export({ format: 'jwk' }), ...more },
    public: { ...publicKey.export({ format: 'jwk' }), ...more },
  };
}

const gateway = keyPair('gateway:00000001');
const newGateway = keyPair('gateway:00000002');
const awards = keyPair('awards:00000001');
const workflows = keyPair('workflows:00000001');
const stranger = keyPair('gateway:00000001');
const setOf = (...pairs: KeyPair[]) => JSON.stringify({ keys: pairs.map((pair) => pair.public) });
const trusted = setOf(gateway, awards, workflows);

const person: Passport = {
  kind: 'person',
  subject: 'an',
  mandates: [{ id: 'm', unitId: 'u', unitPath: '/1/', position: 'CHAIR', delegation: null }],
  otherOffices: [{ unitId: 'v', position: 'EMULATION_COUNCIL_SECRETARY' }],
  mandatesAsOf: '2026-01-01T00:00:00.000Z',
  treeVersion: 7,
  rights: [],
  requestId: 'r',
};
const system = (subject: string, ...rights: Passport['rights'][number][]): Passport => ({
  ...person,
  kind: 'system',
  subject,
  mandates: [],
  otherOffices: [],
  rights,
});

async function signedBy(pair: KeyPair, passport: Passport, seconds = 5, audience = 'membership'): Promise<string> {
  const signer = await passportSigner({ json: JSON.stringify(pair.private) });
  return signer.sign(passport, audience, seconds);
}

describe('a passport', () => {
  const verifier = passportVerifier({ json: trusted });

  it('comes out as it went in', async () => {
    const {
      issuedAt = 0,
      expiresAt = 0,
      ...claims
    } = await verifier.verify(await signedBy(gateway, person), 'membership');
    expect(claims).toEqual(person);
    expect(expiresAt - issuedAt).toBe(5);
  });

  it.each<[string, RegExp, () => Promise<string>]>([
    ['for another service', /aud/, () => signedBy(gateway, person, 5, 'finance')],
    ['forged with a key of the same id', /signature/, () => signedBy(stranger, person)],
    ['of a key that is not in the set', /no applicable key/, () => signedBy(newGateway, person)],
    ['that is over', /exp/, () => signedBy(gateway, person, 0)],
    ['valid for longer than any may be', /longer/, () => signedBy(gateway, person, 61)],
    ['of a person, signed by a service', /only the gateway/, () => signedBy(awards, person)],
    [
      'of a person, with a right of a process',
      /may not claim/,
      () => signedBy(gateway, { ...person, rights: ['feed:read'] }),
    ],
    [
      'of a process with a right that is not its own',
      /may not claim/,
      () => signedBy(awards, system('awards', 'mandates:read')),
    ],
    [
      'of a process without any rights that claims one',
      /may not claim/,
      () => signedBy(workflows, system('workflows', 'feed:read')),
    ],
    [
      'of a process in the name of another',
      /another process/,
      () => signedBy(awards, system('emulation', 'feed:read')),
    ],
    [
      'changed on its way',
      /signature/,
      async () => (await signedBy(gateway, person)).replace(/.(?=\.[^.]*$)/, (end) => (end === 'A' ? 'B' : 'A')),
    ],
    [
      'without a signature',
      /alg/,
      async () => {
        const [, claims] = (await signedBy(gateway, person)).split('.');
        return `${base64url.encode(JSON.stringify({ alg: 'none', kid: gateway.kid }))}.${claims}.`;
      },
    ],
    [
      'signed by the public key as a shared secret',
      /alg/,
      async () =>
        new SignJWT({ ...person })
          .setProtectedHeader({ alg: 'HS256', kid: gateway.kid })
          .setIssuer('gateway')
          .setSubject('an')
          .setAudience('membership')
          .setIssuedAt()
          .setExpirationTime('5s')
          .sign(new TextEncoder().encode(JSON.stringify(gateway.public))),
    ],
    [
      'that never ends',
      /exp/,
      async () =>
        new SignJWT({ ...person })
          .setProtectedHeader({ alg: 'EdDSA', kid: gateway.kid })
          .setIssuer('gateway')
          .setSubject('an')
          .setAudience('membership')
          .setIssuedAt()
          .sign(await importJWK(gateway.private as never, 'EdDSA')),
    ],
    ['that is no passport at all', /./, async () => 'x.y.z'],
  ])('is refused %s', async (_case, why, make) => {
    await expect(verifier.verify(await make(), 'membership')).rejects.toThrow(why);
  });

  it.each([
    [awards, system('awards', 'feed:read', 'members:read')],
    [gateway, system('gateway', 'mandates:read')],
  ] as const)('of a process carries its own narrow rights', async (pair, passport) => {
    expect(await verifier.verify(await signedBy(pair, passport), 'membership')).toMatchObject({
      rights: passport.rights,
    });
  });
});

describe('while a key is rotated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-passport-'));
  const [privateFile, publicFile] = [join(folder, 'private.json'), join(folder, 'public.json')] as const;
  let written = 1_700_000_000;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    writeFileSync(file, text);
    // Two writes within the clock's grain must not look like one.
    written += 1;
    utimesSync(file, written, written);
  }

  it('old and new are valid together, and each change takes effect without a restart', async () => {
    let now = Date.now();
    const clock = (): number => now;
    const aSecondLater = (): void => void (now += 1000);
    write(privateFile, JSON.stringify(gateway.private));
    write(publicFile, setOf(gateway));
    const signer = await passportSigner({ file: privateFile }, clock);
    const verifier = passportVerifier({ file: publicFile }, clock);
    const sign = (): Promise<string> => signer.sign(person, 'membership', 5);
    const old = await sign();

    write(publicFile, setOf(gateway, newGateway));
    aSecondLater();
    expect(verifier.keyIds()).toEqual([gateway.kid, newGateway.kid]);
    write(privateFile, JSON.stringify(newGateway.private));
    aSecondLater();
    const renewed = await sign();
    expect(signer.keyId()).toBe(newGateway.kid);
    await verifier.verify(old, 'membership');
    await verifier.verify(renewed, 'membership');

    write(publicFile, setOf(newGateway));
    aSecondLater();
    await expect(verifier.verify(old, 'membership')).rejects.toThrow(/no applicable key/);
    await verifier.verify(renewed, 'membership');
  });

  it('what was verified once is refused when it is over, elsewhere, and when its key is taken back', async () => {
    let now = Date.now();
    const clock = (): number => now;
    write(publicFile, setOf(gateway));
    const verifier = passportVerifier({ file: publicFile }, clock);
    const token = await (await passportSigner({ json: JSON.stringify(gateway.private) }, clock)).sign(
      person,
      'membership',
      60,
    );
    const first = await verifier.verify(token, 'membership');
    expect(await verifier.verify(token, 'membership')).toBe(first);
    await expect(verifier.verify(token, 'finance')).rejects.toThrow(/aud/);
    await verifier.verify(token, 'membership');
    write(publicFile, setOf(newGateway));
    now += 1000;
    await expect(verifier.verify(token, 'membership')).rejects.toThrow(/no applicable key/);
    write(publicFile, setOf(gateway));
    now += 1000;
    await verifier.verify(token, 'membership');
    now += 58_000;
    await expect(verifier.verify(token, 'membership')).rejects.toThrow(/exp/);
  });

  it('a private key that is none leaves the one that is known in use', async () => {
    let now = Date.now();
    const clock = (): number => now;
    write(privateFile, JSON.stringify(gateway.private));
    const signer = await passportSigner({ file: privateFile }, clock);
    for (const broken of ['{ half', JSON.stringify({ kid: 'gateway:00000009', kty: 'OKP', crv: 'Ed25519', d: 'x' })]) {
      write(privateFile, broken);
      now += 1000;
      expect(signer.keyId()).toBe(gateway.kid);
      const token = await signer.sign(person, 'membership', 5);
      await passportVerifier({ json: trusted }, clock).verify(token, 'membership');
    }
  });

  it('a file that is away or broken changes nothing', async () => {
    let now = Date.now();
    write(publicFile, setOf(gateway));
    const verifier = passportVerifier({ file: publicFile }, () => now);
    write(publicFile, '{ half');
    now += 1000;
    expect(verifier.keyIds()).toEqual([gateway.kid]);
    rmSync(publicFile);
    now += 1000;
    expect(verifier.keyIds()).toEqual([gateway.kid]);
  });
});
