import { NominationState, type Reason } from '@thidua/contracts';

/** What can be done to a nomination. */
export type NominationCommand =
  | 'edit'
  | 'submit'
  | 'resubmit'
  | 'passAppraisal'
  | 'recordCouncilVote'
  | 'decide'
  | 'return'
  | 'reject';

/** What is possible in each state; SUBMITTED waits for the engine, DECIDED and REJECTED are ends. */
const POSSIBLE: Readonly<Record<string, readonly NominationCommand[]>> = {
  [NominationState.Draft]: ['edit', 'submit'],
  [NominationState.Submitted]: [],
  [NominationState.UnderAppraisal]: ['passAppraisal', 'return', 'reject'],
  [NominationState.CouncilReview]: ['recordCouncilVote', 'return', 'reject'],
  [NominationState.Recommended]: ['decide', 'return', 'reject'],
  [NominationState.Returned]: ['edit', 'resubmit'],
  [NominationState.Decided]: [],
  [NominationState.Rejected]: [],
  [NominationState.Published]: [],
  [NominationState.Awarded]: [],
  [NominationState.Revoked]: [],
};

/** Whether a command is possible in a state. */
export function isPossible(state: string, command: NominationCommand): boolean {
  return POSSIBLE[state]?.includes(command) ?? false;
}

/** The ends of a nomination's way, and what a decided one becomes afterwards. */
const CLOSED: ReadonlySet<string> = new Set([
  NominationState.Decided,
  NominationState.Rejected,
  NominationState.Published,
  NominationState.Awarded,
  NominationState.Revoked,
]);

/** States in which a nomination has come to its end. */
export function isClosed(state: string): boolean {
  return CLOSED.has(state);
}

/** Why a command is not possible in a state, in words; null when it is. */
export function stateProblem(state: string, command: NominationCommand): Reason | null {
  return isPossible(state, command)
    ? null
    : {
        code: 'NOMINATION_STATE',
        vi: `Hồ sơ đang ở trạng thái ${state} nên không thể thực hiện việc này.`,
        en: `The nomination is ${state}, so this cannot be done now.`,
        field: null,
      };
}
