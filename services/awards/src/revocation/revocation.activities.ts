import { AwardRevocationAction, type AwardsActivities, SubjectKind, WorkflowType } from '@thidua/contracts';
import { type ServiceDependencies, TimerDoesNotAct } from '@thidua/service-kit';
import { AwardRevocation, AwardRevocationState } from './award-revocation.entity';

/** What a revocation's workflow asks of this service. */
export function createRevocationActivities({
  decisions,
}: Pick<ServiceDependencies, 'decisions'>): Pick<AwardsActivities, 'recordRevocationSettled'> {
  return {
    recordRevocationSettled: (request) =>
      decisions.actOnTimer(request, {
        operation: 'recordRevocationSettled',
        subject: { kind: SubjectKind.AwardRevocation, id: request.subjectId },
        decide: async (transaction) => {
          const { id, state } = await transaction.manager.findOneByOrFail(AwardRevocation, { id: request.subjectId });
          if (state !== AwardRevocationState.Revoking) {
            throw new TimerDoesNotAct({ outcome: 'LOST' });
          }
          await transaction.manager.update(AwardRevocation, { id }, { state: AwardRevocationState.Settled });
          return {
            answer: null,
            audit: {
              action: AwardRevocationAction.Settled,
              before: { state },
              after: { state: AwardRevocationState.Settled },
            },
            route: { workflowType: WorkflowType.AwardRevocation, action: AwardRevocationAction.Settled, details: {} },
          };
        },
      }),
  };
}
