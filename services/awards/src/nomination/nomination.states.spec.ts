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
];

describe('what is possible in which state', () => {
  it.each<[string, NominationCommand[]]>([
    ['DRAFT', ['edit', 'submit']],
    ['SUBMITTED', []],
    ['UNDER_APPRAISAL', ['passAppraisal', 'return', 'reject']],
    ['COUNCIL_REVIEW', ['recordCouncilVote', 'return', 'reject']],
    ['RECOMMENDED', ['decide', 'return', 'reject']],
    ['RETURNED', ['edit', 'resubmit']],
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

  it.each(Object.values(NominationState))(
    '%s is an end only when decided, rejected, or after the decision',
    (state) => {
      expect(isClosed(state)).toBe(['DECIDED', 'REJECTED', 'PUBLISHED', 'AWARDED', 'REVOKED'].includes(state));
    },
  );
});
