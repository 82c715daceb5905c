import { isId, newId } from '@thidua/contracts/ids';
import { link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { BallotKeyStore } from './ballot-keys';

const SUFFIX = '.key.json';
/**
 * Begins with an id of the folder, which sessions remember: another folder in its place (an empty mount point, a disk of
 * somebody else's) would otherwise look like lost keys.
 */
const MARK = 'ballot-keys';
const ONLY_OWNER = 0o600;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * Keys as files of a folder, one a session, readable by the service's user alone. The folder is on a disk of the
 * host's own or shared by the replicas; it belongs into no backup.
 */
export class BallotKeyFolder implements BallotKeyStore {
  constructor(private readonly folder: string) {}

  async put(sessionId: string, text: string): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const mark = `${newId()}\nkeys of open ballot sessions: never back up this folder\n`;
    await this.writeOnce(MARK, mark).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    });
    await this.writeOnce(`${sessionId}${SUFFIX}`, text);
    return this.id();
  }

  async get(sessionId: string, storeId: string | null): Promise<string | null> {
    try {
      return await readFile(this.pathOf(sessionId), 'utf8');
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
      await this.assertIs(storeId);
      return null;
    }
  }

  async destroy(sessionId: string, storeId: string | null): Promise<void> {
    const path = this.pathOf(sessionId);
    try {
      // What is overwritten is gone on a plain disk; a copying file system or a flash disk may keep it (docs/ballots.md).
      const file = await open(path, 'r+');
      try {
        const { size } = await file.stat();
        await file.write(Buffer.alloc(size), 0, size, 0);
        await file.sync();
      } finally {
        await file.close();
      }
      await unlink(path);
      await this.syncFolder();
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
      await this.assertIs(storeId);
    }
  }

  async olderThan(milliseconds: number): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: unknown): string[] => {
      if (isMissing(error)) {
        return [];
      }
      throw error;
    });
    const before = Date.now() - milliseconds;
    const found = await Promise.all(
      names
        .filter((name) => name.endsWith(SUFFIX) && isId(name.slice(0, -SUFFIX.length)))
        .map(async (name) => {
          const modified = await stat(join(this.folder, name)).then(
            ({ mtimeMs }) => mtimeMs,
            () => Number.POSITIVE_INFINITY,
          );
          return modified < before ? [name.slice(0, -SUFFIX.length)] : [];
        }),
    );
    return found.flat();
  }

  /** The first line of the mark; before folders had ids, that of every mark. */
  private async id(): Promise<string> {
    return (await readFile(join(this.folder, MARK), 'utf8')).split('\n')[0] ?? '';
  }

  /** @throws when this is not the folder in which the session's key was put. */
  private async assertIs(storeId: string | null): Promise<void> {
    const id = await this.id();
    if (storeId !== null && id !== storeId) {
      throw new Error('another folder stands where the keys of this session are kept');
    }
  }

  private pathOf(sessionId: string): string {
    return join(this.folder, `${sessionId}${SUFFIX}`);
  }

  /** Whole or not at all, on disk before it is answered, and never over another. */
  private async writeOnce(name: string, text: string): Promise<void> {
    const draft = join(this.folder, `.${name}.${newId()}`);
    const file = await open(draft, 'wx', ONLY_OWNER);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    try {
      await link(draft, join(this.folder, name));
    } finally {
      await unlink(draft);
    }
    await this.syncFolder();
  }

  private async syncFolder(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
