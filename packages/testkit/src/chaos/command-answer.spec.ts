import { answerOf, isWorthRepeating, type MutationBody } from './command-answer';

const failing = (code: string): MutationBody => ({
  data: null,
  errors: [{ message: code, extensions: { code } }],
});
const passed = (result: object): MutationBody => ({ data: { passAppraisal: { __typename: 'Passed', ...result } } });

describe('what a client may conclude from an answer', () => {
  it.each<[string, MutationBody, string, string | null]>([
    ['a success', passed({ routing: 'DONE', nomination: { id: 'n' } }), 'ACKNOWLEDGED', null],
    [
      'a business refusal',
      { data: { passAppraisal: { __typename: 'CommandRefused', reasons: [{ code: 'NOMINATION_STATE' }] } } },
      'REFUSED',
      'NOMINATION_STATE',
    ],
    ['a conflict', failing('CONFLICT'), 'REFUSED', 'CONFLICT'],
    ['a service that was away', failing('SUBGRAPH_UNAVAILABLE'), 'UNKNOWN', 'SUBGRAPH_UNAVAILABLE'],
    [
      'an error nobody foresaw: it may have come after the commit',
      failing('INTERNAL_SERVER_ERROR'),
      'UNKNOWN',
      'INTERNAL_SERVER_ERROR',
    ],
    ['an answer without anything', {}, 'UNKNOWN', 'EMPTY_ANSWER'],
  ])('%s', (_, body, outcome, code) => {
    expect(answerOf('passAppraisal', body)).toMatchObject({ outcome, code });
  });

  it('a success stands although something beside it failed', () => {
    const body = { ...passed({ nomination: { id: 'n' } }), errors: failing('SUBGRAPH_UNAVAILABLE').errors };
    expect(answerOf('passAppraisal', body)).toMatchObject({ outcome: 'ACKNOWLEDGED', subjectId: 'n' });
  });

  it.each<[string, boolean]>([
    ['SUBGRAPH_UNAVAILABLE', true],
    ['RETRY_LATER', true],
    ['CONFLICT', false],
    ['FORBIDDEN', false],
  ])('after %s it is sent again: %s', (code, again) => {
    expect(isWorthRepeating(answerOf('passAppraisal', failing(code)))).toBe(again);
  });
});
