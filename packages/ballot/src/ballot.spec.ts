import { createHash } from 'node:crypto';
import vector from '../test-vector.json';
import {
  BALLOT_CHOICES,
  type BallotBinding,
  BallotOpener,
  ballotDigest,
  ballotRoot,
  createBallotKeyPair,
  fromBase64Url,
  inclusionOf,
  isIncluded,
  keyFingerprint,
  SEALED_BYTES,
  sealBallot,
} from '.';

const BINDING: BallotBinding = vector.binding;

describe('sealing a choice', () => {
  it.each(BALLOT_CHOICES)('gives it back to the key’s holder, and has one length: %s', async (choice) => {
    const { publicKey, privateKey } = await createBallotKeyPair();
    const sealed = fromBase64Url(await sealBallot(publicKey, BINDING, choice));
    expect(sealed).toHaveLength(SEALED_BYTES);
    expect(await (await BallotOpener.with(privateKey)).open(sealed, BINDING)).toBe(choice);
  });

  it('never looks the same twice', async () => {
    const { publicKey } = await createBallotKeyPair();
    const all = await Promise.all([1, 2, 3].map(() => sealBallot(publicKey, BINDING, 'YES')));
    expect(new Set(all).size).toBe(3);
  });

  it.each(['sessionId', 'nominationId', 'memberId'] as const)('is bound to its %s', async (part) => {
    const { publicKey, privateKey } = await createBallotKeyPair();
    const sealed = fromBase64Url(await sealBallot(publicKey, BINDING, 'YES'));
    const elsewhere = { ...BINDING, [part]: '0190f3f2-0000-7000-8000-0000000000ff' };
    expect(await (await BallotOpener.with(privateKey)).open(sealed, elsewhere)).toBeNull();
  });

  it('cannot be opened by another key, cut, lengthened or changed', async () => {
    const { publicKey, privateKey } = await createBallotKeyPair();
    const sealed = fromBase64Url(await sealBallot(publicKey, BINDING, 'NO'));
    const opener = await BallotOpener.with(privateKey);
    const other = await BallotOpener.with((await createBallotKeyPair()).privateKey);
    const changed = sealed.slice();
    changed[SEALED_BYTES - 1] = (changed[SEALED_BYTES - 1] ?? 0) ^ 1;
    expect(await other.open(sealed, BINDING)).toBeNull();
    expect(await opener.open(sealed.slice(0, -1), BINDING)).toBeNull();
    expect(await opener.open(Uint8Array.of(...sealed, 0), BINDING)).toBeNull();
    expect(await opener.open(changed, BINDING)).toBeNull();
    expect(await opener.open(sealed, BINDING)).toBe('NO');
  });

  it('keeps to the test vector', async () => {
    const material = fromBase64Url(vector.ephemeralKeyMaterial);
    expect(await sealBallot(vector.publicKey, BINDING, 'YES', material)).toBe(vector.sealedYes);
    expect(await (await BallotOpener.with(vector.privateKey)).open(fromBase64Url(vector.sealedYes), BINDING)).toBe(
      'YES',
    );
    expect(await ballotDigest(vector.sealedYes)).toBe(vector.digest);
    expect(await keyFingerprint(vector.publicKey)).toBe(vector.fingerprint);
  });

  it.each(['a', '*', 'AA==', 'AB'])('takes base64url in its one form only: “%s”', (encoded) => {
    expect(() => fromBase64Url(encoded)).toThrow(/base64url|decod/);
  });
});

describe('the root of the digests', () => {
  const digests = (count: number) =>
    Array.from({ length: count }, (_, at) => createHash('sha256').update(String(at)).digest('hex'));

  it.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100])('includes each of %i, and nothing else', async (count) => {
    const all = digests(count);
    const root = await ballotRoot(all);
    for (const digest of all) {
      const inclusion = await inclusionOf(digest, all);
      expect(inclusion?.root).toBe(root);
      expect(inclusion && (await isIncluded(inclusion))).toBe(true);
      expect(inclusion && (await isIncluded({ ...inclusion, digest: 'ab'.repeat(32) }))).toBe(false);
      expect(inclusion && (await isIncluded({ ...inclusion, root: 'ab'.repeat(32) }))).toBe(false);
    }
    expect(await inclusionOf('ab'.repeat(32), all)).toBeNull();
  });

  it('does not depend on the order of the votes', async () => {
    const all = digests(9);
    expect(await ballotRoot([...all].reverse())).toBe(await ballotRoot(all));
    expect(await ballotRoot([])).toBe(createHash('sha256').digest('hex'));
  });
});
