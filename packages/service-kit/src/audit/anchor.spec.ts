import { generateKeyPairSync } from 'node:crypto';
import { anchorLine, headText, signedAnchor, type AnchorStatement } from './anchor';
import { auditSigner } from './audit-signer';
import { MerkleTree } from './merkle-tree';

// The example of docs/audit-format.md: RFC 8032's first test key.
const KEY = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};
const STATEMENT: AnchorStatement = {
  format: 'thidua-audit-anchor/1',
  service: 'awards',
  number: 1,
  previousRoot: '0'.repeat(64),
  from: '1970-01-01T00:00:00.000000Z',
  to: '2026-11-25T22:56:16.811123Z',
  subjects: 1,
  entries: 2,
  changed: 1,
  headsRoot: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  keyId: '21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9',
};

describe('an anchor', () => {
  const signer = auditSigner({ json: JSON.stringify(KEY) });

  it('is signed by a key whose fingerprint is that of its 32 bytes', () => {
    expect(signer.publicKey).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(signer.keyId).toBe(STATEMENT.keyId);
  });

  it('has the root and the line of the published format: both must stay what they are', () => {
    const anchor = signedAnchor(STATEMENT, signer);
    expect(anchor.statement).toBe(
      '{"changed":1,"entries":2,"format":"thidua-audit-anchor/1","from":"1970-01-01T00:00:00.000000Z",' +
        `"headsRoot":"${STATEMENT.headsRoot}","keyId":"${STATEMENT.keyId}","number":1,` +
        `"previousRoot":"${STATEMENT.previousRoot}","service":"awards","subjects":1,"to":"2026-11-25T22:56:16.811123Z"}`,
    );
    // Computed apart, by Python's hashlib and cryptography.
    expect(anchor.root).toBe('56ad634744b005b064496ead8ae381604de7953e75980b65dc1b748ef6350320');
    const signature =
      '9f8ade6ef3121cac309f3a09616d2ccd7a4de1a3927b8532c198c4c37dacf4cc' +
      'c9a34a3432aa34d6517a3e59b28d528c5588ff238022f7afa885921ec8c3150e';
    expect(anchorLine(anchor)).toBe(`{"anchor":${anchor.statement},"signature":"${signature}"}`);
  });

  it('lists a head as the text that its leaf is made of', () => {
    const head = { subjectId: '0198a000-0000-7000-8000-000000000001', sequence: 2, hash: 'a'.repeat(64) };
    expect(headText(head)).toBe(`["0198a000-0000-7000-8000-000000000001",2,"${'a'.repeat(64)}"]`);
  });

  it('is not signed by a key of another kind', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    expect(() => auditSigner({ json: JSON.stringify(other) })).toThrow('Ed25519');
  });
});

describe('the tree of an anchor’s heads', () => {
  // The trees that the tests of Certificate Transparency use for RFC 6962.
  const leaves = ['', '00', '10', '2021', '3031'].map((digits) => Buffer.from(digits, 'hex'));
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ])('of %i has the root that RFC 6962 gives it', (size, root) => {
    const tree = new MerkleTree();
    for (const leaf of leaves.slice(0, size)) {
      tree.add(leaf);
    }
    expect(tree.root().toString('hex')).toBe(root);
  });
});
