import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { EntryLine } from './entry-line';

const SUBJECT = '01980000-0000-7000-8000-000000000001';
const LINES = 60_000;

/** A fixed sequence of numbers below 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** An entry whose text has everything that a canonical text may have; its words and digits vary, its layout does not. */
function text(sequence: number, variant: number): string {
  const digits = 10 + (variant % 90);
  const entry = {
    action: variant % 7 === 0 ? 'RESTORED' : 'REJECTED',
    after: {
      // Four bytes are compared at once: the escapes stand at each of the four places.
      escaped: ['a"\\\n', 'a\n', 'aa\n', 'aaa\n', 'aaaa\n', '\u0001', 'a\u0001'],
      lostHead: { hash: hash('sha256', String(digits), 'hex'), sequence: digits },
      numbers: [0, -5, 1.5, 1e30, digits, 123_456_789_012_345, 1234567890123456],
      words: [true, false, null, {}, [], ''],
    },
    at: `2026-11-26T10:00:00.0000${digits}Z`,
    'na"me': 'Thiếu báo cáo',
    previousHash: hash('sha256', `before ${digits}`, 'hex'),
    reason: `Lý do ${digits}, đề nghị bổ sung`,
    sequence,
    subjectId: SUBJECT,
  };
  return JSON.stringify(entry);
}

function line(content: Buffer): Buffer {
  const digest = hash('sha256', content, 'hex');
  return Buffer.concat([Buffer.from('{"entry":'), content, Buffer.from(`,"hash":"${digest}"}`)]);
}

function reading(entry: EntryLine, bytes: Buffer): unknown {
  if (!entry.read(bytes, 0, bytes.length)) {
    return null;
  }
  const { subjectId, sequence, at, previousHash, recordedHash, trueHash } = entry;
  return { subjectId, sequence, at, previousHash, recordedHash, trueHash, lost: entry.lostHead() };
}

describe('an entry that is laid out as one before', () => {
  it('is read from other words and digits, and its layout is known again', () => {
    const familiar = new EntryLine();
    for (let variant = 0; variant < 90; variant += 1) {
      const bytes = line(Buffer.from(text((variant % 9) + 1, variant)));
      const read = reading(familiar, bytes);
      expect(read).toEqual(reading(new EntryLine(), bytes));
      expect(read).toMatchObject({ subjectId: SUBJECT, sequence: (variant % 9) + 1 });
    }
    expect(familiar.familiar).toBeGreaterThan(80);
  });

  it(`is never taken for canonical where one that is walked over is not: ${LINES} lines with bytes changed`, () => {
    const random = numbers(5);
    const below = (bound: number): number => Math.floor(random() * bound);
    const telling = Buffer.from('"\\{}[],:019-+.eEnu\u0000\u001f \u007f');
    const familiar = new EntryLine();
    let valid = 0;
    for (let count = 0; count < LINES; count += 1) {
      const content = Buffer.from(text(below(9) + 1, below(90)));
      reading(familiar, line(content));
      for (let changes = 1 + below(3); changes > 0; changes -= 1) {
        content[below(content.length)] = random() < 0.5 ? (telling[below(telling.length)] as number) : below(256);
      }
      // Bytes that are not UTF-8 never come so far.
      if (!isUtf8(content)) {
        continue;
      }
      const bytes = line(content);
      const read = reading(familiar, bytes);
      expect(read).toEqual(reading(new EntryLine(), bytes));
      valid += read === null ? 0 : 1;
    }
    // Both were met often, so that agreeing means something.
    expect(valid).toBeGreaterThan(LINES / 20);
    expect(valid).toBeLessThan(LINES / 2);
  });
});
