import { CLOSED_NOMINATION_STATES, NominationState, type Reason } from '@thidua/contracts';

/** What can be done to a nomination. */
export type NominationCommand =
  | 'edit'
  | 'submit'
  | 'resubmit'
  | 'answerChecklist'
  | 'passAppraisal'
  | 'recordCouncilVote'
  | 'decide'
  | 'return'
  | 'reject'
  | 'withdraw'
  | 'suspend'
  | 'resume'
  | 'moveDeadline'
  | 'consult'
  | 'endConsultation'
  | 'forwardUp'
  | 'changeRoute';

const AT_A_STAGE: readonly NominationCommand[] = ['return', 'reject', 'withdraw', 'suspend', 'moveDeadline'];

/** What is possible in each state; SUBMITTED waits for the engine; DECIDED, REJECTED and the like are ends. */
const POSSIBLE: Readonly<Record<string, readonly NominationCommand[]>> = {
  [NominationState.Draft]: ['edit', 'submit'],
  [NominationState.Submitted]: [],
  [NominationState.UnderAppraisal]: [
    'answerChecklist',
    'passAppraisal',
    'consult',
    'forwardUp',
    'changeRoute',
    ...AT_A_STAGE,
  ],
  [NominationState.Consultation]: ['answerChecklist', 'consult', 'endConsultation', ...AT_A_STAGE],
  [NominationState.CouncilReview]: ['recordCouncilVote', 'forwardUp', 'changeRoute', ...AT_A_STAGE],
  [NominationState.Recommended]: ['decide', 'forwardUp', 'changeRoute', ...AT_A_STAGE],
  [NominationState.Returned]: ['edit', 'resubmit', 'withdraw', 'suspend', 'changeRoute'],
  [NominationState.Suspended]: ['resume', 'withdraw'],
};

/** Whether a command is possible in a state. */
export function isPossible(state: string, command: NominationCommand): boolean {
  return POSSIBLE[state]?.includes(command) ?? false;
}

/** States in which a nomination has come to its end. */
export function isClosed(state: string): boolean {
  return CLOSED_NOMINATION_STATES.includes(state);
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
