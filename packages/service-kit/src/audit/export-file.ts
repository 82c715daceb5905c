import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { failpoint } from '../failpoint';

const BUFFERED_CHARACTERS = 1024 * 1024;

/** What a manifest says of a file. */
export interface ExportedFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly lines: number;
}

/** A file of lines that is digested while it is written, in pieces that do not grow with it. */
export class ExportFile {
  private readonly digest = createHash('sha256');
  private waiting: string[] = [];
  private waitingCharacters = 0;
  private writtenBytes = 0;
  private lineCount = 0;

  private constructor(
    private readonly handle: FileHandle,
    private readonly name: string,
  ) {}

  /** Creates a file that is not there yet. */
  static async create(folder: string, name: string): Promise<ExportFile> {
    return new ExportFile(await open(join(folder, name), 'wx'), name);
  }

  /** How large it is, about: what waits is counted by characters. */
  get size(): number {
    return this.writtenBytes + this.waitingCharacters;
  }

  /** How many lines were added. */
  get lines(): number {
    return this.lineCount;
  }

  /** Adds a line. */
  async add(line: string): Promise<void> {
    this.waiting.push(line, '\n');
    this.waitingCharacters += line.length + 1;
    this.lineCount += 1;
    if (this.waitingCharacters >= BUFFERED_CHARACTERS) {
      await this.flush();
    }
  }

  /** Writes what waits, makes it last, and closes the file. */
  async close(): Promise<ExportedFile> {
    await this.flush();
    await this.handle.sync();
    await this.handle.close();
    await failpoint('export.after-file');
    return { name: this.name, sha256: this.digest.digest('hex'), bytes: this.writtenBytes, lines: this.lineCount };
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.waiting.join(''), 'utf8');
    this.waiting = [];
    this.waitingCharacters = 0;
    this.digest.update(bytes);
    await this.handle.writeFile(bytes);
    this.writtenBytes += bytes.length;
  }
}
