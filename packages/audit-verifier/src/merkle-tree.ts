import { hash } from 'node:crypto';

/** Bytes of a SHA-256. */
export const DIGEST_LENGTH = 32;

const LEAF = 0x00;
const NODE = 0x01;
/** Most levels that are made room for at first: a tree of a few leaves. */
const FIRST_LEVELS = 2;
/** Longer than the leaf of any head. */
const LONGEST_LEAF = 128;

const leafBytes = Buffer.alloc(1 + LONGEST_LEAF, LEAF);
const nodeBytes = Buffer.alloc(1 + 2 * DIGEST_LENGTH, NODE);

/**
 * Hash of a leaf: SHA-256 over a zero byte and the leaf's bytes. Digests are texts of one character a byte here: Node
 * gives them three times as fast as buffers.
 */
export function leafHash(data: Uint8Array): string {
  leafBytes.set(data, 1);
  return hash('sha256', leafBytes.subarray(0, 1 + data.length), 'binary');
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

  /** Adds the next leaf, by its hash. */
  add(leaf: string): void {
    let right = leaf;
    for (let size = this.size; size % 2 === 1; size = Math.floor(size / 2)) {
      this.levels -= 1;
      right = this.joined(this.levels, right);
    }
    if ((this.levels + 1) * DIGEST_LENGTH > this.subtrees.length) {
      const larger = Buffer.allocUnsafeSlow(this.subtrees.length * 2);
      this.subtrees.copy(larger);
      this.subtrees = larger;
    }
    this.subtrees.write(right, this.levels * DIGEST_LENGTH, 'latin1');
    this.levels += 1;
    this.size += 1;
  }

  /** The root; that of no leaf is SHA-256 of nothing. */
  root(): Buffer {
    if (this.levels === 0) {
      return hash('sha256', '', 'buffer');
    }
    let level = this.levels - 1;
    let right = this.subtrees.toString('latin1', level * DIGEST_LENGTH, (level + 1) * DIGEST_LENGTH);
    while (level > 0) {
      level -= 1;
      right = this.joined(level, right);
    }
    return Buffer.from(right, 'latin1');
  }

  /** Hash of the subtree of a level with what stands to the right of it. */
  private joined(level: number, right: string): string {
    this.subtrees.copy(nodeBytes, 1, level * DIGEST_LENGTH, (level + 1) * DIGEST_LENGTH);
    nodeBytes.write(right, 1 + DIGEST_LENGTH, 'latin1');
    return hash('sha256', nodeBytes, 'binary');
  }
}
