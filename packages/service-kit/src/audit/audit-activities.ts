import { ApplicationFailure } from '@temporalio/common';
import type { AuditActivities, ServiceName } from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import { auditKey, type ServiceEnvironment } from '../environment';
import type { Log } from '../log';
import { AnchorConflict } from './anchor-archive';
import { AuditAnchors } from './audit-anchors';
import { auditSigner } from './audit-signer';
import { configuredAnchorArchive } from './configured-anchor-archive';

/** What every service offers to the workflow that takes anchors, on its own task queue. */
export function createAuditActivities(dependencies: {
  readonly service: ServiceName;
  readonly dataSource: DataSource;
  readonly environment: ServiceEnvironment;
  readonly log: Log;
}): AuditActivities {
  const { service, dataSource, environment, log } = dependencies;
  const archive = configuredAnchorArchive(environment, service);
  return {
    async takeAuditAnchor(request) {
      if (request.service !== service) {
        throw ApplicationFailure.nonRetryable(`${service} takes no anchor of ${request.service}`);
      }
      const key = auditKey(environment);
      if (!archive || !key) {
        throw ApplicationFailure.nonRetryable(
          'AUDIT_ANCHOR_DIRECTORY or AUDIT_ANCHOR_S3_BUCKET, and AUDIT_SIGNING_KEY_FILE or AUDIT_SIGNING_KEY, are needed to take anchors',
        );
      }
      const anchors = new AuditAnchors({ dataSource, service, signer: () => auditSigner(key), archive });
      try {
        const anchor = await anchors.take();
        log.info(anchor, 'audit: anchored');
        return anchor;
      } catch (error) {
        if (error instanceof AnchorConflict) {
          log.error({ number: error.number }, 'audit: the anchors outside the database are ahead of it or other ones');
        }
        throw error;
      }
    },
  };
}
