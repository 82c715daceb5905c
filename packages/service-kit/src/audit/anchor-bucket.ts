import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Bucket } from '../object-store/s3-bucket';
import { AnchorConflict, anchorName, endingEach, haveSameContent, type AnchorArchive } from './anchor-archive';

/**
 * Keeps anchors in a bucket, one object for each under `<service>/<number>.jsonl`. None is ever replaced: one that is
 * there is compared, and of two who write the same moment the store itself takes one (where it knows `If-None-Match`).
 * Let the bucket keep what it has (object lock, versions) all the same: whoever has the key could else remove it.
 */
export class AnchorBucket implements AnchorArchive {
  constructor(
    private readonly bucket: S3Bucket,
    /** The service whose anchors they are. */
    private readonly service: string,
  ) {}

  private key(number: number): string {
    return `${this.service}/${anchorName(number)}`;
  }

  async has(number: number): Promise<boolean> {
    return (await this.bucket.sizeOf(this.key(number))) !== null;
  }

  async *read(number: number): AsyncGenerator<string> {
    const input = await this.content(number);
    try {
      yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    } finally {
      input.destroy();
    }
  }

  async write(number: number, lines: AsyncIterable<string>): Promise<void> {
    // Stores want to know the size first, and an anchor may list a million heads.
    const draft = join(tmpdir(), `thidua-anchor-${randomUUID()}`);
    try {
      await pipeline(Readable.from(endingEach(lines)), createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
      const { size } = await stat(draft);
      const isNew =
        !(await this.has(number)) && (await this.bucket.putOnce(this.key(number), createReadStream(draft), size));
      if (isNew) {
        return;
      }
      const stored = await this.content(number);
      if (!(await haveSameContent(createReadStream(draft), stored))) {
        throw new AnchorConflict(number);
      }
    } finally {
      await unlink(draft).catch(() => undefined);
    }
  }

  private async content(number: number): Promise<Readable> {
    const content = await this.bucket.get(this.key(number));
    if (!content) {
      throw new Error(`anchor ${number} of ${this.service} is not in the bucket any more`);
    }
    return content;
  }
}
