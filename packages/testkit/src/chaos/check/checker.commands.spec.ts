import { newId } from '@thidua/contracts/ids';
import type { Recording } from './recording.fixture';
import { decidedNomination, decide, openPledge, passAppraisal, sign, underAppraisal } from './stories.fixture';
import { forget, itNames, type ViolationCase } from './violation-cases.fixture';

/** A decided nomination with something done at its appraisal. */
function appraisalWithout(...places: Parameters<Recording['act']>[2] & object): ViolationCase['record'] {
  return (recording) => {
    const { nomination, task } = underAppraisal(recording);
    const { next } = passAppraisal(recording, nomination, task, places);
    decide(recording, nomination, next, '1/QĐ');
  };
}

const CASES: readonly ViolationCase[] = [
  {
    name: 'an acknowledged command without any trace',
    expected: 'LOST',
    words: /no trace/,
    record: (recording) => recording.answer({ commandId: newId() }),
  },
  {
    name: 'an acknowledged decision that the workflow never had',
    expected: 'LOST',
    words: /not in the workflow/,
    record: appraisalWithout('workflow'),
  },
  {
    name: 'an acknowledged decision that the chain does not have',
    expected: 'LOST',
    words: /not in the chain/,
    record: appraisalWithout('chain'),
  },
  {
    name: 'an acknowledged decision without an outbox row',
    expected: 'LOST',
    words: /not in the outbox/,
    record: appraisalWithout('outbox'),
  },
  {
    name: 'a decision that is twice in the chain',
    expected: 'DOUBLED',
    words: /2 times in the chain/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      const { commandId } = passAppraisal(recording, nomination, task);
      const again = { operation: 'passAppraisal', action: 'ADVANCE', after: { taskId: task } };
      recording.act(nomination, again, ['attempts', 'commands'], commandId);
    },
  },
  {
    name: 'a decision that the workflow accepted twice',
    expected: 'DOUBLED',
    words: /2 times in the workflow/,
    record: (recording) => {
      const { workflow } = decidedNomination(recording);
      workflow.accepted = [...workflow.accepted, ...workflow.accepted.slice(-1)];
    },
  },
  {
    name: 'an instruction that was applied twice',
    expected: 'DOUBLED',
    words: /2 times in the applied instructions/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      const { commandId } = passAppraisal(recording, nomination, task);
      recording.route(nomination, commandId, 'RECOMMENDED', [], { number: 2, closes: false });
    },
  },
  {
    name: 'an unknown outcome that is half there',
    expected: 'HALF',
    words: /not in the workflow/,
    record: (recording) => {
      appraisalWithout('workflow')(recording);
      recording.attempts.filter(({ operation }) => operation === 'passAppraisal').forEach(forget);
    },
  },
  {
    name: 'an outbox row without its decision',
    expected: 'HALF',
    words: /is in the outbox, the workflow and not in the commands, the chain/,
    record: (recording) => {
      const { nomination } = underAppraisal(recording);
      recording.act(nomination, { operation: 'passAppraisal', action: 'ADVANCE' }, ['attempts', 'commands', 'chain']);
    },
  },
  {
    name: 'a subject whose row and workflow differ',
    expected: 'HALF',
    words: /database says DECIDED/,
    record: (recording) => {
      const { workflow } = decidedNomination(recording);
      workflow.progress = { lastNumber: 2, state: 'RECOMMENDED', unplaced: [] };
    },
  },
  {
    name: 'a signature without its row',
    expected: 'HALF',
    words: /1 signatures, its rows 0/,
    record: (recording) => {
      const pledge = openPledge(recording);
      sign(recording, pledge);
      pledge.row.signedUnitIds = [];
    },
  },
  {
    name: 'a refused command with an effect',
    expected: 'REFUSED_WITH_EFFECT',
    words: /was refused and is in the commands/,
    record: (recording) => {
      decidedNomination(recording);
      recording.attempts
        .filter(({ operation }) => operation === 'passAppraisal')
        .forEach((attempt) => Object.assign(attempt, { outcome: 'REFUSED', code: 'CONFLICT' }));
    },
  },
  {
    name: 'a person’s decision that nobody sent',
    expected: 'UNASKED',
    words: /never sent/,
    record: appraisalWithout('attempts'),
  },
  {
    name: 'a repeat that is refused although the first was acknowledged',
    expected: 'REPEAT_NOT_FIRST_ANSWER',
    words: /refused with CONFLICT/,
    record: (recording) => {
      decidedNomination(recording);
      const [first] = recording.attempts;
      recording.answer({
        ...first,
        commandId: first?.commandId ?? '',
        sentAt: 9000,
        outcome: 'REFUSED',
        code: 'CONFLICT',
      });
    },
  },
  {
    name: 'a repeat that is acknowledged for another subject',
    expected: 'REPEAT_NOT_FIRST_ANSWER',
    words: /again for another/,
    record: (recording) => {
      decidedNomination(recording);
      const commandId = recording.attempts[0]?.commandId ?? '';
      recording.answer({ commandId, answeredSubjectId: 'another' });
    },
  },
  {
    name: 'a command that was done without an answer, and refused when it was sent again',
    expected: 'REPEAT_NOT_FIRST_ANSWER',
    words: /stood in the chain since .* refused with CONFLICT/,
    record: (recording) => {
      decidedNomination(recording);
      recording.attempts.forEach(forget);
      const [first] = recording.attempts;
      const again = { sentAt: Date.parse('2026-01-01T08:00:05Z'), outcome: 'REFUSED' as const, code: 'CONFLICT' };
      recording.answer({ ...first, commandId: first?.commandId ?? '', ...again });
    },
  },
  {
    name: 'two payloads acknowledged under one commandId',
    expected: 'COMMAND_ID_REUSED',
    words: /payload and other were both/,
    record: (recording) => {
      const nomination = decidedNomination(recording);
      const commandId = recording.attempts[0]?.commandId ?? '';
      recording.answer({ commandId, payload: 'other', answeredSubjectId: nomination.id });
    },
  },
  {
    name: 'two winners of one version of a task',
    expected: 'TWO_WINNERS',
    words: /passAppraisal .* and passAppraisal/,
    record: (recording) => {
      const { nomination, task } = underAppraisal(recording);
      passAppraisal(recording, nomination, task);
      passAppraisal(recording, nomination, task);
    },
  },
  {
    name: 'two award decisions under one number',
    expected: 'TWO_WINNERS',
    words: /decision number|belongs to/,
    record: (recording) => {
      decidedNomination(recording, '7/QĐ');
      decidedNomination(recording, '7/QĐ');
    },
  },
];

describe('the checker holds what clients were told against what is there, and names', () => {
  itNames(CASES);
});
