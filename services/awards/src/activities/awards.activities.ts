import { type AwardsActivities, NominationAction, SubjectKind } from '@thidua/contracts';
import { type ServiceDependencies, TaskStatus, TimerDoesNotAct } from '@thidua/service-kit';
import { createAppealActivities } from '../appeal/award-appeal.service';
import { createPayoutActivities } from '../payout/payout.activities';
import { createRevocationActivities } from '../revocation/revocation.activities';
import { routeOfAction } from '../stage/stage.service';

const NOT_OPENED_YET_MILLISECONDS = 2000;

/** What the nomination's workflow may ask of this service. */
export function createAwardsActivities({
  dataSource,
  decisions,
}: Pick<ServiceDependencies, 'dataSource' | 'decisions'>): AwardsActivities {
  return {
    ...createPayoutActivities({ dataSource, decisions }),
    ...createRevocationActivities({ decisions }),
    ...createAppealActivities(decisions),
    markStageOverdue: (request) =>
      decisions.actOnTimer(request, {
        operation: 'markStageOverdue',
        subject: { kind: SubjectKind.Nomination, id: request.subjectId },
        decide: async (transaction) => {
          const [task] = await transaction.query<
            { id: string; status: string; stage: string; due_at: Date | null; overdue_at: Date | null }[]
          >(
            `SELECT id, status, stage, due_at, overdue_at FROM task
              WHERE subject_id = ? AND instruction_number = ? ORDER BY id LIMIT 1 FOR UPDATE`,
            [request.subjectId, request.instructionNumber],
          );
          if (!task && transaction.subject.appliedNumber < request.instructionNumber) {
            const until = new Date(transaction.now.getTime() + NOT_OPENED_YET_MILLISECONDS).toISOString();
            throw new TimerDoesNotAct({ outcome: 'NOT_DUE', until });
          }
          if (!task || task.status !== TaskStatus.Open || task.overdue_at || !task.due_at) {
            throw new TimerDoesNotAct({ outcome: 'LOST' });
          }
          if (task.due_at > transaction.now) {
            throw new TimerDoesNotAct({ outcome: 'NOT_DUE', until: task.due_at.toISOString() });
          }
          // The version stays: whoever is deciding now is not disturbed by being late.
          await transaction.query('UPDATE task SET overdue_at = ? WHERE id = ?', [transaction.now, task.id]);
          return {
            answer: null,
            audit: {
              action: NominationAction.Overdue,
              before: { taskId: task.id, overdueAt: null },
              after: {
                taskId: task.id,
                stage: task.stage,
                dueAt: task.due_at.toISOString(),
                overdueAt: transaction.now.toISOString(),
              },
            },
            route: routeOfAction(NominationAction.Overdue),
          };
        },
      }),
  };
}
