import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LONGEST_LINE } from './limits';
import { LineReader } from './line-reader';

interface Line {
  readonly text: string;
  readonly whole: boolean;
  readonly utf8: boolean;
}

describe('a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-lines-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function read(content: Buffer): Line[] {
    const path = join(folder, 'lines');
    writeFileSync(path, content);
    const reader = LineReader.open(path, true);
    const lines: Line[] = [];
    while (reader?.next()) {
      const text = reader.bytes.toString('utf8', reader.start, reader.end);
      lines.push({ text, whole: reader.whole, utf8: reader.isUtf8() });
    }
    expect(reader?.close()).toEqual({
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
      lines: lines.length,
    });
    return lines;
  }

  const whole = (text: string): Line => ({ text, whole: true, utf8: true });

  it('is read line by line, empty ones included', () => {
    expect(read(Buffer.from('một\n\nhai\n'))).toEqual([whole('một'), whole(''), whole('hai')]);
    expect(read(Buffer.alloc(0))).toEqual([]);
  });

  it('whose last line has no end has a line that is not whole', () => {
    expect(read(Buffer.from('a\nb'))).toEqual([whole('a'), { text: 'b', whole: false, utf8: true }]);
  });

  it('is told apart from UTF-8 line by line', () => {
    const bytes = Buffer.concat([Buffer.from('đúng\n'), Buffer.of(0xc3, 0x0a), Buffer.from('ấ\n')]);
    expect(read(bytes).map(({ utf8 }) => utf8)).toEqual([true, false, true]);
  });

  it('is read the same wherever its lines fall in the buffer', () => {
    const lines = Array.from({ length: 60 }, (_, index) => 'ư'.repeat(index * 3_001));
    expect(read(Buffer.from(lines.map((line) => `${line}\n`).join('')))).toEqual(lines.map(whole));
  });

  it('may have lines of the greatest length, and passes over longer ones', () => {
    const longest = 'x'.repeat(LONGEST_LINE);
    const bytes = Buffer.from(`${longest}\n${longest}y\n${longest}${longest}${longest}\nafter\n${longest}${longest}`);
    const lines = read(bytes);
    expect(lines.map(({ whole: isWhole }) => isWhole)).toEqual([true, false, false, true, false]);
    expect(lines[0]?.text.length).toBe(LONGEST_LINE);
    expect(lines[3]?.text).toBe('after');
  });

  it('that is a folder or is not there cannot be opened', () => {
    expect(LineReader.open(folder, true)).toBeNull();
    expect(LineReader.open(join(folder, 'nowhere'), true)).toBeNull();
  });
});
