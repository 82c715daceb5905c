import { decidedNomination, openPledge, passAppraisal, PROVINCE, sign, underAppraisal, UNION } from './stories.fixture';
import { itNames, type ViolationCase } from './violation-cases.fixture';

const CASES: readonly ViolationCase[] = [
  {
    name: 'a decision on a task that was decided already',
    expected: 'ILLEGAL_PATH',
    words: /COMPLETED already/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      passAppraisal(recording, nomination, task);
      recording.act(nomination, { operation: 'passAppraisal', action: 'ADVANCE', after: { taskId: task } });
    },
  },
  {
    name: 'a decision on a version that somebody had not seen',
    expected: 'ILLEGAL_PATH',
    words: /version 1 by somebody who had seen version 3/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      const contested = { id: task, version: 3 };
      recording.act(nomination, { operation: 'passAppraisal', action: 'ADVANCE', after: { taskId: task }, contested });
    },
  },
  {
    name: 'a decision on a task that somebody else has claimed',
    expected: 'ILLEGAL_PATH',
    words: /somebody else has claimed/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      const claim = { operation: 'claimAwardTask', action: 'CLAIM', after: { taskId: task }, actor: 'the first' };
      recording.act(nomination, { ...claim, numbered: false });
      recording.act(nomination, { operation: 'passAppraisal', action: 'ADVANCE', after: { taskId: task } });
    },
  },
  {
    name: 'a command that the state does not allow',
    expected: 'ILLEGAL_PATH',
    words: /the nomination was UNDER_APPRAISAL/,
    record: (recording) => {
      const { nomination } = underAppraisal(recording);
      recording.act(nomination, { operation: 'resubmitNomination', action: 'RESUBMIT' });
    },
  },
  {
    name: 'a paper attached to a nomination that is under appraisal',
    expected: 'ILLEGAL_PATH',
    words: /the nomination was UNDER_APPRAISAL/,
    record: (recording) => {
      const { nomination } = underAppraisal(recording);
      recording.act(nomination, { operation: 'attachPaper', action: 'ATTACH_PAPER', numbered: false });
    },
  },
  {
    name: 'a nominee who was imported twice into one nomination',
    expected: 'ILLEGAL_PATH',
    words: /it was drafted already/,
    record: (recording) => {
      const nomination = recording.subject('NOMINATION', 'DRAFT');
      const draft = { operation: 'importNominees', action: 'DRAFT', after: { nominatingUnitId: UNION } };
      recording.act(nomination, { ...draft, numbered: false });
      recording.act(nomination, { ...draft, numbered: false });
    },
  },
  {
    name: 'an instruction that the rules do not give',
    expected: 'ILLEGAL_PATH',
    words: /the workflow answered DECIDED/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      const pass = { operation: 'passAppraisal', action: 'ADVANCE', after: { taskId: task } };
      const commandId = recording.act(nomination, pass);
      recording.complete(nomination, task);
      recording.route(nomination, commandId, 'DECIDED');
    },
  },
  {
    name: 'an instruction that was left out',
    expected: 'ILLEGAL_PATH',
    words: /instruction 3 was applied after instruction 1/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      const pass = { operation: 'passAppraisal', action: 'ADVANCE', after: { taskId: task } };
      recording.act(nomination, pass);
      recording.route(nomination, recording.act(nomination, pass), 'DECIDED', [], { number: 3 });
    },
  },
  {
    name: 'a task that is open although it was decided',
    expected: 'ILLEGAL_PATH',
    words: /is OPEN at version 1, by its history COMPLETED/,
    record: (recording) => {
      const nomination = decidedNomination(recording);
      nomination.tasks.slice(0, 1).forEach((task) => Object.assign(task, { status: 'OPEN', version: 1 }));
    },
  },
  {
    name: 'a second signature of one unit',
    expected: 'ILLEGAL_PATH',
    words: /had signed already/,
    record: (recording) => {
      const pledge = openPledge(recording);
      sign(recording, pledge);
      recording.act(pledge, { operation: 'signPledge', action: 'SIGN', after: { unitId: UNION, late: false } });
    },
  },
  {
    name: 'a signature in time that is marked late',
    expected: 'ILLEGAL_PATH',
    words: /with the deadline/,
    record: (recording) => sign(recording, openPledge(recording), { unitId: UNION, late: true }),
  },
  {
    name: 'a deadline that passes before its time',
    expected: 'ILLEGAL_PATH',
    words: /it was due at/,
    record: (recording) => {
      const pledge = openPledge(recording);
      const early = { operation: 'passPledgeDeadline', action: 'DEADLINE_PASSED', actorKind: 'timer' as const };
      const commandId = recording.act(pledge, early);
      recording.route(pledge, commandId, 'SIGNING', [{ kind: 'HANDLE_PLEDGE_ESCALATION', unitId: PROVINCE }], {
        closes: false,
      });
    },
  },
  {
    name: 'a timer that lost against nobody',
    expected: 'ILLEGAL_PATH',
    words: /nobody had been first/,
    record: (recording) => {
      const lost = { operation: 'remindPledge', action: 'TIMER_LOST', actorKind: 'timer' as const, numbered: false };
      recording.act(openPledge(recording), lost);
    },
  },
  {
    name: 'an escalation that is open again after it was dealt with',
    expected: 'ILLEGAL_PATH',
    words: /no escalation was open/,
    record: (recording) => {
      const handle = { operation: 'handlePledgeEscalation', action: 'HANDLE_ESCALATION' };
      recording.act(openPledge(recording), handle);
    },
  },
  {
    name: 'a decision that the workflow had no place for',
    expected: 'ILLEGAL_PATH',
    words: /no place for decision 2/,
    record: (recording) => {
      const { workflow } = decidedNomination(recording);
      workflow.progress = { lastNumber: 3, state: 'DECIDED', unplaced: [2] };
    },
  },
];

describe('the checker walks along every history, and names', () => {
  itNames(CASES);
});
