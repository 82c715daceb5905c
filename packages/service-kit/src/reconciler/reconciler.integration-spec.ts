import { newId } from '@thidua/contracts/ids';
import { BenchPledge, EngineBench } from '../testing/engine-bench';
import { AlreadyUnderWay, oneAtATime } from './one-at-a-time';
import type { SubjectWorkflows } from './subject-workflows';
import { rebuiltStart } from './subjects-in-database';

let bench: EngineBench;
beforeAll(async () => {
  bench = await EngineBench.start('reconciler');
});
afterAll(() => bench.stop());

const head = async (pledgeId: string): Promise<object | undefined> =>
  (
    await bench.dataSource.query<object[]>(
      'SELECT last_number, applied_number, finished, held_at IS NOT NULL AS held FROM subject_head WHERE subject_id = ?',
      [pledgeId],
    )
  )[0];

describe('the reconciler', () => {
  it('leaves alone what agrees: running, ended, not yet started, with decisions on their way', async () => {
    const [running, ended, waiting] = [new BenchPledge(bench), new BenchPledge(bench, 1), new BenchPledge(bench)];
    await running.signedBy(2);
    await ended.signedBy(1);
    await bench.pledges.run({
      act: 'prepare',
      commandId: newId(),
      pledgeId: waiting.id,
      byRelay: true,
      deadlineAt: '2099-01-01T00:00:00Z',
    });
    const before = await Promise.all([running, ended, waiting].map(({ id }) => head(id)));
    expect(await bench.reconcile()).toMatchObject({ repaired: 0, listed: 0 });
    expect(await Promise.all([running, ended, waiting].map(({ id }) => head(id)))).toEqual(before);
    for (const { id } of [running, ended, waiting]) {
      expect([await bench.findings(id), await bench.findings(id, 'RESOLVED')]).toEqual([[], []]);
    }
    await bench.drain(waiting.id);
  });

  it('rule 12: builds a workflow again that the engine no longer has, as far as the database stands', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(1);
    const before = await bench.workflowState(pledge.id);
    const tasks = await bench.dataSource.query('SELECT * FROM task WHERE subject_id = ?', [pledge.id]);
    const trail = await bench.trail(pledge.id);
    await bench.forget(pledge.id);
    // While it is gone decisions are accepted and wait.
    expect(await pledge.sign(1)).toMatchObject({ routing: 'ACCEPTED', number: 4 });

    expect(await bench.reconcile()).toMatchObject({ repaired: 1 });
    await bench.drain(pledge.id);
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 4, state: before.state });
    expect((await bench.trail(pledge.id)).slice(0, trail.length)).toEqual(trail);
    expect(await bench.dataSource.query('SELECT * FROM task WHERE subject_id = ?', [pledge.id])).toHaveLength(
      (tasks as object[]).length,
    );
    expect(await pledge.sign(2)).toMatchObject({ routing: 'DONE', number: 5 });
    expect(await head(pledge.id)).toMatchObject({ last_number: 5, applied_number: 5, finished: 1 });
    expect(await bench.findings(pledge.id, 'RESOLVED')).toMatchObject([
      { finding: 'WORKFLOW_MISSING', resolution: 'repaired: REBUILD', databaseSide: { appliedNumber: 3 } },
    ]);
  });

  it('rule 12: begins a workflow’s next life when somebody has ended it', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(1);
    const before = await bench.workflowState(pledge.id);
    await bench.quarter.client.workflow.getHandle(pledge.workflowId).terminate('by mistake');
    expect(await bench.reconcile()).toMatchObject({ repaired: 1 });
    expect(await bench.workflowState(pledge.id)).toEqual(before);
    expect(await pledge.sign(1)).toMatchObject({ routing: 'DONE', number: 4 });
    expect(await bench.reconcile()).toMatchObject({ repaired: 0, listed: 0 });
  });

  it('rule 13: delivers again what an engine has lost of which no state was kept', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(2);
    await bench.dataSource.query('UPDATE subject_head SET workflow_state = NULL WHERE subject_id = ?', [pledge.id]);
    const [before, trail] = [await bench.workflowState(pledge.id), await bench.trail(pledge.id)];
    await bench.forget(pledge.id);
    expect(await bench.reconcile()).toMatchObject({ repaired: 1 });
    await bench.drain(pledge.id);
    expect(await bench.workflowState(pledge.id)).toEqual(before);
    expect(await bench.trail(pledge.id)).toEqual(trail);
    expect(await pledge.sign(2)).toMatchObject({ routing: 'DONE', number: 5 });
  });

  it('rule 13: delivers again what an engine that was set back does not know', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.prepare();
    const older = await rebuiltStart(bench.dataSource, pledge.id);
    await pledge.open();
    await pledge.sign(0);
    const [before, trail] = [await bench.workflowState(pledge.id), await bench.trail(pledge.id)];
    await bench.forget(pledge.id);
    await bench.workflows.start({ workflowId: pledge.workflowId, workflowType: '', input: {}, ...older });
    expect(await bench.workflowState(pledge.id)).toMatchObject({ lastNumber: 1 });

    expect(await bench.reconcile()).toMatchObject({ repaired: 1 });
    await bench.drain(pledge.id);
    expect(await bench.workflowState(pledge.id)).toEqual(before);
    expect(await bench.trail(pledge.id)).toEqual(trail);
    expect(await bench.findings(pledge.id, 'RESOLVED')).toMatchObject([
      { finding: 'ENGINE_BEHIND', engineSide: { state: { lastNumber: 1 } }, databaseSide: { appliedNumber: 3 } },
    ]);
  });

  it('rule 9: lets a decision be tried again that was set aside and that the workflow would take', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.prepare();
    await bench.pledges.run({
      act: 'open',
      commandId: newId(),
      pledgeId: pledge.id,
      unitIds: pledge.unitIds,
      byRelay: true,
    });
    await bench.dataSource.query(
      `UPDATE outbox SET set_aside_at = UTC_TIMESTAMP(6), last_error = 'of then' WHERE subject_id = ? AND number = 2`,
      [pledge.id],
    );
    expect(await bench.reconcile()).toMatchObject({ repaired: 1 });
    await bench.drain(pledge.id);
    expect(await head(pledge.id)).toMatchObject({ applied_number: 2 });
  });

  it('lists what a person has to look at, once and with both sides, until it is there no longer', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(1);
    await bench.dataSource.query(`UPDATE task SET status = 'CANCELLED' WHERE subject_id = ?`, [pledge.id]);
    expect(await bench.reconcile()).toMatchObject({ listed: 1 });
    const [first] = await bench.findings(pledge.id);
    expect(first).toMatchObject({
      finding: 'TASK_MISSING',
      databaseSide: { openStages: [], appliedNumber: 3, state: 'SIGNING' },
      engineSide: { status: 'RUNNING', state: { openStage: 'SIGNING', lastNumber: 3 } },
      resolvedAt: null,
    });
    await bench.reconcile();
    const [again, ...more] = await bench.findings(pledge.id);
    expect(more).toEqual([]);
    expect(again).toMatchObject({ id: first?.id, firstSeenAt: first?.firstSeenAt });
    expect(again?.lastSeenAt).not.toBe(first?.lastSeenAt);

    await bench.dataSource.query(`UPDATE task SET status = 'OPEN' WHERE subject_id = ?`, [pledge.id]);
    expect(await bench.reconcile()).toMatchObject({ listed: 0 });
    expect(await bench.findings(pledge.id)).toEqual([]);
    expect(await bench.findings(pledge.id, 'RESOLVED')).toMatchObject([{ resolution: 'both sides agree' }]);
  });

  it('looks again at what it listed of a subject that has ended since', async () => {
    const pledge = new BenchPledge(bench, 2);
    await pledge.signedBy(1);
    await bench.dataSource.query(`UPDATE task SET status = 'CANCELLED' WHERE subject_id = ?`, [pledge.id]);
    expect(await bench.reconcile()).toMatchObject({ listed: 1 });
    await bench.dataSource.query(`UPDATE task SET status = 'OPEN' WHERE subject_id = ?`, [pledge.id]);
    await pledge.sign(1);
    expect(await head(pledge.id)).toMatchObject({ finished: 1 });
    expect(await bench.findings(pledge.id)).toHaveLength(1);
    expect(await bench.reconcile()).toMatchObject({ compared: expect.any(Number), listed: 0 });
    expect(await bench.findings(pledge.id)).toEqual([]);
    expect(await bench.findings(pledge.id, 'RESOLVED')).toMatchObject([{ resolution: 'both sides agree' }]);
  });

  it('lists a workflow whose subject the database does not hold, with its decisions', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(1);
    const kept = await bench.dataSource.query<object[]>('SELECT * FROM outbox WHERE subject_id = ?', [pledge.id]);
    for (const table of ['subject_head', 'outbox', 'task', 'command', 'note']) {
      await bench.dataSource.query(`DELETE FROM ${table} WHERE subject_id = ?`, [pledge.id]);
    }
    await untilListed(pledge.workflowId);
    await bench.reconcile();
    expect(await bench.findings(pledge.id)).toMatchObject([
      {
        finding: 'SUBJECT_LOST',
        databaseSide: null,
        engineSide: { status: 'RUNNING', lost: [{ number: 1 }, { number: 2 }, { number: 3, action: 'SIGN' }] },
      },
    ]);
    expect(kept).toHaveLength(3);
    await bench.workflows.end(pledge.workflowId, 'end of the test');
  });

  it('does not take a subject that moves while it is looked at for one that differs', async () => {
    const pledge = new BenchPledge(bench);
    await pledge.signedBy(1);
    const looked = await bench.workflows.look(pledge.workflowId);
    let looks = 0;
    const moving: SubjectWorkflows = {
      ...bench.workflows,
      look: async (workflowId) => {
        if (workflowId !== pledge.workflowId) {
          return bench.workflows.look(workflowId);
        }
        looks += 1;
        // As a workflow shows itself that takes its third decision between both looks.
        return looks === 1 && looked.state ? { ...looked, state: { ...looked.state, lastNumber: 2 } } : looked;
      },
    };
    await bench.reconcile(bench.reconcilerOn(moving));
    expect(looks).toBe(2);
    expect(await bench.findings(pledge.id)).toEqual([]);
    expect(await bench.findings(pledge.id, 'RESOLVED')).toEqual([]);
  });

  it('asks the engine for a few subjects at once only, page by page, and reaches every one', async () => {
    const subjects = Array.from({ length: 130 }, () => newId());
    await bench.dataSource.query(
      `INSERT INTO subject_head (subject_id, subject_kind, last_number, applied_number, audit_hash) VALUES ?`,
      [subjects.map((id) => [id, 'PLEDGE', 1, 1, '0'.repeat(64)])],
    );
    const seen = new Set<string>();
    let [inHand, most] = [0, 0];
    const counting: SubjectWorkflows = {
      ...bench.workflows,
      look: async (workflowId) => {
        seen.add(workflowId);
        inHand += 1;
        most = Math.max(most, inHand);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inHand -= 1;
        return {
          status: 'RUNNING',
          runId: 'run',
          state: {
            lastNumber: 1,
            lastCommandId: null,
            state: 'DRAFTING',
            openStage: null,
            finished: false,
            unplaced: [],
          },
        };
      },
    };
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: { nextCursor: string | null } = await bench.reconcilerOn(counting).page({ pass: 'OPEN', cursor });
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);
    expect(subjects.every((id) => seen.has(`pledge/${id}`))).toBe(true);
    expect(pages).toBeGreaterThan(2);
    expect(most).toBe(4);
    await bench.dataSource.query('DELETE FROM subject_head WHERE subject_id IN (?)', [subjects]);
  });

  it('is never at work twice at once', async () => {
    let finish: () => void = () => undefined;
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const first = oneAtATime(bench.dataSource, 'reconciliation', () => {
      begin();
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    await begun;
    await expect(oneAtATime(bench.dataSource, 'reconciliation', () => Promise.resolve())).rejects.toThrow(
      AlreadyUnderWay,
    );
    finish();
    await first;
    await oneAtATime(bench.dataSource, 'reconciliation', () => Promise.resolve());
  });
});

/** Waits until the engine's list of workflows shows one: it is written a moment after the workflow is. */
async function untilListed(workflowId: string): Promise<void> {
  for (;;) {
    const { workflowIds } = await bench.workflows.list(['pledgeSigning'], null, null);
    if (workflowIds.includes(workflowId)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
