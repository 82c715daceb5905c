import type { AwardsActivities } from '@thidua/contracts';
import type { ServiceDependencies } from '@thidua/service-kit';
import { createAppealActivities } from '../appeal/award-appeal.service';
import { ForwardingService } from '../forwarding/forwarding.service';
import { createPayoutActivities } from '../payout/payout.activities';
import { createRevocationActivities } from '../revocation/revocation.activities';
import { StageTimers } from '../stage/stage-timers';

/** What the workflows of awards may ask of this service. */
export function createAwardsActivities({
  dataSource,
  decisions,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions'>): AwardsActivities {
  const timers = new StageTimers(decisions);
  const forwarding = new ForwardingService(dataSource, decisions);
  return {
    ...createPayoutActivities({ dataSource, decisions }),
    ...createRevocationActivities({ decisions }),
    ...createAppealActivities(decisions),
    remindStage: (request) => timers.remind(request),
    markStageOverdue: (request) => timers.markOverdue(request),
    escalateStage: (request) => timers.escalate(request),
    passConsultationDeadline: (request) => timers.passConsultationDeadline(request),
    openForwardedNomination: (forwarded) => forwarding.open(forwarded),
  };
}
