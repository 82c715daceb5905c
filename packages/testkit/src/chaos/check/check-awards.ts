import { choiceOn } from '../ballot-work';
import type { AwardsEvidence, BallotRow, DecisionRow, ItemRow, PaymentRow } from './evidence';
import type { Violation } from './violation';

/** Where the money of an award may rest, by where the award itself rests. */
const MONEY_OF: Readonly<Record<string, readonly string[]>> = {
  PUBLISHED: ['ORDERED', 'PAID'],
  AWARDED: ['ORDERED', 'PAID'],
  REVOKED: ['CANCELLED', 'REVERSED', 'RECOVERED'],
};
/** How many entries of the ledger the money has, by where it rests. */
const ENTRIES_OF: Readonly<Record<string, number>> = { ORDERED: 0, CANCELLED: 0, PAID: 1, REVERSED: 2, RECOVERED: 2 };

/** What the domain promises of decisions, of their money in another service, and of secret ballots. */
export function checkAwards({ decisions, items, payments, counters, ballots }: AwardsEvidence): Violation[] {
  const numbered = decisions.filter(({ number }) => number !== null);
  const byDecision = Map.groupBy(items, ({ decisionId }) => decisionId);
  const paymentOf = new Map(payments.map((payment) => [`${payment.decisionId} ${payment.nominationId}`, payment]));
  return [
    ...checkNumbers(numbered),
    ...counters.flatMap(({ bodyUnitId, year, last, symbol }) => {
      const given = new Set(
        numbered.flatMap((each) => (each.bodyUnitId === bodyUnitId && each.year === year ? [each.number] : [])),
      );
      return Array.from({ length: last }, (_, index) => `${index + 1}/${symbol}`)
        .filter((number) => !given.has(number))
        .map((number) => violation('BROKEN_CHAIN', `decision number ${number} of ${year}`, 'was left out'));
    }),
    ...decisions.flatMap((decision) => checkDecision(decision, byDecision.get(decision.decisionId) ?? [], paymentOf)),
    ...payments.flatMap(checkPayment),
    ...ballots.flatMap(checkBallot),
  ];
}

function violation(kind: Violation['kind'], about: string, what: string): Violation {
  return { kind, about, what };
}

/** A number is given once by a body in a year. */
function checkNumbers(numbered: readonly DecisionRow[]): Violation[] {
  const byNumber = Map.groupBy(numbered, ({ bodyUnitId, year, number }) => `${number} of ${year} by ${bodyUnitId}`);
  return [...byNumber]
    .filter(([, holders]) => holders.length > 1)
    .map(([number, holders]) =>
      violation(
        'TWO_WINNERS',
        `decision number ${number}`,
        `belongs to ${holders.map((each) => each.decisionId).join(' and ')}`,
      ),
    );
}

/** Every item has come to rest, and its money with it, where the catalogue has any for it. */
function checkDecision(
  { decisionId, payoutState }: DecisionRow,
  items: readonly ItemRow[],
  paymentOf: ReadonlyMap<string, PaymentRow>,
): Violation[] {
  const made = items.filter(({ state }) => state in MONEY_OF);
  const moneyOf = (item: ItemRow): PaymentRow | undefined => paymentOf.get(`${decisionId} ${item.nominationId}`);
  const unpaid = made.filter((item) => item.carriesMoney === 1 && !moneyOf(item));
  return [
    ...(payoutState === 'ORDERING' ? [violation('STUCK', decisionId, 'its money is still being ordered')] : []),
    ...items
      .filter(({ state }) => state === 'SIGNED')
      .map(({ nominationId }) => violation('STUCK', nominationId, `was signed for by ${decisionId} and has not moved`)),
    ...(payoutState === 'ORDERED' && unpaid.length > 0
      ? [
          violation(
            'LOST',
            decisionId,
            `${unpaid.length} of its ${made.length} awards have not got the money that they carry`,
          ),
        ]
      : []),
    ...made.flatMap((item) => {
      const money = moneyOf(item);
      return !money || MONEY_OF[item.state]?.includes(money.state)
        ? []
        : [violation('HALF', item.nominationId, `its award is ${item.state}, its money ${money.state}`)];
    }),
  ];
}

/** What the ledger says of one payment: paid once, and taken back whole. */
function checkPayment({ decisionId, nominationId, state, amount, entered }: PaymentRow): Violation[] {
  const about = `the money of ${nominationId} by ${decisionId}`;
  const expected = ENTRIES_OF[state];
  const sum = entered.reduce((total, each) => total + each, 0);
  const due = state === 'PAID' ? amount : 0;
  return [
    ...(entered.length === expected
      ? []
      : [violation('DOUBLED', about, `is ${state} and has ${entered.length} entries in the ledger, not ${expected}`)]),
    ...(sum === (due ?? 0)
      ? []
      : [violation('HALF', about, `is ${state}; its entries come to ${sum} đồng, not ${due}`)]),
  ];
}

/** A closed ballot counts every vote that was cast, once, as it was meant; an open one counts nothing. */
function checkBallot({
  sessionId,
  nominationId,
  elsewhere = false,
  state,
  outcome,
  votes,
  voters,
  yes,
  no,
  other,
}: BallotRow): Violation[] {
  const about = `the ballot ${sessionId} on ${nominationId}`;
  if (state === 'OPEN') {
    return elsewhere ? [] : [violation('STUCK', about, 'is still open')];
  }
  const found: Violation[] = [];
  if (votes !== voters) {
    found.push(violation('DOUBLED', about, `${voters} members have voted, and there are ${votes} votes`));
  }
  const isCounted = outcome === 'PASSED' || outcome === 'FAILED';
  const meant = choiceOn(nominationId) === 'YES' ? { yes: votes, no: 0 } : { yes: 0, no: votes };
  if (isCounted && elsewhere && (yes ?? 0) + (no ?? 0) + (other ?? 0) !== votes) {
    found.push(violation('LOST', about, `counts ${yes} yes, ${no} no and ${other} others; ${votes} votes were cast`));
  }
  if (isCounted && !elsewhere && (yes !== meant.yes || no !== meant.no || other !== 0)) {
    found.push(
      violation(
        'LOST',
        about,
        `counts ${yes} yes, ${no} no and ${other} others; ${meant.yes} yes and ${meant.no} no were cast`,
      ),
    );
  }
  if (!isCounted && (yes ?? no ?? other) !== null) {
    found.push(violation('HALF', about, `was not counted (${outcome}) and has figures`));
  }
  return found;
}
