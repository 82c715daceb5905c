import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { PaperStore } from './paper-store';

const KEY = /^(papers|uploads)(\/[0-9a-f-]+)+$/;

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Papers in a folder that every process of the service sees. */
export class DiskPaperStore implements PaperStore {
  constructor(private readonly folder: string) {}

  async put(key: string, content: Readable | Uint8Array, size: number): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}.new`;
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        for await (const chunk of content instanceof Readable ? content : [content]) {
          await file.appendFile(chunk as Uint8Array);
        }
        if ((await file.stat()).size !== size) {
          throw new Error('the content has another size than was said');
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    // The name is durable once its folder is.
    const parent = await open(dirname(path), 'r');
    try {
      await parent.sync();
    } finally {
      await parent.close();
    }
  }

  async get(key: string): Promise<Readable | null> {
    const path = this.pathOf(key);
    try {
      return (await open(path, 'r')).createReadStream();
    } catch (error) {
      if (isMissing(error)) {
        return null;
      }
      throw error;
    }
  }

  async has(key: string, size: number): Promise<boolean> {
    try {
      return (await stat(this.pathOf(key))).size === size;
    } catch (error) {
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const path = this.pathOf(key);
    await rm(path, { force: true });
    if (key.startsWith('uploads/')) {
      // The upload's folder goes with its last part; while others are there, it stays.
      await rmdir(dirname(path)).catch(() => undefined);
    }
  }

  close(): void {
    // Files are opened and closed one by one.
  }

  private pathOf(key: string): string {
    if (!KEY.test(key)) {
      throw new Error('a key of another make');
    }
    return join(this.folder, key);
  }
}
