import { DECISION_DIVERGENCE, DECISION_GAP, RESTORED_ACTION, type AcceptedDecision } from '@thidua/contracts';
import { DecisionLedger, KEPT_ANSWERS, listDetail, textDetail, type SubjectRules } from './decision-ledger';

interface Steps {
  readonly state: string;
  readonly steps: number;
}

const rules: SubjectRules<Steps> = {
  initialState: { state: 'OPEN', steps: 0 },
  openStage: ({ state }) => (state === 'OPEN' ? 'STEPS' : null),
  place(state, { action }) {
    switch (action) {
      case 'STEP':
        return { state: { ...state, steps: state.steps + 1 } };
      case 'END':
        return { state: { ...state, state: 'ENDED' }, finished: true };
      case 'BREAK':
        throw new TypeError('details are not what they should be');
      default:
        return null;
    }
  },
};

const AT = { now: new Date('2021-02-03T04:05:06Z'), runId: 'run-1' };

function decision(number: number, action = 'STEP', commandId = `command-${number}`): AcceptedDecision {
  return {
    number,
    commandId,
    action,
    revision: 1,
    details: {},
    auditSequence: number,
    auditHash: '0'.repeat(64),
  };
}

/** A ledger that has accepted so many steps. */
function ledgerAt(steps: number): DecisionLedger<Steps> {
  const ledger = new DecisionLedger(rules);
  for (let number = 1; number <= steps; number += 1) {
    ledger.accept(decision(number), AT);
  }
  return ledger;
}

describe('the ledger of accepted decisions', () => {
  it.each([
    ['the next one', decision(4), null],
    ['a known command with its number', decision(2), null],
    ['one that comes too early', decision(5), DECISION_GAP],
    ['one that comes much too early', decision(400), DECISION_GAP],
    ['a known command under the next number', decision(4, 'STEP', 'command-2'), DECISION_DIVERGENCE],
    ['a known command under a number far ahead', decision(40, 'STEP', 'command-2'), DECISION_DIVERGENCE],
    ['another command under a known number', decision(3, 'STEP', 'another'), DECISION_DIVERGENCE],
    ['a number before the first', decision(0, 'STEP', 'another'), DECISION_DIVERGENCE],
    ['a number that is none', decision(Number.NaN, 'STEP', 'another'), DECISION_DIVERGENCE],
    ['half a number', decision(3.5, 'STEP', 'another'), DECISION_DIVERGENCE],
  ])('rule 6: lets through or refuses: %s', (_, asked, expected) => {
    expect(ledgerAt(3).refusalOf(asked)?.type ?? null).toBe(expected);
  });

  it('rule 6: wants number 1 first', () => {
    expect(ledgerAt(0).refusalOf(decision(1))).toBeNull();
    expect(ledgerAt(0).refusalOf(decision(2))?.type).toBe(DECISION_GAP);
  });

  it('rule 6: answers a known command with the answer of then, and changes nothing', () => {
    const ledger = ledgerAt(3);
    const answer = ledger.accept(decision(2), { now: new Date(), runId: 'run-2' });
    expect(answer).toEqual({
      number: 2,
      state: 'OPEN',
      openTasks: [],
      closeOpenTasks: false,
      finished: false,
      runId: 'run-1',
      takenAt: '2021-02-03T04:05:06.000Z',
      // The state of then is gone.
      workflowState: null,
    });
    expect(ledger.accept(decision(3), AT).workflowState).toEqual({ state: 'OPEN', steps: 3 });
    expect(ledger.state.steps).toBe(3);
    expect(ledger.lastNumber).toBe(3);
  });

  it.each(['UNKNOWN', 'BREAK'])(
    'the database decides who won: accepts %s, which it cannot place, without a change and without a failure',
    (action) => {
      const ledger = ledgerAt(1);
      expect(ledger.accept(decision(2, action), AT)).toMatchObject({ number: 2, state: 'OPEN', openTasks: [] });
      expect(ledger.subjectState()).toEqual({
        lastNumber: 2,
        lastCommandId: 'command-2',
        state: 'OPEN',
        openStage: 'STEPS',
        finished: false,
        unplaced: [2],
      });
      expect(ledger.accept(decision(3), AT)).toMatchObject({ number: 3 });
      expect(ledger.state.steps).toBe(2);
    },
  );

  it('stays finished whatever comes after the end', () => {
    const ledger = ledgerAt(1);
    expect(ledger.accept(decision(2, 'END'), AT)).toMatchObject({ state: 'ENDED', finished: true });
    expect(ledger.subjectState()).toMatchObject({ finished: true, openStage: null });
    expect(ledger.accept(decision(3), AT)).toMatchObject({ state: 'ENDED', finished: true, openTasks: [] });
    expect(ledger.subjectState().unplaced).toEqual([3]);
  });

  it('rule 6: keeps the latest answers only, and carries them with number, state and what it could not place', () => {
    const first = ledgerAt(KEPT_ANSWERS + 10);
    first.accept(decision(KEPT_ANSWERS + 11, 'UNKNOWN'), AT);
    const carried = JSON.parse(JSON.stringify(first.resumeFrom())) as ReturnType<typeof first.resumeFrom>;
    expect(carried.answers).toHaveLength(KEPT_ANSWERS);
    const next = new DecisionLedger(rules, carried);
    expect(next.subjectState()).toEqual(first.subjectState());
    expect(next.state).toEqual(first.state);
    expect(next.refusalOf(decision(KEPT_ANSWERS + 11))).toBeNull();
    expect(next.refusalOf(decision(11))?.type).toBe(DECISION_DIVERGENCE);
    expect(next.refusalOf(decision(12))).toBeNull();
    expect(next.refusalOf(decision(KEPT_ANSWERS + 12))).toBeNull();
  });

  it('rule 12: is rebuilt from what the database keeps of its answers, and goes on with the next number', () => {
    const first = ledgerAt(2);
    const { workflowState, ...instruction } = first.accept(decision(3), AT);
    const stored = JSON.parse(
      JSON.stringify({ lastNumber: 3, answers: [['command-3', instruction]], state: workflowState }),
    ) as ReturnType<typeof first.resumeFrom>;
    const rebuilt = new DecisionLedger(rules, stored);
    expect(rebuilt.subjectState()).toEqual(first.subjectState());
    expect(rebuilt.accept(decision(3), AT)).toEqual(first.accept(decision(3), AT));
    expect(rebuilt.accept(decision(4), AT)).toEqual(first.accept(decision(4), AT));
  });

  it('rule 13: begins anew at a number of its own when nothing of it was kept, and RESTORED moves nothing', () => {
    const rebuilt = new DecisionLedger(rules, { lastNumber: 7, answers: [], state: null });
    expect(rebuilt.refusalOf(decision(7, 'STEP', 'lost'))?.type).toBe(DECISION_DIVERGENCE);
    expect(rebuilt.accept(decision(8, RESTORED_ACTION), AT)).toMatchObject({ number: 8, state: 'OPEN', openTasks: [] });
    expect(rebuilt.subjectState().unplaced).toEqual([]);
    expect(rebuilt.accept(decision(9), AT).workflowState).toEqual({ state: 'OPEN', steps: 1 });
  });

  it('rule 13: takes a decision that is delivered again at the time at which it was first taken', () => {
    const again = { ...decision(1), takenAt: '2021-01-01T00:00:00.000Z' };
    expect(ledgerAt(0).accept(again, AT).takenAt).toBe('2021-01-01T00:00:00.000Z');
  });

  it('reads details only as what they are', () => {
    const asked = { ...decision(1), details: { unitId: 'unit-1', unitIds: ['unit-1'], late: true } };
    expect(textDetail(asked, 'unitId')).toBe('unit-1');
    expect(textDetail(asked, 'late')).toBeNull();
    expect(textDetail(asked, 'missing')).toBeNull();
    expect(listDetail(asked, 'unitIds')).toEqual(['unit-1']);
    expect(listDetail(asked, 'unitId')).toBeNull();
  });
});
