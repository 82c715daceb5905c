import { check } from './checker';
import { Recording } from './recording.fixture';
import { decidedNomination, openPledge, sign, underAppraisal } from './stories.fixture';
import { itNames, type ViolationCase } from './violation-cases.fixture';

const CASES: readonly ViolationCase[] = [
  {
    name: 'an entry that was changed',
    expected: 'BROKEN_CHAIN',
    words: /its hash is not that of its text/,
    record: (recording) => {
      const { entries } = decidedNomination(recording);
      entries.slice(1, 2).forEach((entry) => Object.assign(entry, { text: entry.text.replace('somebody', 'sombody') }));
    },
  },
  {
    name: 'an entry that was taken away',
    expected: 'BROKEN_CHAIN',
    words: /stands in place/,
    record: (recording) => void decidedNomination(recording).entries.splice(2, 1),
  },
  {
    name: 'a chain that ends before its head',
    expected: 'BROKEN_CHAIN',
    words: /the chain has 1,2$/,
    record: (recording) => void decidedNomination(recording).entries.splice(5),
  },
  {
    name: 'a number that was given twice',
    expected: 'BROKEN_CHAIN',
    words: /the outbox has 1,2,2/,
    record: (recording) => {
      const { outbox } = decidedNomination(recording);
      outbox.slice(2).forEach((row) => Object.assign(row, { number: 2 }));
    },
  },
  {
    name: 'an entry that the engine saw otherwise',
    expected: 'BROKEN_CHAIN',
    words: /the engine witnessed/,
    record: (recording) => {
      const { workflow } = decidedNomination(recording);
      workflow.accepted = workflow.accepted.map(({ updateId, decision }) => ({
        updateId,
        decision: { ...decision, auditHash: 'f'.repeat(64) },
      }));
    },
  },
  {
    name: 'a decision that was never delivered',
    expected: 'STUCK',
    words: /decision 3 was not delivered: the engine is down/,
    record: (recording) => {
      const { outbox } = decidedNomination(recording);
      outbox.slice(2).forEach((row) => Object.assign(row, { done: false, lastError: 'the engine is down' }));
    },
  },
  {
    name: 'a decision that was set aside',
    expected: 'STUCK',
    words: /was set aside/,
    record: (recording) => {
      const { outbox } = decidedNomination(recording);
      outbox.slice(2).forEach((row) => Object.assign(row, { done: false, setAside: true }));
    },
  },
  {
    name: 'a lease that nobody gives back',
    expected: 'STUCK',
    words: /is still leased/,
    record: (recording) => {
      const { outbox } = decidedNomination(recording);
      outbox.slice(2).forEach((row) => Object.assign(row, { done: false, leased: true }));
    },
  },
  {
    name: 'a nomination that nobody could bring to its end',
    expected: 'STUCK',
    words: /has stayed UNDER_APPRAISAL/,
    record: (recording) => void underAppraisal(recording),
  },
  {
    name: 'a subject without a workflow',
    expected: 'STUCK',
    words: /no workflow/,
    record: (recording) => {
      decidedNomination(recording).workflow.status = 'MISSING';
    },
  },
  {
    name: 'a workflow that runs on after the end',
    expected: 'STUCK',
    words: /is RUNNING and should be COMPLETED/,
    record: (recording) => {
      decidedNomination(recording).workflow.status = 'RUNNING';
    },
  },
  {
    name: 'a subject that is held',
    expected: 'STUCK',
    words: /is held/,
    record: (recording) => {
      decidedNomination(recording).held = true;
    },
  },
  {
    name: 'a difference that the reconciler lists',
    expected: 'STUCK',
    words: /lists it: DATABASE_BEHIND/,
    record: (recording) => {
      const { id, findings } = decidedNomination(recording);
      findings.push({ subjectId: id, finding: 'DATABASE_BEHIND', open: true });
    },
  },
  {
    name: 'a subject that the reconciler had to repair at rest',
    expected: 'STUCK',
    words: /still repaired 1 subjects and listed 0/,
    record: (recording) =>
      void recording.reconciliations.push({ service: 'awards', compared: 9, repaired: 1, listed: 0 }),
  },
  {
    name: 'a timer that did not act',
    expected: 'STUCK',
    words: /was due and has not acted/,
    record: (recording) => {
      const pledge = openPledge(recording);
      sign(recording, pledge);
      pledge.row.timerMissed = true;
    },
  },
  {
    name: 'a service that has not heard of a union',
    expected: 'FEED_DIFFERS',
    words: /lacks 1 versions that membership has, for example b/,
    record: (recording) => {
      recording.trees.push({ service: 'membership', versions: ['a', 'b'] }, { service: 'awards', versions: ['a'] });
    },
  },
  {
    name: 'a service that knows a union that is not there',
    expected: 'FEED_DIFFERS',
    words: /has 1 others, for example c/,
    record: (recording) => {
      recording.trees.push({ service: 'membership', versions: ['a'] }, { service: 'awards', versions: ['a', 'c'] });
    },
  },
  {
    name: 'an export that the auditor’s program refuses',
    expected: 'VERIFIER_REFUSES',
    words: /INVALID: entry 3 of a/,
    record: (recording) => {
      const errors = ['entry 3 of a'];
      recording.verdicts.push({ service: 'awards', verdict: 'INVALID', entries: 9, unanchored: 0, errors });
    },
  },
  {
    name: 'a trail that could not be exported',
    expected: 'VERIFIER_REFUSES',
    words: /NOT_EXPORTED/,
    record: (recording) => {
      const errors = ['no key'];
      recording.verdicts.push({ service: 'awards', verdict: 'NOT_EXPORTED', entries: 0, unanchored: 0, errors });
    },
  },
  {
    name: 'a system that did not come to rest',
    expected: 'STUCK',
    words: /5 decisions wait/,
    record: (recording) => void recording.unsettled.push('5 decisions wait'),
  },
];

describe('the checker recomputes every chain and looks for what waits in vain, and names', () => {
  itNames(CASES);

  it('nothing in a nomination that is left where it stands by somebody who tries every command', () => {
    const recording = new Recording();
    underAppraisal(recording).nomination.row.elsewhere = true;
    expect(check(recording.evidence())).toEqual([]);
  });
});
