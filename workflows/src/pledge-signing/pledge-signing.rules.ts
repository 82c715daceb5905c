import {
  PledgeAction,
  PledgeState,
  PledgeTaskKind,
  PledgeTimer,
  type AcceptedDecision,
  type PledgeSigningInput,
  type PledgeSigningState,
  type TaskToOpen,
} from '@thidua/contracts';
import { listDetail, textDetail, type Placement, type SubjectRules } from '../subject/decision-ledger';

/** What each decision on a pledge opens next. */
export function pledgeSigningRules(input: PledgeSigningInput): SubjectRules<PledgeSigningState> {
  const escalation: TaskToOpen = {
    kind: PledgeTaskKind.HandleEscalation,
    stage: 'ESCALATION',
    unitId: input.ownerUnitId,
    permission: 'pledge.escalation.handle',
    dueAt: null,
  };

  const prepare = (state: PledgeSigningState): Placement<PledgeSigningState> => ({
    state: { ...state },
    openTasks: [
      {
        kind: PledgeTaskKind.Draft,
        stage: PledgeState.Drafting,
        unitId: input.headUnitId,
        permission: 'pledge.draft',
        dueAt: input.deadlineAt,
      },
    ],
  });

  const openForSignature = (
    state: PledgeSigningState,
    decision: AcceptedDecision,
  ): Placement<PledgeSigningState> | null => {
    const memberUnitIds = listDetail(decision, 'memberUnitIds');
    if (state.state !== PledgeState.Drafting || !memberUnitIds?.length) {
      return null;
    }
    const signatures = memberUnitIds.map((unitId) => ({
      kind: PledgeTaskKind.Sign,
      stage: PledgeState.Signing,
      unitId,
      permission: 'pledge.sign',
      dueAt: input.deadlineAt,
    }));
    return {
      state: { ...state, state: PledgeState.Signing, memberUnitIds },
      closeOpenTasks: true,
      // An escalation that the owner has not dealt with is closed with the rest, so it opens again.
      openTasks: state.escalationOpen ? [...signatures, escalation] : signatures,
    };
  };

  const sign = (state: PledgeSigningState, decision: AcceptedDecision): Placement<PledgeSigningState> | null => {
    const unitId = textDetail(decision, 'unitId');
    if (
      state.state !== PledgeState.Signing ||
      unitId === null ||
      !state.memberUnitIds.includes(unitId) ||
      state.signedUnitIds.includes(unitId)
    ) {
      return null;
    }
    const signedUnitIds = [...state.signedUnitIds, unitId];
    return signedUnitIds.length === state.memberUnitIds.length
      ? {
          state: { ...state, state: PledgeState.Signed, signedUnitIds, escalationOpen: false },
          closeOpenTasks: true,
          finished: true,
        }
      : { state: { ...state, signedUnitIds } };
  };

  const timerActed = (state: PledgeSigningState, timer: string): PledgeSigningState => ({
    ...state,
    timersDone: [...new Set([...state.timersDone, timer])],
  });

  const initialState: PledgeSigningState = {
    state: PledgeState.Drafting,
    memberUnitIds: [],
    signedUnitIds: [],
    timersDone: [],
    escalationOpen: false,
  };

  return {
    initialState,
    openStage: ({ state }) => (state === PledgeState.Signed ? null : state),
    place(state, decision) {
      switch (decision.action) {
        case PledgeAction.Prepare:
          return state === initialState ? prepare(state) : null;
        case PledgeAction.OpenForSignature:
          return openForSignature(state, decision);
        case PledgeAction.Sign:
          return sign(state, decision);
        case PledgeAction.Remind:
          return { state: timerActed(state, PledgeTimer.Reminder) };
        case PledgeAction.DeadlinePassed:
          return {
            state: { ...timerActed(state, PledgeTimer.Deadline), escalationOpen: true },
            openTasks: [escalation],
          };
        case PledgeAction.HandleEscalation:
          return state.escalationOpen ? { state: { ...state, escalationOpen: false } } : null;
        default:
          return null;
      }
    },
  };
}
