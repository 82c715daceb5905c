import type { ServiceName } from '@thidua/contracts';
import { join } from 'node:path';
import { configuredBucket, type BucketEnvironment } from '../object-store/configured-bucket';
import { AnchorBucket } from './anchor-bucket';
import { AnchorFolder, type AnchorArchive } from './anchor-archive';

/** As much of an environment as says where anchors are kept. */
export type AnchorEnvironment = BucketEnvironment<'AUDIT_ANCHOR_S3'> & {
  readonly AUDIT_ANCHOR_DIRECTORY?: string | undefined;
};

/**
 * Where the environment lets a service keep its anchors: the bucket, else the folder; null when it names neither.
 * @throws for a bucket without a key.
 */
export function configuredAnchorArchive(environment: AnchorEnvironment, service: ServiceName): AnchorArchive | null {
  const bucket = configuredBucket(environment, 'AUDIT_ANCHOR_S3');
  const directory = environment.AUDIT_ANCHOR_DIRECTORY;
  if (bucket) {
    return new AnchorBucket(bucket, service);
  }
  return directory ? new AnchorFolder(join(directory, service)) : null;
}
