import {
  NominationAction,
  NominationState,
  NominationTaskKind,
  type AcceptedDecision,
  type NominationApprovalInput,
  type NominationApprovalState,
  type RouteStage,
  type TaskToOpen,
} from '@thidua/contracts';
import { listDetail, textDetail, type Placement, type SubjectRules } from '../subject/decision-ledger';
import { isSuspended, openConsultations } from './nomination-approval.clock';

type Placed = Placement<NominationApprovalState> | null;

/** No stage is open. */
const NO_STAGE = -1;
/** The stage of a dossier that was returned. */
const REVISION = 'REVISION';
/** The stage of tasks that are open beside the stage's own. */
const CONSULTATION = 'CONSULTATION';
const ESCALATION = 'ESCALATION';

/** A clock that has just been set: nobody has been reminded or told. */
const FRESH_CLOCK = { overdue: false, reminded: false, escalated: false } as const;

/** The route that a nomination carries: the one of its start, or the one that it was given since. */
export function stagesOf(
  state: NominationApprovalState,
  input: Pick<NominationApprovalInput, 'stages'>,
): readonly RouteStage[] {
  return state.stages ?? input.stages;
}

/** The stages of a decision's details. @throws SyntaxError for what is not JSON; the ledger takes it as no place. */
function stagesDetail(decision: AcceptedDecision): readonly RouteStage[] | null {
  return listDetail(decision, 'stages')?.map((stage) => JSON.parse(stage) as RouteStage) ?? null;
}

function taskOf(stage: RouteStage, unitId: string, dueAt: string | null): TaskToOpen {
  return { kind: stage.taskKind, stage: stage.stage, unitId, permission: stage.permission, dueAt };
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** What each decision on a nomination opens next, along the route that it carries to its end. */
export function nominationApprovalRules(input: NominationApprovalInput): SubjectRules<NominationApprovalState> {
  const openStageOf = (state: NominationApprovalState): RouteStage | undefined =>
    stagesOf(state, input)[state.stageIndex];

  /** Opens the first stage from an index on that the unit's place in the tree has; null when none is left. */
  const enterStage = (state: NominationApprovalState, from: number, decision: AcceptedDecision, now: Date): Placed => {
    const stages = stagesOf(state, input);
    const stageIndex = stages.findIndex((stage, index) => index >= from && stage.unitId !== null);
    const stage = stages[stageIndex];
    if (!stage || stage.unitId === null) {
      return null;
    }
    const dueAt = new Date(now.getTime() + stage.timeLimitSeconds * 1000).toISOString();
    return {
      state: {
        ...state,
        ...FRESH_CLOCK,
        // Where the limit is shorter than the time before it at which one is reminded, opening it is reminder enough.
        reminded: (stage.remindBeforeSeconds ?? 0) >= stage.timeLimitSeconds,
        state: stage.state,
        stageIndex,
        returnedFromStageIndex: null,
        dueAt,
        stageInstructionNumber: decision.number,
        consultations: [],
      },
      closeOpenTasks: true,
      openTasks: [taskOf(stage, stage.unitId, dueAt)],
    };
  };

  const end = (state: NominationApprovalState, ending: string): Placement<NominationApprovalState> => ({
    state: {
      ...state,
      state: ending,
      stageIndex: NO_STAGE,
      returnedFromStageIndex: null,
      dueAt: null,
      overdue: false,
      suspendedFrom: null,
      consultations: [],
    },
    closeOpenTasks: true,
    finished: true,
  });

  const giveBack = (state: NominationApprovalState, decision: AcceptedDecision): Placed => ({
    state: {
      ...state,
      ...FRESH_CLOCK,
      state: NominationState.Returned,
      stageIndex: NO_STAGE,
      returnedFromStageIndex: state.stageIndex,
      dueAt: null,
      stageInstructionNumber: decision.number,
      consultations: [],
    },
    closeOpenTasks: true,
    openTasks: [
      {
        kind: NominationTaskKind.Revise,
        stage: REVISION,
        unitId: input.nominatingUnitId,
        permission: 'nomination.submit',
        dueAt: null,
      },
    ],
  });

  const escalate = (state: NominationApprovalState): Placed => {
    const unitId = openStageOf(state)?.escalationUnitId;
    return unitId
      ? {
          state: { ...state, escalated: true },
          openTasks: [
            {
              kind: NominationTaskKind.HandleOverdue,
              stage: ESCALATION,
              unitId,
              permission: 'nomination.escalation.handle',
              dueAt: null,
            },
          ],
        }
      : null;
  };

  const extend = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    const dueAt = textDetail(decision, 'dueAt');
    return dueAt ? { state: { ...state, ...FRESH_CLOCK, dueAt, clockNumber: decision.number } } : null;
  };

  const suspend = (state: NominationApprovalState): Placed => ({
    state: { ...state, state: NominationState.Suspended, suspendedFrom: state.state },
  });

  /** Every deadline moves by the time for which the clocks stood still. */
  const resume = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    const milliseconds = decision.details['suspendedMilliseconds'];
    return typeof milliseconds === 'number' && typeof state.suspendedFrom === 'string'
      ? {
          state: {
            ...state,
            state: state.suspendedFrom,
            suspendedFrom: null,
            dueAt: state.dueAt && later(state.dueAt, milliseconds),
            consultations: openConsultations(state).map((each) => ({
              ...each,
              dueAt: later(each.dueAt, milliseconds),
            })),
          },
        }
      : null;
  };

  const consult = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    const [id, dueAt] = [textDetail(decision, 'consultationId'), textDetail(decision, 'dueAt')];
    const stage = openStageOf(state);
    if (!id || !dueAt || !stage?.unitId) {
      return null;
    }
    const consultation = { id, dueAt, instructionNumber: decision.number, overdue: false };
    return {
      state: {
        ...state,
        state: NominationState.Consultation,
        consultations: [...openConsultations(state), consultation],
      },
      openTasks: [
        {
          kind: NominationTaskKind.RecordConsultationAnswer,
          stage: CONSULTATION,
          unitId: stage.unitId,
          permission: stage.permission,
          dueAt,
        },
      ],
    };
  };

  /** The last answer gives the stage back to whoever appraises. */
  const endConsultation = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    const id = textDetail(decision, 'consultationId');
    const consultations = openConsultations(state).filter((each) => each.id !== id);
    return consultations.length < openConsultations(state).length
      ? {
          state: {
            ...state,
            consultations,
            state: consultations.length > 0 ? state.state : (openStageOf(state)?.state ?? state.state),
          },
        }
      : null;
  };

  const consultationOverdue = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    const id = textDetail(decision, 'consultationId');
    return openConsultations(state).some((each) => each.id === id)
      ? {
          state: {
            ...state,
            consultations: openConsultations(state).map((each) => (each.id === id ? { ...each, overdue: true } : each)),
          },
        }
      : null;
  };

  /** The nomination stays at the stage of the same name; its task is opened anew only for whom it is another one. */
  const changeRoute = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    const stages = stagesDetail(decision);
    const isReturned = state.returnedFromStageIndex !== null;
    const before = stagesOf(state, input)[state.returnedFromStageIndex ?? state.stageIndex];
    const index = stages?.findIndex(({ stage, unitId }) => stage === before?.stage && unitId !== null) ?? NO_STAGE;
    const stage = stages?.[index];
    if (!stages || !before || !stage?.unitId) {
      return null;
    }
    if (isReturned) {
      return { state: { ...state, stages, returnedFromStageIndex: index } };
    }
    const isSameTask =
      stage.taskKind === before.taskKind && stage.unitId === before.unitId && stage.permission === before.permission;
    return isSameTask
      ? { state: { ...state, stages, stageIndex: index } }
      : {
          state: {
            ...state,
            stages,
            state: stage.state,
            stageIndex: index,
            // It is another task: that it is late is said of it anew.
            overdue: false,
            escalated: false,
            stageInstructionNumber: decision.number,
          },
          closeOpenTasks: true,
          openTasks: [taskOf(stage, stage.unitId, state.dueAt)],
        };
  };

  const forwardUp = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    const forwardedToId = textDetail(decision, 'forwardedToId');
    const ended = end(state, NominationState.ForwardedUp);
    return forwardedToId ? { ...ended, state: { ...ended.state, forwardedToId } } : null;
  };

  const placeWhileSuspended = (state: NominationApprovalState, decision: AcceptedDecision): Placed => {
    switch (decision.action) {
      case NominationAction.Resume:
        return resume(state, decision);
      case NominationAction.Withdraw:
        return end(state, NominationState.Withdrawn);
      case NominationAction.HandleEscalation:
        return { state };
      default:
        return null;
    }
  };

  /** While a stage is open, whatever it waits for. */
  const placeAtStage = (state: NominationApprovalState, decision: AcceptedDecision, now: Date): Placed => {
    switch (decision.action) {
      case NominationAction.Advance:
        return state.state === NominationState.Consultation
          ? null
          : (enterStage(state, state.stageIndex + 1, decision, now) ?? end(state, NominationState.Decided));
      case NominationAction.Return:
        return giveBack(state, decision);
      case NominationAction.Remind:
        return { state: { ...state, reminded: true } };
      case NominationAction.Overdue:
        return { state: { ...state, overdue: true } };
      case NominationAction.Escalate:
        return escalate(state);
      case NominationAction.ExtendDeadline:
        return extend(state, decision);
      case NominationAction.Consult:
        return consult(state, decision);
      case NominationAction.EndConsultation:
        return endConsultation(state, decision);
      case NominationAction.ConsultationOverdue:
        return consultationOverdue(state, decision);
      case NominationAction.ForwardUp:
        return forwardUp(state, decision);
      default:
        return null;
    }
  };

  return {
    initialState: {
      state: NominationState.Draft,
      stageIndex: NO_STAGE,
      returnedFromStageIndex: null,
      dueAt: null,
      overdue: false,
      stageInstructionNumber: 0,
      revision: 1,
    },
    openStage: (state) => openStageOf(state)?.stage ?? (state.returnedFromStageIndex === null ? null : REVISION),
    place(state, decision, now) {
      const isOnItsWay = state.stageIndex !== NO_STAGE || state.returnedFromStageIndex !== null;
      if (isSuspended(state)) {
        return placeWhileSuspended(state, decision);
      }
      switch (decision.action) {
        case NominationAction.Submit:
          return state.state === NominationState.Draft ? enterStage(state, 0, decision, now) : null;
        case NominationAction.Resubmit:
          return state.returnedFromStageIndex === null
            ? null
            : enterStage({ ...state, revision: state.revision + 1 }, state.returnedFromStageIndex, decision, now);
        case NominationAction.Reject:
          return isOnItsWay ? end(state, NominationState.Rejected) : null;
        case NominationAction.Withdraw:
          return isOnItsWay ? end(state, NominationState.Withdrawn) : null;
        case NominationAction.Suspend:
          return isOnItsWay ? suspend(state) : null;
        case NominationAction.ChangeRoute:
          return isOnItsWay ? changeRoute(state, decision) : null;
        case NominationAction.HandleEscalation:
          return { state };
        default:
          return state.stageIndex === NO_STAGE ? null : placeAtStage(state, decision, now);
      }
    },
  };
}
