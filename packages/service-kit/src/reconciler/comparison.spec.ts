import { SubjectKind, type SubjectState } from '@thidua/contracts';
import { compareSides, type Comparison } from './comparison';
import type { DatabaseSide, EngineSide, PendingDecision } from './sides';

const STATE: SubjectState = {
  lastNumber: 3,
  lastCommandId: 'command-3',
  state: 'SIGNING',
  openStage: 'SIGNING',
  finished: false,
  unplaced: [],
};
const database = (more: Partial<DatabaseSide> = {}): DatabaseSide => ({
  kind: SubjectKind.Pledge,
  subjectId: 'pledge-1',
  workflowId: 'pledge/pledge-1',
  lastNumber: 3,
  appliedNumber: 3,
  finished: false,
  held: false,
  state: 'SIGNING',
  rebuildable: true,
  openStages: ['SIGNING'],
  awaitsNextLife: false,
  pending: null,
  ...more,
});
const engine = (state: Partial<SubjectState> = {}, status: EngineSide['status'] = 'RUNNING'): EngineSide => ({
  status,
  runId: 'run-1',
  state: { ...STATE, ...state },
});
const pending = (number: number, more: Partial<PendingDecision> = {}): PendingDecision => ({
  number,
  commandId: `command-${number}`,
  ageSeconds: 2,
  setAside: false,
  reason: null,
  ...more,
});
const nothing: EngineSide = { status: 'NOT_FOUND', runId: null, state: null };
const AGREED: Comparison = { finding: null, repair: null };

/** A database whose decisions have the ids that the engine remembers. */
function compare(one: DatabaseSide, other: EngineSide): Comparison {
  const number = other.state?.lastNumber ?? 0;
  return compareSides(one, other, number > 0 && number <= one.lastNumber ? `command-${number}` : null);
}

describe('both sides of a subject', () => {
  it.each<[string, DatabaseSide, EngineSide]>([
    ['that have come equally far', database(), engine()],
    [
      'of which the engine has not started, with its START on its way',
      database({
        lastNumber: 1,
        appliedNumber: 0,
        state: null,
        rebuildable: false,
        openStages: [],
        pending: pending(1),
      }),
      nothing,
    ],
    [
      'that know of no decision yet',
      database({ lastNumber: 0, appliedNumber: 0, state: null, rebuildable: false, openStages: [] }),
      nothing,
    ],
    [
      'of which a parent has started the workflow before its first decision came',
      database({ lastNumber: 1, appliedNumber: 0, state: null, openStages: [], pending: pending(1) }),
      engine({ lastNumber: 0, lastCommandId: null, state: 'DRAFTING', openStage: 'DRAFTING' }),
    ],
    ['with a decision on its way to the engine', database({ lastNumber: 4, pending: pending(4) }), engine()],
    [
      'that are held, with a decision of before the backup',
      database({ lastNumber: 4, held: true, pending: pending(4, { ageSeconds: 90_000 }) }),
      engine(),
    ],
    [
      'with an answer on its way back',
      database({ lastNumber: 4, pending: pending(4) }),
      engine({ lastNumber: 4, lastCommandId: 'command-4' }),
    ],
    [
      'whose end is on its way back',
      database({ lastNumber: 4, pending: pending(4) }),
      engine({ lastNumber: 4, lastCommandId: 'command-4', finished: true }, 'COMPLETED'),
    ],
    [
      'that have both ended',
      database({ finished: true, state: 'SIGNED', openStages: [] }),
      engine({ state: 'SIGNED', openStage: null, finished: true }, 'COMPLETED'),
    ],
    [
      'of which the workflow is just ending',
      database({ finished: true, state: 'SIGNED', openStages: [] }),
      engine({ state: 'SIGNED', openStage: null, finished: true }),
    ],
    [
      'that ended in the database, with a workflow that somebody has ended',
      database({ finished: true, openStages: [] }),
      engine({ lastNumber: 2, lastCommandId: 'command-2' }, 'TERMINATED'),
    ],
    ['that ended so long ago that the engine has forgotten', database({ finished: true, openStages: [] }), nothing],
    ['of which the workflow remembers the number alone', database(), engine({ lastCommandId: null })],
  ])('%s, agree', (_case, one, other) => {
    expect(compare(one, other)).toEqual(AGREED);
  });

  it.each<[string, Comparison, DatabaseSide, EngineSide]>([
    [
      'the engine has come further',
      { finding: 'DATABASE_BEHIND', repair: 'HOLD' },
      database(),
      engine({ lastNumber: 5, lastCommandId: 'command-5' }),
    ],
    [
      'the engine ended with decisions that the database does not have',
      { finding: 'DATABASE_BEHIND', repair: 'HOLD' },
      database(),
      engine({ lastNumber: 4, lastCommandId: 'command-4', finished: true }, 'COMPLETED'),
    ],
    [
      'the engine has not come as far',
      { finding: 'ENGINE_BEHIND', repair: 'REDELIVER' },
      database(),
      engine({ lastNumber: 1, lastCommandId: 'command-1' }),
    ],
    [
      'the subject has ended and its workflow waits on',
      { finding: 'ENGINE_BEHIND', repair: 'REDELIVER' },
      database({ finished: true, openStages: [] }),
      engine({ lastNumber: 2, lastCommandId: 'command-2' }),
    ],
    ['the workflow is gone', { finding: 'WORKFLOW_MISSING', repair: 'REBUILD' }, database(), nothing],
    [
      'the workflow is gone and no state of it was kept',
      { finding: 'WORKFLOW_MISSING', repair: 'REDELIVER' },
      database({ rebuildable: false }),
      nothing,
    ],
    [
      'somebody has ended the workflow',
      { finding: 'WORKFLOW_CLOSED', repair: 'REBUILD' },
      database(),
      engine({}, 'TERMINATED'),
    ],
    [
      'the workflow has ended and no state of it was kept',
      { finding: 'WORKFLOW_CLOSED', repair: null },
      database({ rebuildable: false }),
      engine({}, 'FAILED'),
    ],
    [
      'a decision was set aside that the workflow would take',
      { finding: 'UPDATE_MISSED', repair: 'RELEASE' },
      database({ lastNumber: 4, pending: pending(4, { setAside: true }) }),
      engine(),
    ],
    [
      'a decision was taken and its instruction cannot be applied',
      { finding: 'SET_ASIDE', repair: null },
      database({ lastNumber: 4, pending: pending(4, { setAside: true }) }),
      engine({ lastNumber: 4, lastCommandId: 'command-4' }),
    ],
    [
      'a decision has been on its way for twenty minutes',
      { finding: 'NOT_DELIVERED', repair: null },
      database({ lastNumber: 4, pending: pending(4, { ageSeconds: 1200 }) }),
      engine(),
    ],
    [
      'a START has been on its way for twenty minutes',
      { finding: 'NOT_DELIVERED', repair: null },
      database({ lastNumber: 1, appliedNumber: 0, pending: pending(1, { ageSeconds: 1200 }) }),
      nothing,
    ],
    ['the states differ', { finding: 'STATE_DIFFERS', repair: null }, database(), engine({ state: 'DRAFTING' })],
    [
      'the workflow has ended and the subject has not',
      { finding: 'STATE_DIFFERS', repair: null },
      database(),
      engine({ finished: true }, 'COMPLETED'),
    ],
    ['nobody has a task', { finding: 'TASK_MISSING', repair: null }, database({ openStages: [] }), engine()],
    ['a decision has no place', { finding: 'UNPLACED', repair: null }, database(), engine({ unplaced: [2] })],
    [
      'the workflow does not answer',
      { finding: 'WORKFLOW_SILENT', repair: null },
      database(),
      { ...engine(), state: null },
    ],
  ])('differ when %s', (_case, expected, one, other) => {
    expect(compare(one, other)).toEqual(expected);
  });

  it('differ when the engine has another decision under the number', () => {
    expect(compareSides(database(), engine(), 'command-of-today')).toEqual({
      finding: 'DATABASE_BEHIND',
      repair: 'HOLD',
    });
  });
});
