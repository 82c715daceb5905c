import { AwardPayoutAction, AwardPayoutStage, type AwardPayoutState } from '@thidua/contracts';
import type { SubjectRules } from '../subject/decision-ledger';

/** What each decision on a payout does: publishing begins it, and it ends when finance holds every payment. */
export function awardPayoutRules(): SubjectRules<AwardPayoutState> {
  return {
    initialState: { state: AwardPayoutStage.Ordering, afterOrdinal: 0, isListed: false },
    openStage: () => null,
    place(state, { action }) {
      switch (action) {
        case AwardPayoutAction.Publish:
          return { state };
        case AwardPayoutAction.Ordered:
          return { state: { ...state, state: AwardPayoutStage.Ordered }, finished: true };
        default:
          return null;
      }
    },
  };
}
