import type { SigningKey } from './signing-key';
import { anchorRoot, entryHash, headsRoot, NOTHING_BEFORE, Trail, type Entry } from './trail';

/**
 * The trail as somebody would write it who changes entries and holds a key: chains, heads and anchors are all made
 * anew and fit each other; intervals and counts stay.
 */
export function rewritten(trail: Trail, key: SigningKey, change: (entry: Entry) => Entry): Trail {
  const result = new Trail(trail.service);
  const hashes = new Map<string, string>();
  const lastHash = new Map<string, string>();
  for (const entry of trail.entries) {
    const { subjectId, sequence } = entry;
    const changed = { ...change(entry), previousHash: lastHash.get(subjectId) ?? NOTHING_BEFORE };
    const hash = entryHash(changed);
    lastHash.set(subjectId, hash);
    hashes.set(`${subjectId} ${sequence}`, hash);
    result.entries.push(changed);
  }
  for (const head of trail.heads) {
    result.heads.push({ ...head, hash: hashes.get(`${head.subjectId} ${head.sequence}`) ?? head.hash });
  }
  let previousRoot = NOTHING_BEFORE;
  for (const anchor of trail.anchors) {
    const heads = result.heads.filter((head) => head.anchor === anchor.number);
    const renewed = { ...anchor, headsRoot: headsRoot(heads), keyId: key.keyId, previousRoot };
    previousRoot = anchorRoot(renewed);
    result.anchors.push(renewed);
  }
  return result;
}
