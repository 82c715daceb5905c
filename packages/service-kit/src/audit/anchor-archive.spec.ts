import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnchorConflict, AnchorFolder } from './anchor-archive';

async function* lines(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

describe('a folder of anchors', () => {
  let folder: string;
  let archive: AnchorFolder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'anchors-'));
    archive = new AnchorFolder(join(folder, 'awards'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const names = (): string[] => readdirSync(join(folder, 'awards'));
  const content = (): string => readFileSync(join(folder, 'awards', '0000000012.jsonl'), 'utf8');

  it('keeps an anchor line by line under its number', async () => {
    expect(await archive.has(12)).toBe(false);
    await archive.write(12, lines('mốc', 'đầu'));
    expect(await archive.has(12)).toBe(true);
    expect(content()).toBe('mốc\nđầu\n');
    const read: string[] = [];
    for await (const line of archive.read(12)) {
      read.push(line);
    }
    expect(read).toEqual(['mốc', 'đầu']);
  });

  it('takes the same anchor twice, and two at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => archive.write(12, lines('a', 'b'))));
    await archive.write(12, lines('a', 'b'));
    expect(names()).toEqual(['0000000012.jsonl']);
    expect(content()).toBe('a\nb\n');
  });

  it.each([
    ['another text', ['a', 'x']],
    ['less', ['a']],
    ['more', ['a', 'b', 'c']],
  ])('never writes %s over an anchor that is there', async (_case, other) => {
    await archive.write(12, lines('a', 'b'));
    await expect(archive.write(12, lines(...other))).rejects.toThrow(AnchorConflict);
    expect(content()).toBe('a\nb\n');
    expect(names()).toEqual(['0000000012.jsonl']);
  });

  it('keeps nothing of an anchor that could not be written whole', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'a';
      throw new Error('the database is gone');
    }
    await expect(archive.write(12, broken())).rejects.toThrow('the database is gone');
    expect(await archive.has(12)).toBe(false);
    expect(names()).toEqual([]);
  });
});
