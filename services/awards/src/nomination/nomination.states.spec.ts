import { NominationState } from '@thidua/contracts';
import { isClosed, isPossible, type NominationCommand, stateProblem } from './nomination.states';
import { NominationStatus } from './nomination.enum';

const COMMANDS: NominationCommand[] = [
  'edit',
  'submit',
  'resubmit',
  'passAppraisal',
  'recordCouncilVote',
  'decide',
  'return',
  'reject',
  'answerChecklist',
  'withdraw',
  'suspend',
  'resume',
  'moveDeadline',
  'consult',
  'endConsultation',
  'forwardUp',
  'changeRoute',
];
const AT_A_STAGE: NominationCommand[] = ['return', 'reject', 'withdraw', 'suspend', 'moveDeadline'];

describe('what is possible in which state', () => {
  it.each<[string, NominationCommand[]]>([
    ['DRAFT', ['edit', 'submit']],
    ['SUBMITTED', []],
    ['UNDER_APPRAISAL', ['answerChecklist', 'passAppraisal', 'consult', 'forwardUp', 'changeRoute', ...AT_A_STAGE]],
    ['CONSULTATION', ['answerChecklist', 'consult', 'endConsultation', ...AT_A_STAGE]],
    ['COUNCIL_REVIEW', ['recordCouncilVote', 'forwardUp', 'changeRoute', ...AT_A_STAGE]],
    ['RECOMMENDED', ['decide', 'forwardUp', 'changeRoute', ...AT_A_STAGE]],
    ['RETURNED', ['edit', 'resubmit', 'withdraw', 'suspend', 'changeRoute']],
    ['SUSPENDED', ['resume', 'withdraw']],
    ['WITHDRAWN', []],
    ['FORWARDED_UP', []],
    ['DECIDED', []],
    ['REJECTED', []],
    ['PUBLISHED', []],
    ['AWARDED', []],
    ['REVOKED', []],
    ['NO_SUCH_STATE', []],
  ])('%s: %j', (state, possible) => {
    expect(COMMANDS.filter((command) => isPossible(state, command)).sort()).toEqual([...possible].sort());
    for (const command of COMMANDS) {
      expect(stateProblem(state, command) === null).toBe(possible.includes(command));
    }
  });

  it('knows the same states as the workflow’s contract', () => {
    expect(Object.values(NominationStatus).sort()).toEqual(Object.values(NominationState).sort());
  });

  it.each(Object.values(NominationState))('%s is an end only when no decision can follow', (state) => {
    const ends = ['DECIDED', 'REJECTED', 'WITHDRAWN', 'FORWARDED_UP', 'PUBLISHED', 'AWARDED', 'REVOKED'];
    expect(isClosed(state)).toBe(ends.includes(state));
  });
});
