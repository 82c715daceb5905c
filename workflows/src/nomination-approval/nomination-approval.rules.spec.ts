import {
  NominationAction,
  NOMINATION_SIDE_TASKS,
  type DecisionDetail,
  type NominationApprovalState,
  type RouteStage,
} from '@thidua/contracts';
import { DecisionLedger } from '../subject/decision-ledger';
import { nominationApprovalRules } from './nomination-approval.rules';

const NOW = new Date('2026-03-10T00:00:00.000Z');
const DAY_SECONDS = 86_400;

const APPRAISAL: RouteStage = {
  stage: 'APPRAISAL',
  state: 'UNDER_APPRAISAL',
  taskKind: 'APPRAISE_NOMINATION',
  unitId: 'unit-province',
  permission: 'nomination.appraise',
  timeLimitSeconds: 10 * DAY_SECONDS,
  remindBeforeSeconds: 2 * DAY_SECONDS,
  escalateAfterSeconds: 5 * DAY_SECONDS,
  escalationUnitId: 'unit-root',
};
const DECISION: RouteStage = {
  ...APPRAISAL,
  stage: 'DECISION',
  state: 'RECOMMENDED',
  taskKind: 'DECIDE_NOMINATION',
  permission: 'nomination.decide',
};
const ASKED = '2026-03-19T00:00:00.000Z';

/** One decision: an action, with its details. */
type Act = string | readonly [action: string, details: Readonly<Record<string, DecisionDetail>>];

/** A nomination that these decisions were delivered to, one after the other. */
class Story {
  readonly ledger: DecisionLedger<NominationApprovalState>;
  private number = 0;

  constructor(...acts: readonly Act[]) {
    this.ledger = new DecisionLedger(
      nominationApprovalRules({
        nominationId: 'nomination-1',
        nominatingUnitId: 'unit-grassroots',
        routeVersionId: 'route-1',
        stages: [APPRAISAL, DECISION],
      }),
    );
    for (const act of acts) {
      this.take(act);
    }
  }

  take(act: Act) {
    const [action, details] = typeof act === 'string' ? [act, {}] : act;
    this.number += 1;
    return this.ledger.accept(
      {
        number: this.number,
        commandId: `command-${this.number}`,
        action,
        revision: 1,
        details,
        auditSequence: this.number,
        auditHash: 'a'.repeat(64),
      },
      { now: NOW, runId: 'run-1' },
    );
  }

  get unplaced(): readonly number[] {
    return this.ledger.subjectState().unplaced;
  }
}

const A = NominationAction;
const consult = (id: string): Act => [A.Consult, { consultationId: id, dueAt: ASKED }];
const answer = (id: string): Act => [A.EndConsultation, { consultationId: id }];
const resume: Act = [A.Resume, { suspendedMilliseconds: 3_600_000 }];
const routeOf = (...stages: RouteStage[]): Act => [
  A.ChangeRoute,
  { stages: stages.map((stage) => JSON.stringify(stage)) },
];

describe('where each decision leads', () => {
  it.each<[string, Act[], string, string | null]>([
    ['withdrawn at a stage', [A.Submit, A.Withdraw], 'WITHDRAWN', null],
    ['withdrawn while it is returned', [A.Submit, A.Return, A.Withdraw], 'WITHDRAWN', null],
    ['withdrawn while it is suspended', [A.Submit, A.Suspend, A.Withdraw], 'WITHDRAWN', null],
    ['withdrawn while others are asked', [A.Submit, consult('c1'), A.Withdraw], 'WITHDRAWN', null],
    ['suspended at a stage', [A.Submit, A.Suspend], 'SUSPENDED', 'APPRAISAL'],
    ['resumed at the same stage', [A.Submit, A.Suspend, resume], 'UNDER_APPRAISAL', 'APPRAISAL'],
    ['resumed with the nominating unit', [A.Submit, A.Return, A.Suspend, resume], 'RETURNED', 'REVISION'],
    ['resumed while others are asked', [A.Submit, consult('c1'), A.Suspend, resume], 'CONSULTATION', 'APPRAISAL'],
    ['asking one', [A.Submit, consult('c1')], 'CONSULTATION', 'APPRAISAL'],
    ['one of two has answered', [A.Submit, consult('c1'), consult('c2'), answer('c1')], 'CONSULTATION', 'APPRAISAL'],
    ['both have', [A.Submit, consult('c1'), consult('c2'), answer('c2'), answer('c1')], 'UNDER_APPRAISAL', 'APPRAISAL'],
    ['rejected while others are asked', [A.Submit, consult('c1'), A.Reject], 'REJECTED', null],
    ['returned while others are asked', [A.Submit, consult('c1'), A.Return], 'RETURNED', 'REVISION'],
    ['forwarded', [A.Submit, [A.ForwardUp, { forwardedToId: 'nomination-2' }]], 'FORWARDED_UP', null],
    ['told to the unit above', [A.Submit, A.Overdue, A.Escalate, A.HandleEscalation], 'UNDER_APPRAISAL', 'APPRAISAL'],
    ['dealt with after the stage has moved on', [A.Submit, A.Advance, A.HandleEscalation], 'RECOMMENDED', 'DECISION'],
    ['another route with one stage more', [A.Submit, routeOf(APPRAISAL, DECISION)], 'UNDER_APPRAISAL', 'APPRAISAL'],
  ])('%s', (_name, acts, state, openStage) => {
    const story = new Story(...acts);
    expect(story.unplaced).toEqual([]);
    expect(story.ledger.subjectState()).toMatchObject({ state, openStage, finished: openStage === null });
  });

  it.each<[string, Act[]]>([
    ['passing it while others are asked', [A.Submit, consult('c1'), A.Advance]],
    ['passing it while it is suspended', [A.Submit, A.Suspend, A.Advance]],
    ['rejecting it while it is suspended', [A.Submit, A.Suspend, A.Reject]],
    ['suspending it twice', [A.Submit, A.Suspend, A.Suspend]],
    ['resuming what runs', [A.Submit, resume]],
    ['resuming without saying how long it stood still', [A.Submit, A.Suspend, A.Resume]],
    ['an answer of nobody who was asked', [A.Submit, answer('c1')]],
    ['a consultation of a dossier that is returned', [A.Submit, A.Return, consult('c1')]],
    ['a consultation without a deadline', [A.Submit, [A.Consult, { consultationId: 'c1' }]]],
    ['moving no deadline', [A.Submit, A.ExtendDeadline]],
    ['moving the deadline of a dossier that is returned', [A.Submit, A.Return, [A.ExtendDeadline, { dueAt: ASKED }]]],
    ['forwarding it nowhere', [A.Submit, A.ForwardUp]],
    ['a route without the open stage', [A.Submit, routeOf(DECISION)]],
    ['a route that skips the open stage', [A.Submit, routeOf({ ...APPRAISAL, unitId: null }, DECISION)]],
    ['a route that is no JSON', [A.Submit, [A.ChangeRoute, { stages: ['{'] }]]],
    ['withdrawing what is not submitted', [A.Withdraw]],
    ['passing it when it is withdrawn', [A.Submit, A.Withdraw, A.Advance]],
  ])('has no place for %s', (_name, acts) => {
    const story = new Story(...acts);
    expect(story.unplaced).toEqual([acts.length]);
    expect(story.ledger.finished).toBe(acts.includes(A.Withdraw) && acts.length > 1);
  });
});

describe('deadlines', () => {
  it('move with the decision that moves them, and one is reminded and late anew', () => {
    const story = new Story(A.Submit, A.Remind, A.Overdue, A.Escalate);
    expect(story.ledger.state).toMatchObject({ reminded: true, overdue: true, escalated: true });
    story.take([A.ExtendDeadline, { dueAt: ASKED }]);
    expect(story.ledger.state).toMatchObject({
      dueAt: ASKED,
      clockNumber: 5,
      reminded: false,
      overdue: false,
      escalated: false,
    });
  });

  it('stand still while the nomination is suspended: every one moves by that time', () => {
    const story = new Story(A.Submit, consult('c1'), A.Suspend, resume);
    expect(story.ledger.state).toMatchObject({
      state: 'CONSULTATION',
      dueAt: '2026-03-20T01:00:00.000Z',
      suspendedFrom: null,
      consultations: [{ id: 'c1', dueAt: '2026-03-19T01:00:00.000Z', overdue: false }],
    });
  });

  it('need no reminder where the whole limit is shorter than the time before it', () => {
    const short = { ...APPRAISAL, timeLimitSeconds: DAY_SECONDS };
    const story = new Story(A.Submit, routeOf(APPRAISAL, { ...DECISION, timeLimitSeconds: DAY_SECONDS }), A.Advance);
    expect(short.remindBeforeSeconds).toBeGreaterThan(DAY_SECONDS);
    expect(story.ledger.state).toMatchObject({ stageIndex: 1, reminded: true });
  });

  it('of a consultation pass without an end where one waits all the same', () => {
    const story = new Story(A.Submit, consult('c1'), [A.ConsultationOverdue, { consultationId: 'c1' }]);
    expect(story.ledger.state).toMatchObject({ state: 'CONSULTATION', consultations: [{ id: 'c1', overdue: true }] });
  });
});

describe('tasks', () => {
  it('of a consultation and of an escalation stand beside the stage’s own', () => {
    const story = new Story(A.Submit);
    const asked = story.take(consult('c1'));
    story.take(A.Overdue);
    const told = story.take(A.Escalate);
    expect([asked, told]).toMatchObject([
      {
        closeOpenTasks: false,
        openTasks: [{ unitId: 'unit-province', permission: 'nomination.appraise', dueAt: ASKED }],
      },
      { closeOpenTasks: false, openTasks: [{ unitId: 'unit-root', permission: 'nomination.escalation.handle' }] },
    ]);
    expect([...asked.openTasks, ...told.openTasks].map(({ kind }) => kind)).toEqual(NOMINATION_SIDE_TASKS);
    expect(story.take(A.Return)).toMatchObject({ closeOpenTasks: true });
  });

  it('stay open when the route changes for nobody who holds one, and are opened anew for whom it does', () => {
    const story = new Story(A.Submit);
    const longer = routeOf({ ...APPRAISAL, unitId: 'unit-upper', stage: 'UPPER' }, APPRAISAL, DECISION);
    expect(story.take(longer)).toMatchObject({ openTasks: [], closeOpenTasks: false });
    expect(story.ledger.state).toMatchObject({ stageIndex: 1 });
    expect(story.take(routeOf({ ...APPRAISAL, unitId: 'unit-other' }, DECISION))).toMatchObject({
      closeOpenTasks: true,
      openTasks: [{ kind: 'APPRAISE_NOMINATION', unitId: 'unit-other', dueAt: '2026-03-20T00:00:00.000Z' }],
    });
    expect(story.ledger.state).toMatchObject({ stageIndex: 0, stageInstructionNumber: 3 });
  });

  it('of a returned dossier stay with the nominating unit when the route changes', () => {
    const story = new Story(A.Submit, A.Return);
    const longer = routeOf({ ...APPRAISAL, stage: 'UPPER' }, APPRAISAL, DECISION);
    expect(story.take(longer)).toMatchObject({ openTasks: [], closeOpenTasks: false, state: 'RETURNED' });
    expect(story.take(A.Resubmit)).toMatchObject({ openTasks: [{ stage: 'APPRAISAL' }] });
    expect(story.ledger.state).toMatchObject({ stageIndex: 1, revision: 2 });
  });
});
