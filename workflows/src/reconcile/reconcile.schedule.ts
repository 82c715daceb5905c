import { Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleOptions } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { reconcileScheduleId, RECONCILED_SERVICES, TaskQueue, WorkflowType } from '@thidua/contracts';
import type { ReconciledService } from '@thidua/contracts';

/**
 * Every five minutes. A run that is not over keeps the next one from starting, so there are never two at once; after
 * the engine was away one run is enough, however many were missed.
 */
function definitionOf(service: ReconciledService, scheduleId: string): Omit<ScheduleOptions, 'scheduleId'> {
  return {
    spec: { intervals: [{ every: '5 minutes' }] },
    action: {
      type: 'startWorkflow',
      workflowType: WorkflowType.Reconcile,
      workflowId: scheduleId,
      taskQueue: TaskQueue.Workflows,
      args: [{ service }],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '5 minutes' },
  };
}

/** Creates the schedules, or brings those that are there to what this release says; whether they are paused stays. */
export async function provideReconcileSchedules(
  connection: NativeConnection,
  namespace: string,
  idOf: (service: ReconciledService) => string = reconcileScheduleId,
): Promise<void> {
  const { schedule } = new Client({ connection, namespace });
  for (const service of RECONCILED_SERVICES) {
    const scheduleId = idOf(service);
    const definition = definitionOf(service, scheduleId);
    try {
      await schedule.create({ scheduleId, ...definition });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) {
        throw error;
      }
      await schedule
        .getHandle(scheduleId)
        .update(({ state }) => ({ ...definition, state: { paused: state.paused, note: state.note } }));
    }
  }
}
