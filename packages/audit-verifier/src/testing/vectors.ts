import type { ExpectedAnchor } from '../anchors';
import { aboutOf, exportOf, type Files } from './export-files';
import { SeededRandom } from './seeded-random';
import { SigningKey } from './signing-key';
import { TAMPERINGS, type Tampering } from './tampering';
import { entryHash, Trail } from './trail';

/** An example of the format with what a verifier has to say of it. */
export interface Vector {
  readonly name: string;
  readonly files: Files;
  readonly trustedKeys: readonly string[];
  readonly expectedAnchor: ExpectedAnchor | null;
}

const key = new SigningKey('vectors');
const strangersKey = new SigningKey('a stranger');
const SUBJECTS = [
  '0198a000-0000-7000-8000-000000000001',
  '0198a000-0000-7000-8000-000000000002',
  '5c220184-4780-561b-ac81-002093fac498',
  'f1a214e9-0022-75fc-80ee-3cf77912e15c',
] as const;

function anchored(): Trail {
  const trail = new Trail();
  const [first, second, third, fourth] = SUBJECTS;
  for (const subject of [first, second, first, third]) {
    trail.append(subject);
  }
  trail.takeAnchor(key);
  trail.append(fourth, { reason: 'Đề nghị tặng Bằng khen', amounts: [0, -1, 36_000_000] });
  trail.append(second);
  trail.takeAnchor(key);
  trail.takeAnchor(key);
  return trail;
}

/** A database that went back behind its second anchor, and says so in an entry of the subject that lost one. */
function restored(): Trail {
  const trail = anchored();
  const [, subject] = SUBJECTS;
  const lost = trail.entries.pop();
  const kept = trail.entries.find((entry) => entry.subjectId === subject);
  if (!lost || !kept) {
    throw new Error('the trail has entries of the subject');
  }
  trail.append(subject, {
    action: 'RESTORED',
    after: { lostHead: { hash: entryHash(lost), sequence: lost.sequence } },
    previousHash: entryHash(kept),
  });
  trail.append(subject);
  trail.takeAnchor(key);
  return trail;
}

function unanchored(): Trail {
  const trail = anchored();
  trail.append(SUBJECTS[0]);
  return trail;
}

function empty(): Trail {
  const trail = new Trail();
  trail.takeAnchor(key);
  return trail;
}

const TAMPERED = [
  'flip a byte of entries and sign the manifest',
  'drop an entry',
  'drop a whole subject',
  'drop the last anchor although it was published',
  'move a time out of its interval and write everything anew',
  'sign everything with another key',
];

function tampering(name: string): Tampering {
  const found = TAMPERINGS[name];
  if (!found) {
    throw new Error(`there is no tampering called ${name}`);
  }
  return found;
}

/** The examples: a few that hold, and a few that were tampered with. */
export function vectors(): Vector[] {
  const trail = anchored();
  const untouched = { trail, key, strangersKey, files: exportOf(trail, key) };
  const random = new SeededRandom(1);
  const trustedKeys = [key.keyId];
  const holding = { valid: anchored(), unanchored: unanchored(), restored: restored(), 'no entry': empty() };
  return [
    ...Object.entries(holding).map(([name, each]) => ({
      name: name.replaceAll(' ', '-'),
      files: exportOf(each, key),
      trustedKeys,
      expectedAnchor: name === 'valid' ? aboutOf(trail).lastAnchor : null,
    })),
    ...TAMPERED.map((name) => {
      const { files, expectedAnchor = null } = tampering(name).tamper(untouched, random);
      return { name: name.replaceAll(' ', '-'), files, trustedKeys, expectedAnchor };
    }),
  ];
}
