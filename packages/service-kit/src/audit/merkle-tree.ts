import { createHash } from 'node:crypto';

const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}

/**
 * A Merkle tree (RFC 9162, 2.1.1) to which leaves are added one by one: only the roots of the full subtrees on its
 * right edge are kept, so it holds a million leaves as easily as one.
 */
export class MerkleTree {
  /** How many leaves it has. */
  size = 0;
  private readonly subtrees: Buffer[] = [];

  /** Adds the next leaf. */
  add(data: Uint8Array): void {
    let right = sha256(LEAF, data);
    for (let size = this.size; size % 2 === 1; size = Math.floor(size / 2)) {
      right = sha256(NODE, this.subtrees.pop() as Buffer, right);
    }
    this.subtrees.push(right);
    this.size += 1;
  }

  /** The root; that of no leaf is SHA-256 of nothing. */
  root(): Buffer {
    return this.subtrees.length === 0
      ? sha256()
      : this.subtrees.reduceRight((right, left) => sha256(NODE, left, right));
  }
}
