import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

// Why no library: a header of 512 bytes for each file and two empty ones at the end is all there is to write, and what
// is read here was written by us.
const BLOCK = 512;
const LONGEST_NAME = 100;
/** What eleven octal digits hold. */
const LARGEST_FILE = 8 ** 11 - 1;

/** A file that goes into an archive. */
export interface TarredFile {
  /** Where it is read. */
  readonly path: string;
  /** Its name in the archive: ASCII, 100 characters at the most. */
  readonly name: string;
  /** How many bytes it has; the archive breaks off when it turns out to have another number. */
  readonly size: number;
}

/** How many bytes the archive of some files has. */
export function tarSize(files: readonly TarredFile[]): number {
  return files.reduce((sum, { size }) => sum + BLOCK + padded(size), 2 * BLOCK);
}

/**
 * The files as one archive (POSIX ustar, not compressed), read while it is sent: the same bytes each time.
 * @param modifiedAt the time that all files are given.
 */
export function tarStream(files: readonly TarredFile[], modifiedAt: Date): Readable {
  return Readable.from(tarred(files, modifiedAt), { objectMode: false });
}

async function* tarred(files: readonly TarredFile[], modifiedAt: Date): AsyncGenerator<Buffer> {
  for (const file of files) {
    yield header(file, modifiedAt);
    let bytes = 0;
    for await (const chunk of createReadStream(file.path) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      yield chunk;
    }
    if (bytes !== file.size) {
      throw new Error(`${file.name} has ${bytes} bytes, not ${file.size}`);
    }
    yield Buffer.alloc(padded(bytes) - bytes);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function header({ name, size }: TarredFile, modifiedAt: Date): Buffer {
  if (name.length > LONGEST_NAME || size > LARGEST_FILE) {
    throw new Error(`${name} of ${size} bytes does not go into an archive`);
  }
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number): void => {
    block.write(value.toString(8).padStart(digits, '0'), at, 'ascii');
  };
  block.write(name, 0, 'ascii');
  octal(0o444, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size, 124, 11);
  octal(Math.floor(modifiedAt.getTime() / 1000), 136, 11);
  block.fill(' ', 148, 156);
  block.write('0', 156, 'ascii');
  block.write('ustar\u000000', 257, 'ascii');
  const sum = block.reduce((total, byte) => total + byte, 0);
  octal(sum, 148, 6);
  block[154] = 0;
  return block;
}
