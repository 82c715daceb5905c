import { AwardAppealAction, AwardAppealStage, type AwardAppealState } from '@thidua/contracts';
import type { SubjectRules } from '../subject/decision-ledger';

/** What each decision on an appeal does: an answer, late or not, or its withdrawal ends it. */
export function awardAppealRules(): SubjectRules<AwardAppealState> {
  return {
    initialState: { state: AwardAppealStage.Filed, isOverdue: false },
    openStage: () => null,
    place(state, { action }) {
      switch (action) {
        case AwardAppealAction.File:
          return { state };
        case AwardAppealAction.Overdue:
          return { state: { ...state, isOverdue: true } };
        case AwardAppealAction.Answer:
          return { state: { ...state, state: AwardAppealStage.Answered }, finished: true };
        case AwardAppealAction.Withdraw:
          return { state: { ...state, state: AwardAppealStage.Withdrawn }, finished: true };
        default:
          return null;
      }
    },
  };
}
