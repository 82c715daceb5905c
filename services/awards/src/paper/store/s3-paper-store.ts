import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import type { PaperStore } from './paper-store';

const CONNECTION_MILLISECONDS = 2000;
const REQUEST_MILLISECONDS = 60_000;

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

/** Papers in a bucket of an S3-compatible store. */
export class S3PaperStore implements PaperStore {
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

  async put(key: string, content: Readable | Uint8Array, size: number): Promise<void> {
    const ending = new AbortController();
    let failure: Error | null = null;
    if (content instanceof Readable) {
      // The client would wait for ever for what no longer comes; and the caller must learn why it does not.
      content.once('error', (error) => {
        failure = error;
        ending.abort();
      });
    }
    const command = new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: content, ContentLength: size });
    try {
      await this.client.send(command, { abortSignal: ending.signal });
    } catch (error) {
      throw failure ?? error;
    }
  }

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

  async has(key: string, size: number): Promise<boolean> {
    try {
      const { ContentLength: found } = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return found === size;
    } catch (error) {
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  close(): void {
    this.client.destroy();
  }
}
