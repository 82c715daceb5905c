import { AwardRevocationAction, AwardRevocationStage, type AwardRevocationState } from '@thidua/contracts';
import type { SubjectRules } from '../subject/decision-ledger';

/** What each decision on a revocation does: it ends when finance has cancelled or reversed every payment. */
export function awardRevocationRules(): SubjectRules<AwardRevocationState> {
  return {
    initialState: { state: AwardRevocationStage.Revoking, isCancelled: false },
    openStage: () => null,
    place(state, { action }) {
      switch (action) {
        case AwardRevocationAction.Revoke:
          return { state };
        case AwardRevocationAction.Settled:
          return { state: { ...state, state: AwardRevocationStage.Settled }, finished: true };
        default:
          return null;
      }
    },
  };
}
