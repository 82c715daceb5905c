import { configuredBucket, type BucketEnvironment } from '@thidua/service-kit';
import { DiskPaperStore } from './disk-paper-store';
import type { PaperStore } from './paper-store';

/** As much of the environment as says where papers are kept. */
export type PaperEnvironment = BucketEnvironment<'PAPER_S3'> & { readonly PAPER_DIRECTORY?: string | undefined };

/**
 * The store that the environment names: the bucket, else the folder, else none.
 * @throws for a bucket without a key: the process does not start half-configured.
 */
export function configuredPaperStore(environment: PaperEnvironment): PaperStore | null {
  const bucket = configuredBucket(environment, 'PAPER_S3');
  const directory = environment.PAPER_DIRECTORY;
  return bucket ?? (directory ? new DiskPaperStore(directory) : null);
}
