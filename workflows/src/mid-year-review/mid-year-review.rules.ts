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
  const initialState: MidYearReviewState = { state: ReviewState.Collecting, timersDone: [] };
  return {
    initialState,
    openStage: ({ state }) => (state === ReviewState.InReview ? ReviewState.InReview : null),
    place(state, decision) {
      switch (decision.action) {
        case ReviewAction.Open:
          return state === initialState ? { state: { ...state } } : null;
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
