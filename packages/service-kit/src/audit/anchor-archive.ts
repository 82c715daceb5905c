import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * A place outside the database where anchors are kept and published: a folder here, an object store where there is one.
 * An anchor is written whole or not at all, and never changed.
 */
export interface AnchorArchive {
  /** Whether an anchor is there. */
  has(number: number): Promise<boolean>;
  /** The lines of an anchor that is there. */
  read(number: number): AsyncIterable<string>;
  /** Writes an anchor. @throws AnchorConflict when it is there already with other lines. */
  write(number: number, lines: AsyncIterable<string>): Promise<void>;
}

/** The archive has another anchor of this number: one of the two sides was changed, or the database was restored. */
export class AnchorConflict extends Error {
  constructor(readonly number: number) {
    super(`anchor ${number} is kept outside the database with another content than the database says`);
  }
}

const DIGITS = 10;

/** What an anchor's file or object is called. */
export function anchorName(number: number): string {
  return `${String(number).padStart(DIGITS, '0')}.jsonl`;
}

/** Keeps anchors in a folder, one file for each. */
export class AnchorFolder implements AnchorArchive {
  /** @param folder the service's own. */
  constructor(private readonly folder: string) {}

  private path(number: number): string {
    return join(this.folder, anchorName(number));
  }

  has(number: number): Promise<boolean> {
    return access(this.path(number)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') {
          return false;
        }
        throw error;
      },
    );
  }

  async *read(number: number): AsyncGenerator<string> {
    const file = await open(this.path(number));
    try {
      yield* file.readLines({ encoding: 'utf8', autoClose: false });
    } finally {
      await file.close();
    }
  }

  async write(number: number, lines: AsyncIterable<string>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = this.path(number);
    const draft = `${path}.${randomUUID()}.new`;
    try {
      const written = Readable.from(endingEach(lines));
      await pipeline(written, createWriteStream(draft, { flags: 'wx', flush: true }));
      // A link is made for one name once: unlike a rename it never takes the place of what is there.
      await link(draft, path).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST' || !(await haveSameContent(createReadStream(draft), createReadStream(path)))) {
          throw error.code === 'EEXIST' ? new AnchorConflict(number) : error;
        }
      });
    } finally {
      await unlink(draft).catch(() => undefined);
    }
    await persist(dirname(path));
  }
}

/** The lines, each with its end. */
export async function* endingEach(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) {
    yield `${line}\n`;
  }
}

async function digestOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(content, hash);
  return hash.digest('hex');
}

/** Whether two streams say the same. */
export async function haveSameContent(one: Readable, other: Readable): Promise<boolean> {
  const [first, second] = await Promise.all([digestOf(one), digestOf(other)]);
  return first === second;
}

/** A new name is only as lasting as its folder. */
async function persist(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
