import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TarredFile } from './tar-stream';

const MANIFEST = 'manifest.json';
/** The names that an export's files have (docs/audit-format.md). */
const FILE_NAME = /^(anchors|(heads|entries)-\d{6,10})\.jsonl$/;

/**
 * The files of a finished export, the manifest first, each with the size that the manifest says.
 * @param digest SHA-256 of the manifest, as it was when the export was finished.
 * @param within the folder's name in an archive.
 * @returns null when something is missing, or is not what was finished: nothing of it is handed out then.
 */
export async function filesOfExport(
  folder: string,
  digest: string,
  within: string,
): Promise<readonly TarredFile[] | null> {
  const manifest = await readFile(join(folder, MANIFEST)).catch(() => null);
  if (!manifest || createHash('sha256').update(manifest).digest('hex') !== digest) {
    return null;
  }
  const stated = JSON.parse(manifest.toString('utf8')) as {
    readonly manifest: { readonly files: readonly { readonly name: string; readonly bytes: number }[] };
  };
  const listed = stated.manifest.files.map(({ name, bytes }) => ({ name, size: bytes }));
  const files = [{ name: MANIFEST, size: manifest.length }, ...listed].map(({ name, size }) => ({
    path: join(folder, name),
    name: `${within}/${name}`,
    size,
  }));
  const sizes = await Promise.all(
    files.map(({ path }) =>
      stat(path).then(
        ({ size }) => size,
        () => null,
      ),
    ),
  );
  const isWhole = listed.every(({ name }) => FILE_NAME.test(name)) && files.every(({ size }, at) => size === sizes[at]);
  return isWhole ? files : null;
}
