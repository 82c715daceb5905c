import { choiceOn } from '../ballot-work';
import { checkAwards } from './check-awards';
import type { AwardsEvidence, BallotRow, DecisionRow, ItemRow, PaymentRow } from './evidence';
import type { ViolationKind } from './violation';

type Mutable<Row> = { -readonly [Field in keyof Row]: Row[Field] };

const BODY = 'body';
/** Nominations on which everybody votes yes, and no. */
const [LIKED, DISLIKED] = (['YES', 'NO'] as const).map(
  (choice) =>
    Array.from({ length: 100 }, (_, index) => `nomination ${index}`).find((id) => choiceOn(id) === choice) ?? '',
) as [string, string];

/** What a sound run leaves behind: two decisions, one award revoked after it was paid, two ballots. */
interface Sound {
  readonly decisions: Mutable<DecisionRow>[];
  readonly items: Mutable<ItemRow>[];
  readonly payments: Mutable<PaymentRow>[];
  readonly ballots: Mutable<BallotRow>[];
}

function sound(): Sound {
  const decision = (decisionId: string, number: string | null): DecisionRow => ({
    decisionId,
    bodyUnitId: BODY,
    state: number ? 'SIGNED' : 'DRAFT',
    year: number ? 2026 : null,
    number,
    payoutState: number ? 'ORDERED' : null,
  });
  const item = (nominationId: string, state: string): ItemRow => ({
    decisionId: 'one',
    nominationId,
    state,
    carriesMoney: 1,
  });
  const payment = (nominationId: string, state: string, entered: number[]): PaymentRow => ({
    decisionId: 'one',
    nominationId,
    state,
    amount: 760_000,
    entered,
  });
  const ballot = (nominationId: string, outcome: string, yes: number, no: number): BallotRow => ({
    sessionId: 'session',
    nominationId,
    state: 'CLOSED',
    outcome,
    votes: 3,
    voters: 3,
    yes,
    no,
    other: 0,
  });
  return {
    decisions: [decision('one', '1/QĐ-LĐLĐ'), decision('two', '2/QĐ-LĐLĐ'), decision('draft', null)],
    items: [item('a', 'PUBLISHED'), item('b', 'PUBLISHED'), item('c', 'REVOKED')],
    payments: [
      payment('a', 'ORDERED', []),
      payment('b', 'PAID', [760_000]),
      payment('c', 'REVERSED', [760_000, -760_000]),
    ],
    ballots: [ballot(LIKED, 'PASSED', 3, 0), ballot(DISLIKED, 'FAILED', 0, 3)],
  };
}

function evidenceOf(rows: Sound): AwardsEvidence {
  return { ...rows, counters: [{ bodyUnitId: BODY, year: 2026, last: 2, symbol: 'QĐ-LĐLĐ' }] };
}

interface Case {
  readonly name: string;
  readonly expected: ViolationKind;
  readonly words: RegExp;
  readonly spoil: (rows: Sound) => unknown;
}

const CASES: readonly Case[] = [
  {
    name: 'a number of two decisions',
    expected: 'TWO_WINNERS',
    words: /belongs to one and two/,
    spoil: ({ decisions }) => Object.assign(decisions[1] ?? {}, { number: '1/QĐ-LĐLĐ' }),
  },
  {
    name: 'a number that no decision has',
    expected: 'BROKEN_CHAIN',
    words: /was left out/,
    spoil: ({ decisions }) => decisions.splice(1, 1),
  },
  {
    name: 'a nomination that was signed for and never moved',
    expected: 'STUCK',
    words: /has not moved/,
    spoil: ({ items }) => Object.assign(items[0] ?? {}, { state: 'SIGNED' }),
  },
  {
    name: 'money that is being ordered for ever',
    expected: 'STUCK',
    words: /still being ordered/,
    spoil: ({ decisions }) => Object.assign(decisions[0] ?? {}, { payoutState: 'ORDERING' }),
  },
  {
    name: 'an award whose money was forgotten',
    expected: 'LOST',
    words: /1 of its 3 awards have not got the money/,
    spoil: ({ payments }) => payments.splice(0, 1),
  },
  {
    name: 'a decision whose money was forgotten altogether',
    expected: 'LOST',
    words: /3 of its 3 awards have not got the money/,
    spoil: ({ payments }) => payments.splice(0),
  },
  {
    name: 'a revoked award whose money stays paid',
    expected: 'HALF',
    words: /its award is REVOKED, its money PAID/,
    spoil: ({ payments }) => Object.assign(payments[2] ?? {}, { state: 'PAID', entered: [760_000] }),
  },
  {
    name: 'money that was taken back from an award that stands',
    expected: 'HALF',
    words: /its award is PUBLISHED, its money REVERSED/,
    spoil: ({ payments }) => Object.assign(payments[1] ?? {}, { state: 'REVERSED', entered: [760_000, -760_000] }),
  },
  {
    name: 'money that was paid twice',
    expected: 'DOUBLED',
    words: /is PAID and has 2 entries/,
    spoil: ({ payments }) => Object.assign(payments[1] ?? {}, { entered: [760_000, 760_000] }),
  },
  {
    name: 'money of which a part came back',
    expected: 'HALF',
    words: /come to 10000 đồng, not 0/,
    spoil: ({ payments }) => Object.assign(payments[2] ?? {}, { entered: [760_000, -750_000] }),
  },
  {
    name: 'a second vote of a member',
    expected: 'DOUBLED',
    words: /3 members have voted, and there are 4 votes/,
    spoil: ({ ballots }) => Object.assign(ballots[0] ?? {}, { votes: 4 }),
  },
  {
    name: 'a vote that was not counted',
    expected: 'LOST',
    words: /counts 2 yes, 0 no and 0 others; 3 yes/,
    spoil: ({ ballots }) => Object.assign(ballots[0] ?? {}, { yes: 2 }),
  },
  {
    name: 'a vote that was counted as another',
    expected: 'LOST',
    words: /counts 1 yes, 2 no/,
    spoil: ({ ballots }) => Object.assign(ballots[1] ?? {}, { yes: 1, no: 2 }),
  },
  {
    name: 'a vote that was not counted, where members vote as they like',
    expected: 'LOST',
    words: /counts 1 yes, 1 no and 0 others; 3 votes were cast/,
    spoil: ({ ballots }) => Object.assign(ballots[0] ?? {}, { elsewhere: true, yes: 1, no: 1 }),
  },
  {
    name: 'figures of a ballot that had no quorum',
    expected: 'HALF',
    words: /was not counted \(NO_QUORUM\) and has figures/,
    spoil: ({ ballots }) => Object.assign(ballots[0] ?? {}, { outcome: 'NO_QUORUM' }),
  },
  {
    name: 'a ballot that nobody closes',
    expected: 'STUCK',
    words: /is still open/,
    spoil: ({ ballots }) => Object.assign(ballots[0] ?? {}, { state: 'OPEN', outcome: null }),
  },
];

describe('the checker of decisions, money and ballots', () => {
  it('finds nothing wrong with a sound run', () => {
    expect(checkAwards(evidenceOf(sound()))).toEqual([]);
  });

  it('misses no money of an award that carries none', () => {
    const rows = sound();
    rows.payments.splice(0);
    rows.items.forEach((item) => Object.assign(item, { carriesMoney: 0 }));
    expect(checkAwards(evidenceOf(rows))).toEqual([]);
  });

  it('lets members vote as they like, and leave a ballot open, where somebody tries every command', () => {
    const { ballots, ...rows } = sound();
    Object.assign(ballots[0] ?? {}, { elsewhere: true, yes: 1, no: 2 });
    Object.assign(ballots[1] ?? {}, { elsewhere: true, state: 'OPEN', outcome: null });
    expect(checkAwards(evidenceOf({ ...rows, ballots }))).toEqual([]);
  });

  it.each(CASES)('$expected: $name', ({ expected, words, spoil }) => {
    const rows = sound();
    spoil(rows);
    expect(checkAwards(evidenceOf(rows))).toContainEqual({
      kind: expected,
      about: expect.any(String) as string,
      what: expect.stringMatching(words) as string,
    });
  });
});
