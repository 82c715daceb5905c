import { hash } from 'node:crypto';
import type { SigningKey } from './signing-key';

/** The hash before a subject's first entry, and the root before the first anchor. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** An entry as the format sees it: what is checked, and anything else. */
export type Entry = Readonly<Record<string, unknown>> & {
  readonly subjectId: string;
  readonly sequence: number;
  readonly at: string;
  readonly previousHash: string;
};

/** A head that an anchor lists. */
export interface Head {
  readonly subjectId: string;
  readonly sequence: number;
  readonly hash: string;
  readonly anchor: number;
}

/** An anchor's statement. */
export interface Anchor {
  readonly [field: string]: unknown;
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly subjects: number;
  readonly entries: number;
}

/** Canonical JSON (RFC 8785) of values without fractions, which is all that tests write. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** An entry's hash. */
export function entryHash(entry: Entry): string {
  return hash('sha256', canonical(entry), 'hex');
}

/** The line of an entry, with its true hash unless another is given. */
export function entryLine(entry: Entry, itsHash = entryHash(entry)): string {
  return `{"entry":${canonical(entry)},"hash":"${itsHash}"}`;
}

/** The line of a head. */
export function headLine({ subjectId, sequence, hash: itsHash, anchor }: Head): string {
  return JSON.stringify([subjectId, sequence, itsHash, anchor]);
}

/** The Merkle root of an anchor's heads, by the recursive definition of RFC 9162. */
export function headsRoot(heads: readonly Head[]): string {
  const leaves = heads.map(({ subjectId, sequence, hash: itsHash }) =>
    hash('sha256', Buffer.from(`\0${JSON.stringify([subjectId, sequence, itsHash])}`), 'buffer'),
  );
  return rootOf(leaves).toString('hex');
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (!first) {
    return hash('sha256', '', 'buffer');
  }
  if (leaves.length === 1) {
    return first;
  }
  const half = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  const parts = [Buffer.of(1), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half))];
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

/** An anchor's root. */
export function anchorRoot(anchor: Anchor): string {
  return hash('sha256', Buffer.from(`\x02${canonical(anchor)}`), 'hex');
}

/** The signed line of an anchor. */
export function anchorLine(anchor: Anchor, key: SigningKey): string {
  const signature = key.sign(`thidua-audit-anchor/1:${anchorRoot(anchor)}`);
  return `{"anchor":${canonical(anchor)},"signature":"${signature}"}`;
}

/** A time of the format, so many microseconds after a fixed one. */
export function timeAfter(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds - milliseconds * 1000).padStart(3, '0');
  return `${new Date(Date.UTC(2026, 0, 5) + milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}

/** An audit trail that a test writes: entries and anchors, as a service and its anchors would. */
export class Trail {
  readonly entries: Entry[] = [];
  readonly heads: Head[] = [];
  readonly anchors: Anchor[] = [];
  private clock = 0;

  constructor(readonly service = 'awards') {}

  /** Moves the clock on and says what it shows. */
  tick(microseconds = 1_000): string {
    this.clock += microseconds;
    return timeAfter(this.clock);
  }

  /** Appends an entry to its subject's chain. */
  append(subjectId: string, more: Readonly<Record<string, unknown>> = {}): Entry {
    const previous = this.entries.findLast((entry) => entry.subjectId === subjectId);
    const entry: Entry = {
      action: 'SIGN',
      actor: 'đoàn viên "A"\n',
      after: { state: 'ĐÃ KÝ', steps: [1, 20, { '€': true, a: null }] },
      subjectId,
      sequence: (previous?.sequence ?? 0) + 1,
      at: this.tick(),
      previousHash: previous ? entryHash(previous) : NOTHING_BEFORE,
      ...more,
    };
    this.entries.push(entry);
    return entry;
  }

  /** Takes an anchor of everything that has come since the one before. */
  takeAnchor(key: SigningKey): Anchor {
    const previous = this.anchors.at(-1);
    const number = (previous?.number ?? 0) + 1;
    const covered = new Map(this.heads.map((head) => [head.subjectId, head]));
    const last = new Map(this.entries.map((entry) => [entry.subjectId, entry]));
    const heads = [...last.values()]
      .map((entry) => ({
        subjectId: entry.subjectId,
        sequence: entry.sequence,
        hash: entryHash(entry),
        anchor: number,
      }))
      .filter((head) => covered.get(head.subjectId)?.hash !== head.hash)
      .sort((one, other) => (one.subjectId < other.subjectId ? -1 : 1));
    const anchor: Anchor = {
      changed: heads.length,
      entries: heads.reduce(
        (sum, head) => sum + head.sequence - (covered.get(head.subjectId)?.sequence ?? 0),
        previous?.entries ?? 0,
      ),
      format: 'thidua-audit-anchor/1',
      from: previous?.to ?? '1970-01-01T00:00:00.000000Z',
      headsRoot: headsRoot(heads),
      keyId: key.keyId,
      number,
      previousRoot: previous ? anchorRoot(previous) : NOTHING_BEFORE,
      service: this.service,
      subjects: (previous?.subjects ?? 0) + heads.filter(({ subjectId }) => !covered.has(subjectId)).length,
      to: this.tick(),
    };
    this.heads.push(...heads);
    this.anchors.push(anchor);
    return anchor;
  }

  /** The trail as it stood before an anchor was taken; entries that no anchor covers any more stay. */
  before(anchor: number): Trail {
    const earlier = new Trail(this.service);
    earlier.entries.push(...this.entries);
    earlier.heads.push(...this.heads.filter((head) => head.anchor < anchor));
    earlier.anchors.push(...this.anchors.filter(({ number }) => number < anchor));
    return earlier;
  }
}
