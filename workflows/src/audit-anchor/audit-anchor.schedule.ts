import { Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleOptions } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { TaskQueue, WorkflowType } from '@thidua/contracts';

/** Id of the schedule by which anchors are taken. */
export const AUDIT_ANCHOR_SCHEDULE = 'audit-anchor';

/**
 * Every ten minutes by the clock of Việt Nam. A run that is not over keeps the next one from starting; after the engine
 * was away only the latest missed run is started, because its anchor covers all the time since the one before.
 */
const DEFINITION: Omit<ScheduleOptions, 'scheduleId'> = {
  spec: { calendars: [{ hour: '*', minute: { start: 0, end: 59, step: 10 } }], timezone: 'Asia/Ho_Chi_Minh' },
  action: {
    type: 'startWorkflow',
    workflowType: WorkflowType.AuditAnchor,
    workflowId: AUDIT_ANCHOR_SCHEDULE,
    taskQueue: TaskQueue.Workflows,
    args: [],
    workflowExecutionTimeout: '10 minutes',
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '10 minutes' },
};

/** Creates the schedule, or brings the one that is there to what this release says; whether it is paused stays. */
export async function provideAuditAnchorSchedule(
  connection: NativeConnection,
  namespace: string,
  scheduleId = AUDIT_ANCHOR_SCHEDULE,
): Promise<void> {
  const { schedule } = new Client({ connection, namespace });
  try {
    await schedule.create({ scheduleId, ...DEFINITION });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) {
      throw error;
    }
    await schedule
      .getHandle(scheduleId)
      .update(({ state }) => ({ ...DEFINITION, state: { paused: state.paused, note: state.note } }));
  }
}
