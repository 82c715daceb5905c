import type { ServiceEnvironment } from '@thidua/service-kit';
import { readFileSync } from 'node:fs';
import { DiskPaperStore } from './disk-paper-store';
import type { PaperStore } from './paper-store';

/** As much of the environment as says where papers are kept. */
export type PaperEnvironment = Pick<
  ServiceEnvironment,
  | 'PAPER_DIRECTORY'
  | 'PAPER_S3_BUCKET'
  | 'PAPER_S3_ENDPOINT'
  | 'PAPER_S3_REGION'
  | 'PAPER_S3_ACCESS_KEY_ID'
  | 'PAPER_S3_SECRET_ACCESS_KEY'
  | 'PAPER_S3_SECRET_ACCESS_KEY_FILE'
>;

function secretOf(environment: PaperEnvironment): string | undefined {
  const { PAPER_S3_SECRET_ACCESS_KEY: secret, PAPER_S3_SECRET_ACCESS_KEY_FILE: file } = environment;
  return secret ?? (file ? readFileSync(file, 'utf8').trim() : undefined);
}

/**
 * The store that the environment names: the bucket, else the folder, else none.
 * @throws for a bucket without a key: the process does not start half-configured.
 */
export function configuredPaperStore(environment: PaperEnvironment): PaperStore | null {
  const bucket = environment.PAPER_S3_BUCKET;
  if (bucket) {
    const { PAPER_S3_ACCESS_KEY_ID: accessKeyId, PAPER_S3_ENDPOINT: endpoint, PAPER_S3_REGION: region } = environment;
    const secretAccessKey = secretOf(environment);
    if (!accessKeyId || !secretAccessKey) {
      throw new Error(
        'the environment is not usable:\n  PAPER_S3_BUCKET: needs PAPER_S3_ACCESS_KEY_ID and PAPER_S3_SECRET_ACCESS_KEY or its _FILE',
      );
    }
    // The client is large: it is loaded by those alone who have a bucket.
    const { S3PaperStore } = require('./s3-paper-store') as typeof import('./s3-paper-store');
    return new S3PaperStore({ bucket, endpoint: endpoint ?? null, region, accessKeyId, secretAccessKey });
  }
  return environment.PAPER_DIRECTORY ? new DiskPaperStore(environment.PAPER_DIRECTORY) : null;
}
