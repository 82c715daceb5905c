import { newId } from '@thidua/contracts/ids';
import { awaited, GraphCommand, type PersistentClient, RunningSystem } from '@thidua/testkit';
import { DecisionStage } from '../testing/decision-stage';

interface Task {
  readonly id: string;
  readonly version: number;
  readonly assignee: { readonly id: string } | null;
}
interface Bulk {
  readonly results: readonly {
    readonly taskId: string;
    readonly outcome: string;
    readonly reasons: readonly { readonly code: string }[];
  }[];
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  readonly notYet: number;
}

const onTask = (field: string): GraphCommand<{ task: Task }> =>
  new GraphCommand(field, 'task { id version assignee { id } }');
const claim = onTask('claimAwardTask');
const delegate = onTask('delegateAwardTask');
const reassign = onTask('reassignAwardTask');
const release = onTask('releaseAwardTask');
const several = (field: string): GraphCommand<{ bulk: Bulk }> =>
  new GraphCommand(field, 'bulk { total done refused notYet results { taskId outcome reasons { code } } }');
const decideAll = several('decideAwardTasks');
const assignAll = several('assignAwardTasks');

const REASON = 'Dữ liệu minh họa';

describe('tasks given on, and many at once, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let stage: DecisionStage;
  let chairId: string;
  let viceChairId: string;
  beforeAll(async () => {
    stage = await DecisionStage.found(system);
    chairId = stage.scene.province.chair;
    viceChairId = stage.scene.viceChair;
  });

  /** The task to decide on a nomination, as it stands. */
  const taskOf = async (nominationId: string): Promise<{ readonly taskId: string; readonly version: number }> => {
    const { nomination } = await stage.chair.read<{
      nomination: { tasks: { id: string; kind: string; version: number }[] };
    }>('query T($id: ID!) { nomination(id: $id) { tasks { id kind version } } }', { id: nominationId });
    const task = nomination.tasks.find(({ kind }) => kind === 'DECIDE_NOMINATION');
    return { taskId: task?.id ?? '', version: task?.version ?? 0 };
  };
  const waiting = async (): Promise<{ readonly taskId: string; readonly version: number }> =>
    taskOf(await stage.nominated());
  const actionsOf = async (client: PersistentClient, nominationId: string): Promise<string[]> =>
    (
      await client.read<{ nominationHistory: { nodes: { action: string }[] } }>(
        'query H($id: ID!) { nominationHistory(nominationId: $id, first: 100) { nodes { action } } }',
        { id: nominationId },
      )
    ).nominationHistory.nodes.map(({ action }) => action);

  it('are delegated once, by who may do them to who may, and the first of two at one instant wins', async () => {
    const task = await waiting();
    const toViceChair = { ...task, toMemberId: viceChairId };
    expect(await delegate.outcome(stage.chair, { ...task, toMemberId: stage.workers[0] })).toBe(
      'RECEIVER_HAS_NO_MANDATE',
    );
    expect(await delegate.outcome(stage.cadre, toViceChair)).toBe('FORBIDDEN');
    expect(await delegate.outcome(stage.neighbour, toViceChair)).toBe('NOT_FOUND');
    expect(await delegate.outcome(stage.chair, { ...toViceChair, taskId: newId() })).toBe('NOT_FOUND');
    const { first, again, other } = await delegate.repeated(stage.chair, toViceChair, { toMemberId: chairId });
    expect(first.task).toMatchObject({ version: 2, assignee: { id: viceChairId } });
    expect([again.task.id, again.task.assignee, other]).toEqual([task.taskId, { id: viceChairId }, 'CONFLICT']);
    expect(await claim.outcome(stage.chair, { ...task, version: 2 })).toBe('CONFLICT');

    const contested = await waiting();
    expect(
      await delegate.together(
        [stage.chair, { ...contested, toMemberId: viceChairId }],
        [stage.viceChair, { ...contested, toMemberId: chairId }],
      ),
    ).toEqual(['CONFLICT', 'DONE']);
  });

  it('are taken from who holds them, and given to another, by a leader alone', async () => {
    const nominationId = await stage.nominated();
    const task = await taskOf(nominationId);
    const { task: held } = await claim.done(stage.viceChair, task);
    const seen = { taskId: held.id, version: held.version };
    expect(await reassign.outcome(stage.cadre, { ...seen, toMemberId: chairId })).toBe('FORBIDDEN');
    expect(await reassign.outcome(stage.neighbour, { ...seen, toMemberId: chairId })).toBe('NOT_FOUND');
    const given = await reassign.repeated(stage.chair, { ...seen, toMemberId: chairId }, { toMemberId: viceChairId });
    expect([given.first.task.assignee, given.again.task.id, given.other]).toEqual([
      { id: chairId },
      held.id,
      'CONFLICT',
    ]);
    const now = { taskId: held.id, version: given.first.task.version };
    expect(
      await reassign.together(
        [stage.chair, { ...now, toMemberId: viceChairId }],
        [stage.viceChair, { ...now, toMemberId: viceChairId }],
      ),
    ).toEqual(['CONFLICT', 'DONE']);
    const again = { taskId: held.id, version: now.version + 1 };
    expect(await release.outcome(stage.cadre, again)).toBe('FORBIDDEN');
    expect(await release.together([stage.chair, again], [stage.viceChair, again])).toEqual(['CONFLICT', 'DONE']);
    const freed = await release.repeated(stage.chair, { ...again, version: again.version + 1 }, { version: 1 });
    expect([freed.first.task.assignee, freed.again.task.assignee, freed.other]).toEqual([null, null, 'CONFLICT']);
    expect(await actionsOf(stage.chair, nominationId)).toEqual(
      expect.arrayContaining(['CLAIM', 'REASSIGN', 'REASSIGN', 'RELEASE', 'RELEASE']),
    );
  });

  it('are assigned together, each with its own result', async () => {
    const [one, two] = [await waiting(), await waiting()];
    const strange = { taskId: newId(), version: 1 };
    const input = { tasks: [one, strange, two], assignment: 'DELEGATE', toMemberId: viceChairId };
    expect(await assignAll.outcome(stage.chair, { ...input, toMemberId: null })).toBe('BAD_USER_INPUT');
    expect((await assignAll.done(stage.neighbour, input)).bulk).toMatchObject({ done: 0, refused: 3 });
    const { first, again } = await assignAll.repeated(stage.chair, input, {});
    expect(first.bulk.results.map(({ outcome, reasons }) => [outcome, ...reasons.map(({ code }) => code)])).toEqual([
      ['DONE'],
      ['REFUSED', 'NOT_FOUND'],
      ['DONE'],
    ]);
    expect(again.bulk.results.map(({ outcome }) => outcome)).toEqual(['DONE', 'REFUSED', 'DONE']);
    const held = [one, two].map(({ taskId }) => ({ taskId, version: 2 }));
    const [released, late] = await Promise.all(
      [stage.chair, stage.viceChair].map(
        async (client) => (await assignAll.done(client, { tasks: held, assignment: 'RELEASE' })).bulk.done,
      ),
    );
    expect((released ?? 0) + (late ?? 0)).toBe(2);
  });

  it('are decided together: a bad one spoils none, a repeat decides nothing twice, two deciders share what there is', async () => {
    const nominationIds = [await stage.nominated({ worker: 0 }), await stage.nominated({ worker: 1 })];
    const tasks = await Promise.all(nominationIds.map(taskOf));
    const strange = { taskId: newId(), version: 1 };
    const stale = { ...(await waiting()), version: 7 };
    const input = { tasks: [tasks[0], strange, stale, tasks[1]], decision: 'RETURN', reason: REASON };
    expect(await decideAll.outcome(stage.chair, { ...input, reason: null })).toBe('DECISION_NEEDS_REASON');
    expect(await decideAll.outcome(stage.chair, { ...input, tasks: [] })).toBe('BAD_USER_INPUT');
    expect((await decideAll.done(stage.neighbour, input)).bulk).toMatchObject({ done: 0, refused: 4 });
    expect((await decideAll.done(stage.cadre, input)).bulk).toMatchObject({ done: 0, refused: 4 });
    const commandId = newId();
    const { bulk } = await decideAll.done(stage.chair, { ...input, commandId });
    expect(bulk).toMatchObject({ total: 4, done: 2, refused: 2, notYet: 0 });
    expect(bulk.results.map(({ outcome, reasons }) => [outcome, ...reasons.map(({ code }) => code)])).toEqual([
      ['DONE'],
      ['REFUSED', 'NOT_FOUND'],
      ['REFUSED', 'CONFLICT'],
      ['DONE'],
    ]);
    expect((await decideAll.done(stage.chair, { ...input, commandId })).bulk).toMatchObject({ done: 2, refused: 2 });
    const other = await decideAll.done(stage.chair, { ...input, commandId, decision: 'REJECT' });
    expect(other.bulk.results.map(({ reasons }) => reasons[0]?.code)).toEqual([
      'CONFLICT',
      'NOT_FOUND',
      'CONFLICT',
      'CONFLICT',
    ]);
    for (const nominationId of nominationIds) {
      await awaited('the return', async () => {
        const { nomination } = await stage.union.read<{ nomination: { state: string } }>(
          'query S($id: ID!) { nomination(id: $id) { state } }',
          { id: nominationId },
        );
        return nomination.state === 'RETURNED';
      });
      const actions = await actionsOf(stage.chair, nominationId);
      expect(actions.filter((action) => action === 'RETURN')).toHaveLength(1);
    }

    const contested = await Promise.all([waiting(), waiting(), waiting()]);
    const both = await Promise.all(
      [stage.chair, stage.viceChair].map(
        async (client) => (await decideAll.done(client, { tasks: contested, decision: 'REJECT', reason: REASON })).bulk,
      ),
    );
    expect(both.map(({ done }) => done).reduce((sum, done) => sum + done, 0)).toBe(3);
    for (const [at] of contested.entries()) {
      expect(new Set(both.map(({ results }) => results[at]?.outcome))).toEqual(new Set(['DONE', 'REFUSED']));
    }
  });
});
