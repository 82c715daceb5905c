import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyPapers } from './backup-papers.mjs';

describe('a backup of papers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-backup-papers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const put = (root: string, content: string, name = createHash('sha256').update(content).digest('hex')): string => {
    mkdirSync(join(folder, root, 'papers', name.slice(0, 2)), { recursive: true });
    writeFileSync(join(folder, root, 'papers', name.slice(0, 2), name), content);
    return join('papers', name.slice(0, 2), name);
  };
  const copy = (from: string, to: string): Promise<object> => copyPapers(join(folder, from), join(folder, to));

  it('copies what is there, once, and leaves uploads and what is half-written behind', async () => {
    const one = put('system', 'một');
    const two = put('system', 'hai');
    put('system', 'dở', `${'a'.repeat(64)}.new`);
    mkdirSync(join(folder, 'system', 'uploads', 'u'), { recursive: true });
    writeFileSync(join(folder, 'system', 'uploads', 'u', '1-x'), 'phần');
    expect(await copy('system', 'backup')).toEqual({ papers: 2, broken: [] });
    expect([one, two].map((path) => readFileSync(join(folder, 'backup', path), 'utf8'))).toEqual(['một', 'hai']);
    expect(existsSync(join(folder, 'backup', 'uploads'))).toBe(false);
    expect(await copy('system', 'backup')).toEqual({ papers: 2, broken: [] });
  });

  it('brings back what was lost, and takes nothing for a paper that is not what it is called', async () => {
    const lost = put('kept', 'ba');
    const broken = 'b'.repeat(64);
    put('kept', 'không phải', broken);
    expect(await copy('kept', 'restored')).toEqual({ papers: 2, broken: [broken] });
    expect(readFileSync(join(folder, 'restored', lost), 'utf8')).toBe('ba');
    expect(existsSync(join(folder, 'restored', 'papers', 'bb', broken))).toBe(false);
  });

  it('of a system without papers is none', async () => {
    expect(await copy('nowhere', 'backup')).toEqual({ papers: 0, broken: [] });
  });
});
