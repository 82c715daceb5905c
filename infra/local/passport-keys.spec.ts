import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { passportSignerFromFile, passportVerifierFromFile, type Passport } from '@thidua/contracts/passport';
import {
  listPassportKeys,
  privateKeyPath,
  providePassportKeys,
  retirePassportKeys,
  rotatePassportKey,
} from './passport-keys.mjs';

const SIGNERS = ['gateway', 'issuer', 'membership', 'finance', 'emulation', 'awards', 'workflows', 'operator'];
const KEY_ID = /^[a-z]+:[0-9a-f]{8}$/;

const PASSPORT: Passport = {
  kind: 'public',
  subject: 'anonymous',
  mandates: [],
  mandatesAsOf: '2026-01-01T00:00:00Z',
  treeVersion: 0,
  rights: [],
  requestId: 'a request',
};

describe('the keys that sign passports', () => {
  let settings: { paths: { keys: string; publicKeys: string } };

  beforeEach(() => {
    const keys = mkdtempSync(join(tmpdir(), 'thidua-keys-'));
    settings = { paths: { keys, publicKeys: join(keys, 'public.jwks.json') } };
    providePassportKeys(settings);
  });
  afterEach(() => rmSync(settings.paths.keys, { recursive: true, force: true }));

  const read = (path: string): { kid: string; d?: string; keys: { kid: string; d?: string }[] } =>
    JSON.parse(readFileSync(path, 'utf8'));
  const trusted = (): string[] => read(settings.paths.publicKeys).keys.map(({ kid }) => kid);
  const keyOf = (signer: string): string => read(privateKeyPath(settings, signer)).kid;
  /** As if the signer had got its key that long ago. */
  const age = (signer: string, seconds: number): void => {
    const at = Date.now() / 1000 - seconds;
    utimesSync(privateKeyPath(settings, signer), at, at);
  };

  it('are one for each process, named after it and its thumbprint, and readable by their owner alone', () => {
    expect(trusted().map((kid) => kid.split(':')[0])).toEqual(SIGNERS);
    for (const signer of SIGNERS) {
      expect(keyOf(signer)).toMatch(KEY_ID);
      expect(trusted()).toContain(keyOf(signer));
      expect(statSync(privateKeyPath(settings, signer)).mode & 0o777).toBe(0o600);
    }
    expect(read(settings.paths.publicKeys).keys.some(({ d }) => d !== undefined)).toBe(false);
  });

  it('stay the same when they are there already', () => {
    const before = trusted();
    providePassportKeys(settings);
    expect(trusted()).toEqual(before);
  });

  it('keep their secret and get their new id when they come from before rotation', async () => {
    const path = privateKeyPath(settings, 'gateway');
    const { kid, d } = read(path);
    const old = { ...read(path), kid: 'gateway' };
    writeFileSync(path, JSON.stringify(old));
    writeFileSync(settings.paths.publicKeys, JSON.stringify({ keys: [{ ...old, d: undefined }] }));
    providePassportKeys(settings);
    expect(read(path)).toMatchObject({ kid, d });
    expect(trusted()).not.toContain('gateway');
    const token = await (await passportSignerFromFile(path)).sign(PASSPORT, 'membership', 5);
    await expect(
      passportVerifierFromFile(settings.paths.publicKeys).verify(token, 'membership'),
    ).resolves.toMatchObject({ kind: 'public' });
  });

  it('are replaced without a single passport being refused', async () => {
    const signer = await passportSignerFromFile(privateKeyPath(settings, 'gateway'));
    // Each looks at the keys at another moment of the second.
    const verifiers = [];
    for (let phase = 0; phase < 10; phase += 1) {
      verifiers.push(passportVerifierFromFile(settings.paths.publicKeys));
      await wait(100);
    }
    const used = new Set<string>();
    const over = new AbortController();
    const rotation = rotatePassportKey(settings, 'gateway').finally(() => over.abort());
    const carry = async (): Promise<void> => {
      used.add(signer.keyId());
      const token = await signer.sign(PASSPORT, 'membership', 5);
      await Promise.all(verifiers.map((verifier) => verifier.verify(token, 'membership')));
    };
    while (!over.signal.aborted) {
      await carry();
      await wait(10);
    }
    const { from, to } = await rotation;
    expect(to).toMatch(KEY_ID);
    expect(to).not.toBe(from);
    while (!used.has(to)) {
      await carry();
      await wait(10);
    }
    expect([...used]).toEqual([from, to]);
    expect(trusted()).toEqual(expect.arrayContaining([from, to]));
    expect(readdirSync(settings.paths.keys).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('stay trusted after they were replaced, also over a start, until they are retired', async () => {
    const { from, to } = await rotatePassportKey(settings, 'awards');
    providePassportKeys(settings);
    expect(listPassportKeys(settings).filter(({ signer }) => signer === 'awards')).toEqual([
      { signer: 'awards', kid: to, signs: true },
      { signer: 'awards', kid: from, signs: false, replacedAt: expect.any(Number) },
    ]);
    expect(retirePassportKeys(settings)).toEqual({ retired: [], waiting: [from] });
    expect(trusted()).toContain(from);
    age('awards', 120);
    expect(retirePassportKeys(settings)).toEqual({ retired: [from], waiting: [] });
    expect(trusted()).toHaveLength(SIGNERS.length);
    expect(trusted()).toContain(to);
  });

  it('are not replaced twice before the first was retired', async () => {
    await rotatePassportKey(settings, 'finance');
    const before = trusted();
    await expect(rotatePassportKey(settings, 'finance')).rejects.toThrow(/still trusted/);
    expect(trusted()).toEqual(before);
  });

  it('belong to processes that sign', async () => {
    await expect(rotatePassportKey(settings, 'somebody')).rejects.toThrow('Nobody called "somebody" signs passports.');
  });

  it('are never guessed: a key that is another’s is refused', () => {
    const path = privateKeyPath(settings, 'finance');
    writeFileSync(path, readFileSync(privateKeyPath(settings, 'awards')));
    expect(() => providePassportKeys(settings)).toThrow(`${path} is not the key of finance.`);
  });
});
