import { AwardDecisionState } from './award-decision.enum';
import { decisionStateProblem, nextOrdinal, numberText, signatureDateProblem } from './award-decision.rules';

describe('the rules of award decisions', () => {
  it.each([
    [0, [], 1],
    [124, [], 125],
    [0, ['1/QĐ-LĐLĐ', '2/QĐ-LĐLĐ', '4/QĐ-LĐLĐ'], 3],
    [2, ['3/QĐ-CĐCS'], 3],
  ])('after %i with %j taken by hand comes %i', async (last, taken, expected) => {
    expect(await nextOrdinal(last, 'QĐ-LĐLĐ', (number) => Promise.resolve(taken.includes(number)))).toBe(expected);
  });

  it('writes a number as it stands on the paper', () => {
    expect(numberText(125, 'QĐ-LĐLĐ')).toBe('125/QĐ-LĐLĐ');
  });

  it.each([
    ['2026-03-01', '2026-03-01', '2026-03-01', true],
    ['2026-03-02', '2026-03-01', '2026-03-03', true],
    ['2026-02-28', '2026-03-01', '2026-03-03', false],
    ['2026-03-04', '2026-03-01', '2026-03-03', false],
    ['2026-03-04', null, '2026-03-04', true],
  ])('signed on %s, submitted on %s, today %s: %s', (decidedOn, submittedOn, today, possible) => {
    expect(signatureDateProblem(decidedOn, submittedOn, today) === null).toBe(possible);
  });

  it('a signed decision takes no change of its draft', () => {
    expect(decisionStateProblem(AwardDecisionState.Draft, 'sign')).toBeNull();
    for (const command of ['edit', 'list', 'discard', 'sign'] as const) {
      expect(decisionStateProblem(AwardDecisionState.Signed, command)?.code).toBe('DECISION_STATE');
      expect(decisionStateProblem(AwardDecisionState.Discarded, command)?.code).toBe('DECISION_STATE');
    }
  });
});
