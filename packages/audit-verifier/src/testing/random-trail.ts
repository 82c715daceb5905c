import type { SeededRandom } from './seeded-random';
import type { SigningKey } from './signing-key';
import { entryHash, Trail } from './trail';

/** A trail of a few subjects and anchors; the last anchor covers everything. Some were restored on the way. */
export function randomTrail(random: SeededRandom, key: SigningKey): Trail {
  const trail = new Trail();
  const subjects = Array.from({ length: 5 + random.below(5) }, () => random.id());
  const anchors = 3 + random.below(4);
  for (let anchor = 1; anchor <= anchors; anchor += 1) {
    // The first one finds every subject; some find nothing new; the last one does.
    const entries = anchor === 1 ? subjects.length : anchor === anchors ? 1 + random.below(6) : random.below(9);
    for (let count = 0; count < entries; count += 1) {
      trail.append(anchor === 1 ? (subjects[count] as string) : random.oneOf(subjects), {
        reason: random.oneOf([null, 'Đủ điều kiện', '"\\\u0001 €']),
      });
    }
    trail.takeAnchor(key);
  }
  if (random.below(3) === 0) {
    loseLastEntry(trail);
    trail.takeAnchor(key);
  }
  return trail;
}

/** The database goes back by one entry, and its subject says so. */
function loseLastEntry(trail: Trail): void {
  const lost = trail.entries.pop();
  if (lost) {
    const after = { lostHead: { hash: entryHash(lost), sequence: lost.sequence } };
    trail.append(lost.subjectId, { action: 'RESTORED', after });
    trail.append(lost.subjectId);
  }
}
