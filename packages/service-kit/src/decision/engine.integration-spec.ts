import { PledgeAction, WorkflowType, type AcceptedDecision } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { startWorkflowQuarter, type WorkflowQuarter } from '../testing/crash/workflow-worker';
import { pledgeWorkflow } from '../testing/decision-bench';
import { createEngine, type Delivery, type Engine } from './engine';

const FAR_AWAY = '2099-01-01T00:00:00.000Z';
const DEADLINE = 5_000;

let quarter: WorkflowQuarter;
let engine: Engine;
beforeAll(async () => {
  quarter = await startWorkflowQuarter();
  engine = createEngine(quarter.address, quarter.namespace);
});
afterAll(async () => {
  await engine.close();
  await quarter.stop();
});

/** A pledge's decisions on their way to the real workflow. */
class Pledge {
  readonly id = newId();
  private number = 0;

  decision(action: string, details: AcceptedDecision['details'] = {}): AcceptedDecision {
    this.number += 1;
    return {
      number: this.number,
      commandId: newId(),
      action,
      revision: 1,
      details,
      auditSequence: this.number,
      auditHash: 'a'.repeat(64),
    };
  }

  delivery(decision: AcceptedDecision, rowKind: Delivery['rowKind'] = 'UPDATE'): Delivery {
    const input = { pledgeId: this.id, headUnitId: 'unit-1', ownerUnitId: 'unit-owner' };
    return {
      rowKind,
      workflowType: WorkflowType.PledgeSigning,
      workflowId: pledgeWorkflow(this.id),
      startInput: { ...input, reminderAt: FAR_AWAY, deadlineAt: FAR_AWAY },
      decision,
    };
  }

  /** Prepared, opened and signed by its only unit: its workflow has ended. */
  async signed(): Promise<{ first: Delivery; last: Delivery }> {
    const first = this.delivery(this.decision(PledgeAction.Prepare), 'START');
    const last = (): Delivery => this.delivery(this.decision(PledgeAction.Sign, { unitId: 'unit-1', late: false }));
    await engine.deliver(first, DEADLINE);
    const opened = this.decision(PledgeAction.OpenForSignature, { memberUnitIds: ['unit-1'] });
    await engine.deliver(this.delivery(opened), DEADLINE);
    const signature = last();
    await engine.deliver(signature, DEADLINE);
    await quarter.client.workflow.getHandle(pledgeWorkflow(this.id)).result();
    return { first, last: signature };
  }

  async runId(): Promise<string> {
    return (await quarter.client.workflow.getHandle(pledgeWorkflow(this.id)).describe()).runId;
  }
}

describe('the engine on a real server', () => {
  it('rule 5: is started by a START alone; delivered twice, a decision has one answer', async () => {
    const pledge = new Pledge();
    const prepare = pledge.decision(PledgeAction.Prepare);
    expect(await engine.deliver(pledge.delivery(prepare), DEADLINE)).toEqual({
      outcome: 'LATER',
      reason: 'the workflow has not started, or has ended',
    });
    const answered = await engine.deliver(pledge.delivery(prepare, 'START'), DEADLINE);
    expect(answered).toMatchObject({ outcome: 'ANSWERED', instruction: { number: 1, state: 'DRAFTING' } });
    expect(await engine.deliver(pledge.delivery(prepare, 'START'), DEADLINE)).toEqual(answered);
    expect(await engine.deliver(pledge.delivery(prepare), DEADLINE)).toEqual(answered);
  });

  it('rule 5: has no second life when a START comes again after the end', async () => {
    const pledge = new Pledge();
    const { first, last } = await pledge.signed();
    const runId = await pledge.runId();
    for (const late of [first, pledge.delivery(pledge.decision(PledgeAction.Prepare), 'START')]) {
      await engine.deliver(late, DEADLINE);
      expect(await pledge.runId()).toBe(runId);
    }
    // What was answered before the end is still answered, so a lost reply can be applied.
    expect(await engine.deliver(last, DEADLINE)).toMatchObject({
      outcome: 'ANSWERED',
      instruction: { state: 'SIGNED', finished: true, runId },
    });
  });

  it('rule 13: begins its next life by a RESTART, and only one however often that comes', async () => {
    const pledge = new Pledge();
    await pledge.signed();
    const runId = await pledge.runId();
    const restart = pledge.delivery(pledge.decision('RESTORED'), 'RESTART');
    const resumeFrom = { lastNumber: 3, answers: [], state: null };
    const again: Delivery = { ...restart, startInput: { ...(restart.startInput as object), resumeFrom } };
    const answered = await engine.deliver(again, DEADLINE);
    expect(answered).toMatchObject({ outcome: 'ANSWERED', instruction: { number: 4, state: 'DRAFTING' } });
    expect(await engine.deliver(again, DEADLINE)).toEqual(answered);
    expect(await pledge.runId()).not.toBe(runId);
  });

  it('rule 6: says later to a gap, and never to a divergence', async () => {
    const pledge = new Pledge();
    const [prepare, missing, next] = [PledgeAction.Prepare, PledgeAction.Remind, PledgeAction.Remind].map((action) =>
      pledge.decision(action),
    );
    await engine.deliver(pledge.delivery(prepare as AcceptedDecision, 'START'), DEADLINE);
    expect(await engine.deliver(pledge.delivery(next as AcceptedDecision), DEADLINE)).toEqual({
      outcome: 'LATER',
      reason: 'DECISION_GAP: decision 3 came before decision 2',
    });
    await engine.deliver(pledge.delivery(missing as AcceptedDecision), DEADLINE);
    expect(await engine.deliver(pledge.delivery(next as AcceptedDecision), DEADLINE)).toMatchObject({
      outcome: 'ANSWERED',
    });
    const other = { ...(next as AcceptedDecision), commandId: newId() };
    expect(await engine.deliver(pledge.delivery(other), DEADLINE)).toMatchObject({ outcome: 'DIVERGED' });
  });

  it('waits no longer than it may, and says later', async () => {
    // It takes connections and says nothing.
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const away = createEngine(`127.0.0.1:${(silent.address() as AddressInfo).port}`, 'default');
    const pledge = new Pledge();
    // Without a deadline of its own it would wait until the test is over.
    const outcome = await away.deliver(pledge.delivery(pledge.decision(PledgeAction.Prepare), 'START'), 400);
    expect(outcome.outcome).toBe('LATER');
    expect(await away.reachable()).toBe(false);
    await away.close();
    for (const socket of sockets) {
      socket.destroy();
    }
    await new Promise((resolve) => silent.close(resolve));
  });
});
