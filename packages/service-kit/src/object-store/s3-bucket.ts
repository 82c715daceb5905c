import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';

const CONNECTION_MILLISECONDS = 2000;
const REQUEST_MILLISECONDS = 60_000;
/** What stores answer when the condition does not hold, and when two meet in it. */
const TAKEN: ReadonlySet<number> = new Set([409, 412]);

/** How a bucket is reached. */
export interface S3Settings {
  readonly bucket: string;
  /** Null for Amazon's own. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
}

/** A bucket of an S3-compatible store. */
export class S3Bucket {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ bucket, endpoint, region, accessKeyId, secretAccessKey }: S3Settings) {
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: { connectionTimeout: CONNECTION_MILLISECONDS, requestTimeout: REQUEST_MILLISECONDS },
      // Stores other than Amazon's are found by path, and few of them know its newer checksums.
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** Puts content under a key, whole or not at all; what stands there already is replaced. */
  async put(key: string, content: Readable | Uint8Array, size: number): Promise<void> {
    await this.send(key, content, size, {});
  }

  /**
   * Puts content where there is none yet. Stores that know the condition (`If-None-Match: *`) never let it take the
   * place of what somebody else put there a moment ago; others do as `put` does.
   * @returns false when there is content already.
   */
  async putOnce(key: string, content: Readable | Uint8Array, size: number): Promise<boolean> {
    try {
      await this.send(key, content, size, { IfNoneMatch: '*' });
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && TAKEN.has(error.$metadata.httpStatusCode ?? 0)) {
        return false;
      }
      throw error;
    }
  }

  private async send(
    key: string,
    content: Readable | Uint8Array,
    size: number,
    condition: { readonly IfNoneMatch?: '*' },
  ): Promise<void> {
    const ending = new AbortController();
    let failure: Error | null = null;
    if (content instanceof Readable) {
      // The client would wait for ever for what no longer comes; and the caller must learn why it does not.
      content.once('error', (error) => {
        failure = error;
        ending.abort();
      });
    }
    const command = new PutObjectCommand({
      Bucket: this.bucket,
      Key: key,
      Body: content,
      ContentLength: size,
      ...condition,
    });
    try {
      await this.client.send(command, { abortSignal: ending.signal });
    } catch (error) {
      throw failure ?? error;
    }
  }

  /** The content under a key; null when there is none. */
  async get(key: string): Promise<Readable | null> {
    try {
      const { Body: body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return (body as Readable | undefined) ?? null;
    } catch (error) {
      if (isMissing(error)) {
        return null;
      }
      throw error;
    }
  }

  /** Whether there is content of this size under a key. */
  async has(key: string, size: number): Promise<boolean> {
    return (await this.sizeOf(key)) === size;
  }

  /** How many bytes there are under a key; null when there is no content. */
  async sizeOf(key: string): Promise<number | null> {
    try {
      const { ContentLength: found } = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return found ?? null;
    } catch (error) {
      if (isMissing(error)) {
        return null;
      }
      throw error;
    }
  }

  /** Takes the content away; nothing to do when there is none. */
  async remove(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  /** Lets go of its connections. */
  close(): void {
    this.client.destroy();
  }
}
