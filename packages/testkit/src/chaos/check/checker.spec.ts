import { newId } from '@thidua/contracts/ids';
import { check } from './checker';
import { Recording, taskId } from './recording.fixture';
import { decidedNomination, openPledge, preparedPledge, sign, UNION } from './stories.fixture';
import { forget } from './violation-cases.fixture';

describe('the checker finds nothing wrong', () => {
  it('in the evidence of a clean run', () => {
    const recording = new Recording();
    decidedNomination(recording);
    sign(recording, openPledge(recording));
    recording.reconciliations.push({ service: 'awards', compared: 9, repaired: 0, listed: 0 });
    recording.verdicts.push({ service: 'awards', verdict: 'UNANCHORED', entries: 9, unanchored: 2, errors: [] });
    expect(check(recording.evidence())).toEqual([]);
  });

  it('with an unknown outcome that is all there, or nowhere', () => {
    const recording = new Recording();
    decidedNomination(recording);
    recording.attempts.forEach(forget);
    recording.answer({ commandId: newId(), outcome: 'UNKNOWN', code: 'TimeoutError' });
    expect(check(recording.evidence())).toEqual([]);
  });

  it('with a refusal beside an unknown answer: the stalled sending may be done later', () => {
    const recording = new Recording();
    decidedNomination(recording);
    const [first] = recording.attempts;
    recording.attempts.forEach(forget);
    recording.answer({ ...first, commandId: first?.commandId ?? '', outcome: 'REFUSED', code: 'CONFLICT' });
    expect(check(recording.evidence())).toEqual([]);
  });

  it('with a unit that signed before its task was opened: the task is fulfilled as it opens', () => {
    const recording = new Recording();
    const pledge = preparedPledge(recording);
    const open = {
      operation: 'openPledgeForSignature',
      action: 'OPEN_FOR_SIGNATURE',
      after: { memberUnitIds: [UNION] },
    };
    const opened = recording.act(pledge, open);
    recording.complete(pledge, taskId(pledge, 1, 'DRAFT_PLEDGE', UNION));
    const after = { unitId: UNION, late: false };
    const signed = recording.act(pledge, { operation: 'signPledge', action: 'SIGN', after });
    recording.route(pledge, opened, 'SIGNING', [{ kind: 'SIGN_PLEDGE', unitId: UNION }]);
    recording.complete(pledge, taskId(pledge, 2, 'SIGN_PLEDGE', UNION));
    recording.route(pledge, signed, 'SIGNED');
    pledge.row.signedUnitIds = [UNION];
    pledge.finished = true;
    pledge.workflow.status = 'COMPLETED';
    expect(check(recording.evidence())).toEqual([]);
  });
});
