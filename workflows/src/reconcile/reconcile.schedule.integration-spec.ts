import { randomUUID } from 'node:crypto';
import { Client, type ScheduleHandle } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { RECONCILED_SERVICES } from '@thidua/contracts';
import { installQuietRuntime } from '../testing/workflow-stage';
import { provideReconcileSchedules } from './reconcile.schedule';

const MINUTE = 60_000;

describe('the schedules by which services are reconciled', () => {
  const mark = randomUUID();
  const idOf = (service: string): string => `reconcile-test-${mark}/${service}`;
  let connection: NativeConnection;
  let handles: ScheduleHandle[];

  beforeAll(async () => {
    installQuietRuntime();
    const address = process.env['TEST_TEMPORAL_ADDRESS'];
    if (!address) {
      throw new Error('TEST_TEMPORAL_ADDRESS must name a Temporal server (npm test sets it)');
    }
    connection = await NativeConnection.connect({ address });
    const { schedule } = new Client({ connection });
    await provideReconcileSchedules(connection, 'default', idOf);
    handles = RECONCILED_SERVICES.map((service) => schedule.getHandle(idOf(service)));
    // They must not start anything here.
    await Promise.all(handles.map((handle) => handle.pause('của phép thử')));
  });
  afterAll(async () => {
    await Promise.all(handles.map((handle) => handle.delete()));
    await connection.close();
  });

  it('start a run for each service every five minutes, and never two at once', async () => {
    for (const [index, handle] of handles.entries()) {
      const { policies, action, info } = await handle.describe();
      expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 5 * MINUTE });
      expect(action).toMatchObject({
        workflowType: 'reconcile',
        taskQueue: 'thidua-workflows',
        args: [{ service: RECONCILED_SERVICES[index] }],
      });
      const [first, second] = info.nextActionTimes;
      expect((second?.getTime() ?? 0) - (first?.getTime() ?? 0)).toBe(5 * MINUTE);
    }
  });

  it('are brought up to date by every worker that starts, and stay paused when a person paused them', async () => {
    const [handle] = handles;
    await handle?.update((previous) => ({ ...previous, policies: { ...previous.policies, catchupWindow: MINUTE } }));
    await Promise.all([1, 2].map(() => provideReconcileSchedules(connection, 'default', idOf)));
    const { policies, state } = (await handle?.describe()) ?? {};
    expect(policies?.catchupWindow).toBe(5 * MINUTE);
    expect(state).toMatchObject({ paused: true, note: 'của phép thử' });
  });
});
