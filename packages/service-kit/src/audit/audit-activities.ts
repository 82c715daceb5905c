import { ApplicationFailure } from '@temporalio/common';
import type { AuditActivities, ServiceName } from '@thidua/contracts';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { auditKey, type ServiceEnvironment } from '../environment';
import type { Log } from '../log';
import { AnchorConflict, AnchorFolder } from './anchor-archive';
import { AuditAnchors } from './audit-anchors';
import { auditSigner } from './audit-signer';

/** What every service offers to the workflow that takes anchors, on its own task queue. */
export function createAuditActivities(dependencies: {
  readonly service: ServiceName;
  readonly dataSource: DataSource;
  readonly environment: ServiceEnvironment;
  readonly log: Log;
}): AuditActivities {
  const { service, dataSource, environment, log } = dependencies;
  return {
    async takeAuditAnchor(request) {
      if (request.service !== service) {
        throw ApplicationFailure.nonRetryable(`${service} takes no anchor of ${request.service}`);
      }
      const directory = environment.AUDIT_ANCHOR_DIRECTORY;
      const key = auditKey(environment);
      if (!directory || !key) {
        throw ApplicationFailure.nonRetryable(
          'AUDIT_ANCHOR_DIRECTORY and AUDIT_SIGNING_KEY_FILE (or AUDIT_SIGNING_KEY) are needed to take anchors',
        );
      }
      const archive = new AnchorFolder(join(directory, service));
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
