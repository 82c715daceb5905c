import { CycleAction, CycleState, type AnnualCycleState } from '@thidua/contracts';
import type { SubjectRules } from '../subject/decision-ledger';

/** What each decision on an annual cycle does; a cycle opens no tasks of its own. */
export const annualCycleRules: SubjectRules<AnnualCycleState> = {
  initialState: { state: CycleState.Opening, reached: [], cursor: null },
  openStage: () => null,
  place(state, decision) {
    switch (decision.action) {
      case CycleAction.Open:
        return state.state === CycleState.Opening ? { state: { ...state, state: CycleState.Open } } : null;
      case CycleAction.Close:
        return { state: { ...state, state: CycleState.Closed }, closeOpenTasks: true, finished: true };
      default:
        return null;
    }
  },
};
