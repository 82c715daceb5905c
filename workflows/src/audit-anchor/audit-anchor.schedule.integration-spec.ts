import { randomUUID } from 'node:crypto';
import { Client, type ScheduleHandle } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { installQuietRuntime } from '../testing/workflow-stage';
import { provideAuditAnchorSchedule } from './audit-anchor.schedule';

const MINUTE = 60_000;

describe('the schedule by which anchors are taken', () => {
  const id = `audit-anchor-test-${randomUUID()}`;
  let connection: NativeConnection;
  let handle: ScheduleHandle;

  beforeAll(async () => {
    installQuietRuntime();
    const address = process.env['TEST_TEMPORAL_ADDRESS'];
    if (!address) {
      throw new Error('TEST_TEMPORAL_ADDRESS must name a Temporal server (npm test sets it)');
    }
    connection = await NativeConnection.connect({ address });
    handle = new Client({ connection }).schedule.getHandle(id);
    await provideAuditAnchorSchedule(connection, 'default', id);
    // It must not start anything here.
    await handle.pause('của phép thử');
  });
  afterAll(async () => {
    await handle.delete();
    await connection.close();
  });

  it('starts a run every ten minutes by the clock of Việt Nam, never two at once, and makes up for one that was missed', async () => {
    const { spec, policies, action, info } = await handle.describe();
    expect(spec.timezone).toBe('Asia/Ho_Chi_Minh');
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 10 * MINUTE });
    expect(action).toMatchObject({ workflowType: 'auditAnchor', taskQueue: 'thidua-workflows' });
    const [first, second] = info.nextActionTimes;
    expect((second?.getTime() ?? 0) - (first?.getTime() ?? 0)).toBe(10 * MINUTE);
    expect((first?.getTime() ?? 1) % (10 * MINUTE)).toBe(0);
  });

  it('is brought up to date by every worker that starts, and stays paused when a person paused it', async () => {
    await handle.update((previous) => ({ ...previous, policies: { ...previous.policies, catchupWindow: MINUTE } }));
    await Promise.all([1, 2, 3].map(() => provideAuditAnchorSchedule(connection, 'default', id)));
    const { policies, state } = await handle.describe();
    expect(policies.catchupWindow).toBe(10 * MINUTE);
    expect(state).toMatchObject({ paused: true, note: 'của phép thử' });
  });
});
