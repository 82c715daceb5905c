import { createHash } from 'node:crypto';

/** Words of one shingle: fewer match by chance, more miss a reworded sentence. */
const SHINGLE_WORDS = 3;
/** Reports with fewer words say too little to be told apart. */
export const FEWEST_WORDS = 20;
/** Bands of the fingerprint and rows of each: reports alike by 70 % share a band in 98,8 % of cases, by 30 % in 12 %. */
const BANDS = 16;
const ROWS = 4;
const PERCENT = 100;
/** One more than the largest number of 32 bits. */
const UNSIGNED = 0x1_0000_0000;

/** Vietnamese text as it is compared: lower case, without tone marks, accents and punctuation. */
export function comparableWords(text: string): string[] {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** The runs of three words of a text; null for a text that is too short to compare. */
export function shinglesOf(text: string): ReadonlySet<string> | null {
  const words = comparableWords(text);
  if (words.length < FEWEST_WORDS) {
    return null;
  }
  return new Set(
    Array.from({ length: words.length - SHINGLE_WORDS + 1 }, (_, index) =>
      words.slice(index, index + SHINGLE_WORDS).join(' '),
    ),
  );
}

/** How alike two texts are: shared runs of words over all of them, in whole percent, rounded down. */
export function similarityPercent(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const shingle of small) {
    shared += large.has(shingle) ? 1 : 0;
  }
  return Math.floor((shared * PERCENT) / (one.size + other.size - shared));
}

/** Mixes a shingle's hash with the seed of a row (the finaliser of MurmurHash3). */
function mixed(hash: number, seed: number): number {
  let value = hash ^ Math.imul(seed + 1, 0x9e37_79b1);
  value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}

/**
 * The fingerprint of a text (MinHash in bands): texts that are alike share a band, so that candidates are found by an
 * index and no text is scanned. Empty for a text that is too short.
 * @returns a number of 32 bits for each band, in order.
 */
export function fingerprintOf(text: string): number[] {
  const shingles = shinglesOf(text);
  if (!shingles) {
    return [];
  }
  const hashes = [...shingles].map(hashOf);
  return Array.from({ length: BANDS }, (_, band) => {
    let banded = band;
    for (let row = 0; row < ROWS; row += 1) {
      const seed = band * ROWS + row;
      let least = UNSIGNED;
      for (const hash of hashes) {
        const value = mixed(hash, seed);
        least = value < least ? value : least;
      }
      banded = mixed(banded, least);
    }
    return banded;
  });
}
