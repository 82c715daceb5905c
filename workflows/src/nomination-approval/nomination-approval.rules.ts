import {
  NominationAction,
  NominationState,
  NominationTaskKind,
  type AcceptedDecision,
  type NominationApprovalInput,
  type NominationApprovalState,
} from '@thidua/contracts';
import type { Placement, SubjectRules } from '../subject/decision-ledger';

/** No stage is open. */
const NO_STAGE = -1;
/** The stage of a dossier that was returned. */
const REVISION = 'REVISION';

/** What each decision on a nomination opens next, along the route that it carries to its end. */
export function nominationApprovalRules(input: NominationApprovalInput): SubjectRules<NominationApprovalState> {
  /** Opens the first stage from an index on that the unit's place in the tree has; null when none is left. */
  const enterStage = (
    state: NominationApprovalState,
    from: number,
    decision: AcceptedDecision,
    now: Date,
  ): Placement<NominationApprovalState> | null => {
    const stageIndex = input.stages.findIndex((stage, index) => index >= from && stage.unitId !== null);
    const stage = input.stages[stageIndex];
    if (!stage || stage.unitId === null) {
      return null;
    }
    const dueAt = new Date(now.getTime() + stage.timeLimitSeconds * 1000).toISOString();
    return {
      state: {
        ...state,
        state: stage.state,
        stageIndex,
        returnedFromStageIndex: null,
        dueAt,
        overdue: false,
        stageInstructionNumber: decision.number,
      },
      closeOpenTasks: true,
      openTasks: [
        { kind: stage.taskKind, stage: stage.stage, unitId: stage.unitId, permission: stage.permission, dueAt },
      ],
    };
  };

  const end = (state: NominationApprovalState, ending: string): Placement<NominationApprovalState> => ({
    state: { ...state, state: ending, stageIndex: NO_STAGE, returnedFromStageIndex: null, dueAt: null, overdue: false },
    closeOpenTasks: true,
    finished: true,
  });

  const giveBack = (
    state: NominationApprovalState,
    decision: AcceptedDecision,
  ): Placement<NominationApprovalState> => ({
    state: {
      ...state,
      state: NominationState.Returned,
      stageIndex: NO_STAGE,
      returnedFromStageIndex: state.stageIndex,
      dueAt: null,
      overdue: false,
      stageInstructionNumber: decision.number,
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
    openStage: ({ stageIndex, returnedFromStageIndex }) =>
      input.stages[stageIndex]?.stage ?? (returnedFromStageIndex === null ? null : REVISION),
    place(state, decision, now) {
      const stageOpen = state.stageIndex !== NO_STAGE;
      switch (decision.action) {
        case NominationAction.Submit:
          return state.state === NominationState.Draft ? enterStage(state, 0, decision, now) : null;
        case NominationAction.Advance:
          return stageOpen
            ? (enterStage(state, state.stageIndex + 1, decision, now) ?? end(state, NominationState.Decided))
            : null;
        case NominationAction.Return:
          return stageOpen ? giveBack(state, decision) : null;
        case NominationAction.Resubmit:
          return state.returnedFromStageIndex === null
            ? null
            : enterStage({ ...state, revision: state.revision + 1 }, state.returnedFromStageIndex, decision, now);
        case NominationAction.Reject:
          return stageOpen || state.returnedFromStageIndex !== null ? end(state, NominationState.Rejected) : null;
        case NominationAction.Overdue:
          return stageOpen ? { state: { ...state, overdue: true } } : null;
        default:
          return null;
      }
    },
  };
}
