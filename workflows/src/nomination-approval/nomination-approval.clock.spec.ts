import type { NominationApprovalState, RouteStage } from '@thidua/contracts';
import { isSameAct, nextConsultationAct, nextStageAct } from './nomination-approval.clock';

const DAY_SECONDS = 86_400;
const DUE = '2026-03-20T00:00:00.000Z';

function stage(more: Partial<RouteStage> = {}): RouteStage {
  return {
    stage: 'APPRAISAL',
    state: 'UNDER_APPRAISAL',
    taskKind: 'APPRAISE_NOMINATION',
    unitId: 'unit-province',
    permission: 'nomination.appraise',
    timeLimitSeconds: 10 * DAY_SECONDS,
    ...more,
  };
}

function state(more: Partial<NominationApprovalState> = {}): NominationApprovalState {
  return {
    state: 'UNDER_APPRAISAL',
    stageIndex: 0,
    returnedFromStageIndex: null,
    dueAt: DUE,
    overdue: false,
    stageInstructionNumber: 4,
    revision: 1,
    ...more,
  };
}

const watched = {
  remindBeforeSeconds: 2 * DAY_SECONDS,
  escalateAfterSeconds: 5 * DAY_SECONDS,
  escalationUnitId: 'unit-root',
};

describe('what the clock of a stage does next', () => {
  it.each<[string, Partial<RouteStage>, Partial<NominationApprovalState>, string | null]>([
    ['a stage of before there were reminders', {}, {}, `STAGE_OVERDUE ${DUE}`],
    ['the same once it is overdue', {}, { overdue: true }, null],
    ['a reminder first', watched, {}, 'STAGE_REMINDER 2026-03-18T00:00:00.000Z'],
    ['then the deadline', watched, { reminded: true }, `STAGE_OVERDUE ${DUE}`],
    ['then the unit above', watched, { reminded: true, overdue: true }, 'STAGE_ESCALATION 2026-03-25T00:00:00.000Z'],
    ['then nothing', watched, { reminded: true, overdue: true, escalated: true }, null],
    ['nobody above', { ...watched, escalationUnitId: null }, { overdue: true }, null],
    ['no escalation', { escalationUnitId: 'unit-root' }, { overdue: true }, null],
    ['a reminder that was never sent is not sent late', watched, { overdue: true, escalated: true }, null],
    ['while it is suspended', watched, { suspendedFrom: 'UNDER_APPRAISAL' }, null],
    ['after the suspension', watched, { suspendedFrom: null }, 'STAGE_REMINDER 2026-03-18T00:00:00.000Z'],
    ['while it is returned', watched, { stageIndex: -1, dueAt: null, returnedFromStageIndex: 0 }, null],
  ])('%s', (_name, ofStage, ofState, expected) => {
    const act = nextStageAct(state(ofState), [stage(ofStage)]);
    expect(act && `${act.timer} ${act.dueAt}`).toBe(expected);
  });

  it('is another act once the deadline was moved, and the first one again at the next stage', () => {
    expect(nextStageAct(state(), [stage()])).toEqual({ timer: 'STAGE_OVERDUE', dueAt: DUE, instructionNumber: 4 });
    const moved = nextStageAct(state({ clockNumber: 6 }), [stage()]);
    expect(moved).toEqual({ timer: 'STAGE_OVERDUE', dueAt: DUE, instructionNumber: 4, clockNumber: 6 });
    expect(nextStageAct(state({ clockNumber: 3 }), [stage()])).not.toHaveProperty('clockNumber');
    expect(isSameAct(moved, nextStageAct(state(), [stage()]))).toBe(false);
    expect(isSameAct(null, null)).toBe(true);
  });
});

describe('what the clock of a consultation does next', () => {
  const consultation = { id: 'consultation-1', instructionNumber: 5, dueAt: DUE, overdue: false };
  it.each<[string, Partial<NominationApprovalState>, boolean]>([
    ['an open one', { consultations: [consultation] }, true],
    ['one of several', { consultations: [{ ...consultation, id: 'consultation-2' }, consultation] }, true],
    ['one that is overdue', { consultations: [{ ...consultation, overdue: true }] }, false],
    ['one that was answered', { consultations: [] }, false],
    ['while it is suspended', { consultations: [consultation], suspendedFrom: 'CONSULTATION' }, false],
    ['a state of before there were any', {}, false],
  ])('%s', (_name, more, runs) => {
    expect(nextConsultationAct(state(more), 'consultation-1')).toEqual(
      runs ? { timer: 'CONSULTATION_DEADLINE', dueAt: DUE, instructionNumber: 5 } : null,
    );
  });
});
