import { TaskQueue, WorkflowType, type ReconcileInput, type ReconcilePageRequest } from '@thidua/contracts';
import { WorkflowStage } from '../testing/workflow-stage';

let stage: WorkflowStage;
let count = 0;

beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

async function started(input: ReconcileInput) {
  count += 1;
  return stage.client.workflow.start(WorkflowType.Reconcile, {
    workflowId: `reconcile-${count}`,
    taskQueue: TaskQueue.Workflows,
    args: [input],
  });
}

describe('the workflow that reconciles a service', () => {
  it('goes over what is held, what is open, and the engine, page by page, and says what it came to', async () => {
    const asked: ReconcilePageRequest[] = [];
    const ended: string[] = [];
    stage.services = {
      beginReconciliation: async () => 'begun',
      reconcilePage: async (request) => {
        asked.push(request);
        const nextCursor = request.pass === 'OPEN' && request.cursor === null ? 'subject-50' : null;
        return { compared: 50, repaired: 1, listed: 2, nextCursor };
      },
      endReconciliation: async (begunAt) => {
        ended.push(begunAt);
      },
    };
    const run = await started({ service: 'emulation' });
    await stage.sleep('1 minute');
    expect(await run.result()).toEqual({ compared: 200, repaired: 4, listed: 8, failed: 0 });
    expect(asked).toEqual([
      { pass: 'HELD', cursor: null },
      { pass: 'OPEN', cursor: null },
      { pass: 'OPEN', cursor: 'subject-50' },
      { pass: 'ENGINE', cursor: null },
    ]);
    expect(ended).toEqual(['begun']);
  });

  it('does not call a restore compared where one subject could not be', async () => {
    const ended: string[] = [];
    stage.services = {
      beginReconciliation: async () => 'begun',
      reconcilePage: async ({ pass }) => ({
        compared: 49,
        repaired: 0,
        listed: 0,
        failed: pass === 'ENGINE' ? 1 : 0,
        nextCursor: null,
      }),
      endReconciliation: async (begunAt) => {
        ended.push(begunAt);
      },
    };
    const run = await started({ service: 'emulation' });
    await stage.sleep('1 minute');
    expect(await run.result()).toMatchObject({ compared: 147, failed: 1 });
    expect(ended).toEqual([]);
  });

  it('pauses between pages, but not while people wait for what is held', async () => {
    const pages: Record<string, number> = {};
    stage.services = {
      beginReconciliation: async () => 'begun',
      reconcilePage: async ({ pass }) => {
        const page = (pages[pass] ?? 0) + 1;
        pages[pass] = page;
        return { compared: 50, repaired: 0, listed: 0, nextCursor: page < 10 ? String(page) : null };
      },
      endReconciliation: async () => undefined,
    };
    const run = await started({ service: 'awards' });
    // Time stands still here: what needs no pause is done, what needs one has begun.
    while (pages['OPEN'] !== 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(pages).toEqual({ HELD: 10, OPEN: 1 });
    await stage.sleep('1 minute');
    await run.result();
    expect(pages).toEqual({ HELD: 10, OPEN: 10, ENGINE: 10 });
  });

  it('continues as new after 200 pages where it stood', async () => {
    const cursors: (string | null)[] = [];
    let begun = 0;
    stage.services = {
      beginReconciliation: async () => {
        begun += 1;
        return 'begun';
      },
      reconcilePage: async ({ pass, cursor }) => {
        if (pass !== 'HELD') {
          return { compared: 0, repaired: 0, listed: 0, nextCursor: null };
        }
        cursors.push(cursor);
        const page = cursors.length;
        return { compared: 1, repaired: 0, listed: 0, nextCursor: page < 205 ? String(page) : null };
      },
      endReconciliation: async () => undefined,
    };
    const run = await started({ service: 'awards' });
    expect(await run.result()).toMatchObject({ compared: 205 });
    expect(cursors).toEqual([null, ...Array.from({ length: 204 }, (_, page) => String(page + 1))]);
    expect(begun).toBe(1);
    const { runId } = await stage.client.workflow.getHandle(run.workflowId).describe();
    expect(runId).not.toBe(run.firstExecutionRunId);
  });

  it('ends as failed when the service stays away: nothing is said to have been compared', async () => {
    let ended = false;
    stage.services = {
      beginReconciliation: async () => 'begun',
      reconcilePage: async () => {
        throw new Error('the database is away');
      },
      endReconciliation: async () => {
        ended = true;
      },
    };
    const run = await started({ service: 'awards' });
    await stage.sleep('11 minutes');
    await expect(run.result()).rejects.toThrow('Workflow execution failed');
    expect(ended).toBe(false);
  });
});
