import type { ErrorCode } from '../findings';
import { aboutOf, exportOf, filesOf, manifestOf, sealed, type About, type Files } from './export-files';
import { rewritten } from './rewritten-trail';
import type { SeededRandom } from './seeded-random';
import {
  filesNamed,
  flipAnywhere,
  relined,
  replaced,
  resealed,
  swapped,
  withoutOne,
  withoutSubject,
  type Lines,
  type Tampered,
  type Untouched,
} from './tampering-steps';
import { anchorLine, anchorRoot, entryLine, timeAfter, type Anchor, type Entry } from './trail';

/** A way to tamper with an export. */
export interface Tampering {
  /** One of these is found, besides whatever else. */
  readonly codes: readonly ErrorCode[];
  readonly tamper: (untouched: Untouched, random: SeededRandom) => Tampered;
}

const MANIFEST_CODES: readonly ErrorCode[] = ['MANIFEST_MALFORMED', 'MANIFEST_SIGNATURE', 'KEY_UNKNOWN'];

/** Changes the lines of a random file of entries and makes the manifest anew. */
function ofEntries(leastLines: number, change: (lines: Lines, random: SeededRandom) => Lines): Tampering['tamper'] {
  return (untouched, random) => {
    const name = random.oneOf(filesNamed(untouched.files, 'entries', leastLines));
    return resealed(
      untouched,
      relined(untouched.files, name, (lines) => change(lines, random)),
    );
  };
}

/** Entries of subjects that the anchors saw, of which a later anchor than the first did. */
function anchoredLater({ trail }: Untouched): Entry[] {
  const last = trail.anchors.at(-1)?.to ?? '';
  const first = trail.anchors[0]?.to ?? '';
  return trail.entries.filter(({ at }) => at >= first && at < last);
}

const oneSubjectLess = ({ trail }: Untouched): Partial<About> => ({ subjects: aboutOf(trail).subjects - 1 });

const withLastAnchor = ({ trail }: Untouched, files: Files): Tampered => ({
  files,
  expectedAnchor: aboutOf(trail).lastAnchor,
});

/** Every way in which the property test tampers. */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'flip a byte': {
    codes: ['FILE_CHANGED', ...MANIFEST_CODES],
    tamper: ({ files }, random) => ({ files: flipAnywhere(files, random, [...files.keys()]) }),
  },
  'flip a byte of the manifest': {
    codes: MANIFEST_CODES,
    tamper: ({ files }, random) => ({ files: flipAnywhere(files, random, ['manifest.json']) }),
  },
  'flip a byte of entries and sign the manifest': {
    codes: ['ENTRY_HASH', 'ENTRY_MALFORMED'],
    tamper: (untouched, random) =>
      resealed(untouched, flipAnywhere(untouched.files, random, filesNamed(untouched.files, 'entries', 1))),
  },
  'flip a byte of heads and sign the manifest': {
    codes: ['HEADS_ROOT', 'ANCHOR_COUNTS'],
    tamper: (untouched, random) =>
      resealed(untouched, flipAnywhere(untouched.files, random, filesNamed(untouched.files, 'heads', 1))),
  },
  'flip a byte of the anchors and sign the manifest': {
    codes: ['ANCHOR_SIGNATURE', 'ANCHOR_MALFORMED', 'KEY_UNKNOWN'],
    tamper: (untouched, random) => resealed(untouched, flipAnywhere(untouched.files, random, ['anchors.jsonl'])),
  },
  'truncate a file': {
    codes: ['FILE_CHANGED', 'MANIFEST_MALFORMED'],
    tamper: ({ files }, random) => {
      const name = random.oneOf([...files].filter(([, content]) => content.length > 0).map(([found]) => found));
      const content = files.get(name) as Buffer;
      return { files: replaced(files, name, content.subarray(0, random.below(content.length))) };
    },
  },
  'take a file away': {
    codes: ['FILE_MISSING', 'MANIFEST_MALFORMED'],
    tamper: ({ files }, random) => {
      const left = new Map(files);
      left.delete(random.oneOf([...files.keys()]));
      return { files: left };
    },
  },
  'drop an entry': { codes: ['SEQUENCE_GAP', 'ENTRIES_MISSING', 'SUBJECT_MISSING'], tamper: ofEntries(1, withoutOne) },
  'swap two entries': {
    codes: ['SEQUENCE_GAP', 'SEQUENCE_REPEATED', 'SUBJECT_ORDER'],
    tamper: ofEntries(2, swapped),
  },
  'double an entry': {
    codes: ['SEQUENCE_REPEATED'],
    tamper: ofEntries(1, (lines, random) => {
      const position = random.below(lines.length);
      return lines.toSpliced(position, 0, lines[position] as string);
    }),
  },
  'insert a forged entry with a true hash': {
    codes: ['SEQUENCE_REPEATED', 'CHAIN_BROKEN', 'HEAD_MISMATCH', 'TIME_OUTSIDE_INTERVAL'],
    tamper: ofEntries(1, (lines, random) => {
      const position = random.below(lines.length);
      const { entry, hash } = JSON.parse(lines[position] as string) as { entry: Entry; hash: string };
      const forged = { ...entry, action: 'FORGED', sequence: entry.sequence + 1, previousHash: hash };
      return lines.toSpliced(position + 1, 0, entryLine(forged));
    }),
  },
  'change an entry and give it a true hash': {
    codes: ['CHAIN_BROKEN', 'HEAD_MISMATCH'],
    tamper: ofEntries(1, (lines, random) => {
      const position = random.below(lines.length);
      const { entry } = JSON.parse(lines[position] as string) as { entry: Entry };
      return lines.with(position, entryLine({ ...entry, action: 'FORGED' }));
    }),
  },
  'claim that a restore has lost what no anchor saw': {
    codes: ['RESTORED_HEAD_UNKNOWN'],
    tamper: ofEntries(1, (lines, random) => {
      const position = random.below(lines.length);
      const { entry, hash } = JSON.parse(lines[position] as string) as { entry: Entry; hash: string };
      const after = { lostHead: { hash, sequence: entry.sequence + 1 } };
      const claim = { ...entry, action: 'RESTORED', after, sequence: entry.sequence + 1, previousHash: hash };
      return lines.toSpliced(position + 1, 0, entryLine(claim));
    }),
  },
  'let two segments change places': {
    codes: ['SEGMENT_ORDER', 'SUBJECT_MISSING'],
    tamper: (untouched, random) => {
      const kind = random.oneOf(['entries', 'heads']);
      const [one = '', other = ''] = filesNamed(untouched.files, kind, 0);
      const { files } = untouched;
      const changed = replaced(replaced(files, one, files.get(other) as Buffer), other, files.get(one) as Buffer);
      return resealed(untouched, changed);
    },
  },
  'change what an anchor says and sign it': {
    codes: ['LAST_ANCHOR', 'ANCHOR_CHAIN', 'ANCHOR_SEQUENCE', 'ANCHOR_MALFORMED'],
    tamper: (untouched, random) => {
      const { anchors } = untouched.trail;
      const chosen = random.oneOf(anchors);
      const [field, value] = random.oneOf<readonly [string, unknown]>([
        ['changed', 99],
        ['entries', chosen.entries + 1],
        ['from', timeAfter(random.below(50_000))],
        ['headsRoot', 'c'.repeat(64)],
        ['number', 1 + random.below(anchors.length + 2)],
        ['previousRoot', 'd'.repeat(64)],
        ['service', 'finance'],
        ['subjects', chosen.subjects + 1],
        ['to', timeAfter(random.below(50_000))],
        ['unheardOf', true],
      ]);
      const lines = anchors.map((anchor) =>
        anchorLine(anchor === chosen ? { ...anchor, [field]: value } : anchor, untouched.key),
      );
      return resealed(
        untouched,
        relined(untouched.files, 'anchors.jsonl', () => lines),
      );
    },
  },
  'drop a whole subject': {
    codes: ['SUBJECT_MISSING'],
    tamper: (untouched, random) => {
      const { subjectId } = random.oneOf(untouched.trail.heads);
      return resealed(untouched, withoutSubject(untouched.files, subjectId, ['entries']), oneSubjectLess(untouched));
    },
  },
  'drop a whole subject with its heads': {
    codes: ['HEADS_ROOT'],
    tamper: (untouched, random) => {
      const { subjectId } = random.oneOf(untouched.trail.heads);
      return resealed(
        untouched,
        withoutSubject(untouched.files, subjectId, ['entries', 'heads']),
        oneSubjectLess(untouched),
      );
    },
  },
  'swap two anchors': {
    codes: ['ANCHOR_SEQUENCE'],
    tamper: (untouched, random) =>
      resealed(
        untouched,
        relined(untouched.files, 'anchors.jsonl', (lines) => swapped(lines, random)),
      ),
  },
  'drop an anchor': {
    codes: ['ANCHOR_SEQUENCE', 'LAST_ANCHOR'],
    tamper: (untouched, random) => {
      const { anchors } = untouched.trail;
      const left = anchors.toSpliced(random.below(anchors.length - 1), 1);
      const files = relined(untouched.files, 'anchors.jsonl', () =>
        left.map((anchor) => anchorLine(anchor, untouched.key)),
      );
      // A manifest whose own parts fit each other.
      return resealed(untouched, files, {
        lastAnchor: { number: left.length, root: anchorRoot(left.at(-1) as Anchor) },
      });
    },
  },
  'drop the last anchor although it was published': {
    codes: ['EXPECTED_ANCHOR_MISSING'],
    tamper: (untouched) => {
      const { trail, key } = untouched;
      return withLastAnchor(untouched, exportOf(trail.before(trail.anchors.length), key));
    },
  },
  'write history anew although its anchor was published': {
    codes: ['EXPECTED_ANCHOR_DIFFERS'],
    tamper: (untouched, random) => {
      const { trail, key } = untouched;
      const chosen = random.oneOf(trail.entries);
      const other = rewritten(trail, key, (entry) => (entry === chosen ? { ...entry, action: 'FORGED' } : entry));
      return withLastAnchor(untouched, exportOf(other, key));
    },
  },
  'move a time out of its interval and write everything anew': {
    codes: ['TIME_OUTSIDE_INTERVAL'],
    tamper: (untouched, random) => {
      const chosen = random.oneOf(anchoredLater(untouched));
      const at =
        random.below(2) === 0 ? timeAfter(random.below(1_000)) : timeAfter(3_600_000_000 + random.below(1_000));
      const { trail, key } = untouched;
      return {
        files: exportOf(
          rewritten(trail, key, (entry) => (entry === chosen ? { ...entry, at } : entry)),
          key,
        ),
      };
    },
  },
  'sign everything with another key': {
    codes: ['KEY_UNTRUSTED'],
    tamper: ({ trail, strangersKey }) => ({
      files: exportOf(
        rewritten(trail, strangersKey, (entry) => entry),
        strangersKey,
      ),
    }),
  },
  'sign the manifest with another key': {
    codes: ['KEY_UNTRUSTED'],
    tamper: ({ trail, key, strangersKey }) => {
      const files = filesOf(trail, key);
      const manifest = manifestOf(files, aboutOf(trail), strangersKey, [key]);
      return { files: files.set('manifest.json', sealed(manifest, strangersKey)) };
    },
  },
};
