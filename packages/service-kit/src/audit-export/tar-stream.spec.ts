import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { tarSize, tarStream, type TarredFile } from './tar-stream';

describe('an archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-tar-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const contents: Readonly<Record<string, Buffer>> = {
    'manifest.json': Buffer.from('{"manifest":"mốc"}\n'),
    'empty.jsonl': Buffer.alloc(0),
    'block.jsonl': Buffer.alloc(512, 'x'),
    'entries-000001.jsonl': Buffer.alloc(1_300_001, 'thi đua\n'),
  };
  const files = Object.entries(contents).map(([name, content]): TarredFile => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { path, name: `awards-1/${name}`, size: content.length };
  });
  const at = new Date('2026-11-26T00:00:00Z');

  it('is unpacked by tar to what went into it, and has the size that was said', async () => {
    const archive = await buffer(tarStream(files, at));
    expect(archive.length).toBe(tarSize(files));
    writeFileSync(join(folder, 'a.tar'), archive);
    execFileSync('tar', ['-xf', 'a.tar'], { cwd: folder });
    for (const [name, content] of Object.entries(contents)) {
      expect(readFileSync(join(folder, 'awards-1', name)).equals(content)).toBe(true);
    }
    expect((await buffer(tarStream(files, at))).equals(archive)).toBe(true);
  });

  it('breaks off when a file has another size than was said, or is gone', async () => {
    const [manifest] = files;
    await expect(buffer(tarStream([{ ...manifest!, size: 7 }], at))).rejects.toThrow(
      `has ${manifest!.size} bytes, not 7`,
    );
    await expect(buffer(tarStream([{ ...manifest!, path: join(folder, 'gone') }], at))).rejects.toThrow('ENOENT');
  });
});
