import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { proxyActivities } from '@temporalio/workflow';
import {
  SERVICE_NAMES,
  TaskQueue,
  type AuditActivities,
  type AuditAnchorTaken,
  type ServiceName,
} from '@thidua/contracts';

const QUEUES: Readonly<Record<ServiceName, string>> = {
  membership: TaskQueue.Membership,
  finance: TaskQueue.Finance,
  emulation: TaskQueue.Emulation,
  awards: TaskQueue.Awards,
};

/** A service that is away is asked until shortly before the next anchor is due; that one then covers the whole time. */
function auditOf(service: ServiceName): AuditActivities {
  return proxyActivities<AuditActivities>({
    taskQueue: QUEUES[service],
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: '9 minutes',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
  });
}

/**
 * Lets every service take an anchor of its audit trail. One that cannot does not keep the others from it.
 * @returns the anchors: the engine's own history remembers their roots as well.
 * @throws when a service took none: the run shows as failed.
 */
export async function auditAnchor(): Promise<AuditAnchorTaken[]> {
  const outcomes = await Promise.all(
    SERVICE_NAMES.map((service) =>
      auditOf(service)
        .takeAuditAnchor({ service })
        .catch((error: unknown) => {
          if (error instanceof ActivityFailure) {
            return service;
          }
          throw error;
        }),
    ),
  );
  const without = outcomes.filter((outcome) => typeof outcome === 'string');
  if (without.length > 0) {
    throw ApplicationFailure.nonRetryable(`no anchor of ${without.join(', ')}`, 'NO_ANCHOR', outcomes);
  }
  return outcomes.filter((outcome) => typeof outcome !== 'string');
}
