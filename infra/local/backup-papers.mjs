import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

const digestName = /^[0-9a-f]{64}$/;

async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Copies the contents of papers that are not there yet. Each is named by its digest, so a copy is compared with its own
 * name, and what is there already is the same; uploads under way are nobody's yet and stay behind.
 * @returns how many there are, and the names of those that are not what they are called: they are not copied.
 */
export async function copyPapers(from, to) {
  const result = { papers: 0, broken: [] };
  const folder = join(from, 'papers');
  if (!existsSync(folder)) return result;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !digestName.test(basename(path))) continue;
    result.papers += 1;
    const target = join(to, relative(from, path));
    if (existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const draft = `${target}.new`;
    await copyFile(path, draft);
    if ((await digestOf(draft)) === basename(path)) {
      await rename(draft, target);
    } else {
      await rm(draft);
      result.broken.push(basename(path));
    }
  }
  return result;
}
