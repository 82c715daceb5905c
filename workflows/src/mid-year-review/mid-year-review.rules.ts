import {
  ReviewAction,
  ReviewState,
  ReviewTaskKind,
  ReviewTimer,
  type MidYearReviewInput,
  type MidYearReviewState,
} from '@thidua/contracts';
import type { SubjectRules } from '../subject/decision-ledger';

/** What each decision on a mid-year review opens next. */
export function midYearReviewRules(input: MidYearReviewInput): SubjectRules<MidYearReviewState> {
  return {
    initialState: { state: ReviewState.Collecting, timersDone: [] },
    place(state, decision) {
      switch (decision.action) {
        case ReviewAction.Open:
          return decision.number === 1 ? { state } : null;
        case ReviewAction.RecordActuals:
          return state.state === ReviewState.Collecting
            ? {
                state: { ...state, state: ReviewState.InReview },
                openTasks: [
                  {
                    kind: ReviewTaskKind.Conclude,
                    stage: ReviewState.InReview,
                    unitId: input.concludingUnitId,
                    permission: 'review.conclude',
                    dueAt: input.deadlineAt,
                  },
                ],
              }
            : null;
        case ReviewAction.Conclude:
          return state.state === ReviewState.InReview
            ? { state: { ...state, state: ReviewState.Concluded }, closeOpenTasks: true, finished: true }
            : null;
        case ReviewAction.Overdue:
          return {
            state: { ...state, timersDone: [...new Set([...state.timersDone, ReviewTimer.Deadline])] },
            openTasks: [
              {
                kind: ReviewTaskKind.HandleOverdue,
                stage: 'OVERDUE',
                unitId: input.ownerUnitId,
                permission: 'review.overdue.handle',
                dueAt: null,
              },
            ],
          };
        case ReviewAction.HandleOverdue:
          return { state };
        default:
          return null;
      }
    },
  };
}
