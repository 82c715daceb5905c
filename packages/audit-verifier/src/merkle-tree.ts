import { hash } from 'node:crypto';

/** Bytes of a SHA-256. */
export const DIGEST_LENGTH = 32;

const LEAF = 0x00;
const NODE = 0x01;
/** Most levels that are made room for at first: a tree of a few leaves. */
const FIRST_LEVELS = 2;

const pair = Buffer.alloc(1 + 2 * DIGEST_LENGTH, NODE);

/** Longer than the leaf of any head. */
const LONGEST_LEAF = 128;
const leaf = Buffer.alloc(1 + LONGEST_LEAF, LEAF);

/** Hash of a leaf: SHA-256 over a zero byte and the leaf's bytes. */
export function leafHash(data: Uint8Array): Buffer {
  leaf.set(data, 1);
  return hash('sha256', leaf.subarray(0, 1 + data.length), 'buffer');
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + DIGEST_LENGTH);
  return hash('sha256', pair, 'buffer');
}

/**
 * A Merkle tree as RFC 9162 (2.1.1) shapes it, of which only the roots of the full subtrees on its right edge are kept:
 * a tree of n leaves needs as many of them as n has ones in binary.
 */
export class MerkleTree {
  /** How many leaves it has. */
  size = 0;
  private subtrees: Buffer = Buffer.allocUnsafeSlow(FIRST_LEVELS * DIGEST_LENGTH);
  private levels = 0;

  /** Adds the next leaf. */
  add(leafOfTree: Uint8Array): void {
    let right: Uint8Array = leafOfTree;
    for (let size = this.size; size % 2 === 1; size = Math.floor(size / 2)) {
      this.levels -= 1;
      right = nodeHash(this.subtree(this.levels), right);
    }
    if ((this.levels + 1) * DIGEST_LENGTH > this.subtrees.length) {
      const larger = Buffer.allocUnsafeSlow(this.subtrees.length * 2);
      this.subtrees.copy(larger);
      this.subtrees = larger;
    }
    this.subtrees.set(right, this.levels * DIGEST_LENGTH);
    this.levels += 1;
    this.size += 1;
  }

  /** The root; that of no leaf is SHA-256 of nothing. */
  root(): Buffer {
    if (this.levels === 0) {
      return hash('sha256', '', 'buffer');
    }
    let right = this.subtree(this.levels - 1);
    for (let level = this.levels - 2; level >= 0; level -= 1) {
      right = nodeHash(this.subtree(level), right);
    }
    return right;
  }

  private subtree(level: number): Buffer {
    return this.subtrees.subarray(level * DIGEST_LENGTH, (level + 1) * DIGEST_LENGTH);
  }
}
