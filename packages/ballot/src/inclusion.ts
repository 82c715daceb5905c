import { digestOf } from './ballot-format';

/** Where a vote’s digest stands among those that a session’s root was made of. */
export interface BallotInclusion {
  /** Digest of the sealed choice, SHA-256 in hexadecimal. */
  readonly digest: string;
  /** Its place among the digests in ascending order, from 0. */
  readonly index: number;
  /** How many digests there are. */
  readonly size: number;
  /** Hashes beside the way from the digest to the root, hexadecimal (RFC 9162, 2.1.3). */
  readonly path: readonly string[];
  /** The session’s root, as its audit entry has it. */
  readonly root: string;
}

function bytesOf(hexadecimal: string): number[] {
  return (hexadecimal.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

const leaf = (digest: string): Promise<string> => digestOf(Uint8Array.of(0, ...bytesOf(digest)));
const node = (left: string, right: string): Promise<string> =>
  digestOf(Uint8Array.of(1, ...bytesOf(left), ...bytesOf(right)));

/** Largest power of two that is smaller than a number greater than 1. */
function split(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1);
}

async function rootOf(digests: readonly string[]): Promise<string> {
  const [first] = digests;
  if (first === undefined) {
    return digestOf(new Uint8Array());
  }
  if (digests.length === 1) {
    return leaf(first);
  }
  const at = split(digests.length);
  return node(await rootOf(digests.slice(0, at)), await rootOf(digests.slice(at)));
}

/** The Merkle root of digests (RFC 9162, 2.1.1), in ascending order: it tells nothing of the order of the votes. */
export function ballotRoot(digests: readonly string[]): Promise<string> {
  return rootOf([...digests].sort());
}

async function pathOf(index: number, digests: readonly string[]): Promise<string[]> {
  if (digests.length <= 1) {
    return [];
  }
  const at = split(digests.length);
  return index < at
    ? [...(await pathOf(index, digests.slice(0, at))), await rootOf(digests.slice(at))]
    : [...(await pathOf(index - at, digests.slice(at))), await rootOf(digests.slice(0, at))];
}

/** Where a digest stands; null when it is not among them. */
export async function inclusionOf(digest: string, digests: readonly string[]): Promise<BallotInclusion | null> {
  const sorted = [...digests].sort();
  const index = sorted.indexOf(digest);
  return index < 0
    ? null
    : { digest, index, size: sorted.length, path: await pathOf(index, sorted), root: await rootOf(sorted) };
}

/**
 * Whether a vote is among those that a root stands for (RFC 9162, 2.1.3.2). Compute the digest from the sealed choice
 * that you kept, and take the root from the audit trail.
 */
export async function isIncluded({ digest, index, size, path, root }: BallotInclusion): Promise<boolean> {
  let [at, last] = [index, size - 1];
  if (at < 0 || at > last) {
    return false;
  }
  let hash = await leaf(digest);
  for (const beside of path) {
    if (last === 0) {
      return false;
    }
    if (at % 2 === 1 || at === last) {
      hash = await node(beside, hash);
      while (at % 2 === 0 && at !== 0) {
        [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
      }
    } else {
      hash = await node(hash, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash === root;
}
