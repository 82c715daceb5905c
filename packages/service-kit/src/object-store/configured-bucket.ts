import { readFileSync } from 'node:fs';
import type { S3Bucket } from './s3-bucket';

/** The variables of a bucket behind their prefix, for example `PAPER_S3_BUCKET`. */
type BucketVariable =
  | 'BUCKET'
  | 'ENDPOINT'
  | 'REGION'
  | 'ACCESS_KEY_ID'
  | 'SECRET_ACCESS_KEY'
  | 'SECRET_ACCESS_KEY_FILE';

/** As much of an environment as names a bucket. */
export type BucketEnvironment<Prefix extends string> = {
  readonly [Variable in `${Prefix}_${BucketVariable}`]?: string | undefined;
};

/**
 * The bucket that the environment names; null when it names none.
 * @param prefix of its variables, for example `PAPER_S3`.
 * @throws for a bucket without a key: the process does not start half-configured.
 */
export function configuredBucket(environment: Readonly<Record<string, unknown>>, prefix: string): S3Bucket | null {
  const read = (variable: BucketVariable): string | undefined => {
    const value = environment[`${prefix}_${variable}`];
    return typeof value === 'string' ? value : undefined;
  };
  const bucket = read('BUCKET');
  if (!bucket) {
    return null;
  }
  const file = read('SECRET_ACCESS_KEY_FILE');
  const accessKeyId = read('ACCESS_KEY_ID');
  const secretAccessKey = read('SECRET_ACCESS_KEY') ?? (file ? readFileSync(file, 'utf8').trim() : undefined);
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      `the environment is not usable:\n  ${prefix}_BUCKET: needs ${prefix}_ACCESS_KEY_ID and ${prefix}_SECRET_ACCESS_KEY or its _FILE`,
    );
  }
  // The client is large: it is loaded by those alone who have a bucket.
  const { S3Bucket: Bucket } = require('./s3-bucket') as typeof import('./s3-bucket');
  const region = read('REGION') ?? 'us-east-1';
  return new Bucket({ bucket, endpoint: read('ENDPOINT') ?? null, region, accessKeyId, secretAccessKey });
}
