import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { SERVICE_NAMES, TaskQueue, WorkflowType, type AuditAnchorTaken, type ServiceName } from '@thidua/contracts';
import { WorkflowStage } from '../testing/workflow-stage';

let stage: WorkflowStage;
let count = 0;

beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

const anchorOf = (service: ServiceName): AuditAnchorTaken => ({
  service,
  number: 7,
  root: 'a'.repeat(64),
  from: '2026-01-05T00:00:00.000000Z',
  to: '2026-01-05T00:10:00.000000Z',
  subjects: 3,
  entries: 8,
  changed: 1,
});

async function started() {
  count += 1;
  return stage.client.workflow.start(WorkflowType.AuditAnchor, {
    workflowId: `audit-anchor-${count}`,
    taskQueue: TaskQueue.Workflows,
  });
}

describe('the workflow that takes anchors', () => {
  it('asks every service on its own queue and returns their anchors', async () => {
    const asked: ServiceName[] = [];
    stage.services = {
      takeAuditAnchor: async ({ service }) => {
        asked.push(service);
        return anchorOf(service);
      },
    };
    expect(await (await started()).result()).toEqual(SERVICE_NAMES.map(anchorOf));
    expect(asked.sort()).toEqual([...SERVICE_NAMES].sort());
  });

  it('asks a service that is away again until it answers', async () => {
    let attempts = 0;
    stage.services = {
      takeAuditAnchor: async ({ service }) => {
        attempts += service === 'awards' ? 1 : 0;
        if (service === 'awards' && attempts < 4) {
          throw new Error('the database is away');
        }
        return anchorOf(service);
      },
    };
    const run = await started();
    await stage.sleep('1 minute');
    expect(await run.result()).toEqual(SERVICE_NAMES.map(anchorOf));
    expect(attempts).toBe(4);
  });

  it('ends as failed before the next one is due when a service never answers, and names it; the others are anchored', async () => {
    const taken: ServiceName[] = [];
    stage.services = {
      takeAuditAnchor: async ({ service }) => {
        if (service === 'finance') {
          throw new Error('the database is away');
        }
        taken.push(service);
        return anchorOf(service);
      },
    };
    const run = await started();
    await stage.sleep('10 minutes');
    const error: unknown = await run.result().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WorkflowFailedError);
    const { cause } = error as WorkflowFailedError;
    expect(cause).toBeInstanceOf(ApplicationFailure);
    expect(cause?.message).toBe('no anchor of finance');
    expect(taken.sort()).toEqual(['awards', 'emulation', 'membership']);
  });
});
