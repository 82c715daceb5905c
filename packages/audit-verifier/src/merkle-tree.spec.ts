import { leafHash, MerkleTree } from './merkle-tree';
import { headsRoot } from './testing/trail';

// The leaves and roots that the tests of Certificate Transparency use for the trees of RFC 6962.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (digits) => Buffer.from(digits, 'hex'),
);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('a Merkle tree', () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))(
    'of %i leaves has the root that RFC 6962 gives it',
    (size, root) => {
      const tree = new MerkleTree();
      for (const leaf of LEAVES.slice(0, size)) {
        tree.add(leafHash(leaf));
      }
      expect(tree.size).toBe(size);
      expect(tree.root().toString('hex')).toBe(root);
    },
  );

  it('gives the root at every size that the recursive definition gives', () => {
    const heads = Array.from({ length: 70 }, (_, index) => ({
      subjectId: `0198a000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      sequence: index + 1,
      hash: 'a'.repeat(64),
      anchor: 1,
    }));
    const tree = new MerkleTree();
    heads.forEach(({ subjectId, sequence, hash }, index) => {
      tree.add(leafHash(Buffer.from(JSON.stringify([subjectId, sequence, hash]))));
      expect(tree.root().toString('hex')).toBe(headsRoot(heads.slice(0, index + 1)));
    });
  });
});
