import type { BallotChoice } from '@thidua/ballot';

/** A share of all members that must vote, as data: each part a whole number. */
export interface Quorum {
  readonly numerator: number;
  readonly denominator: number;
}

/** What the votes on one nomination came to; the parts add up to `members`. */
export interface BallotCount {
  /** All members of the council, recused and absent ones included: the denominator. */
  readonly members: number;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** Votes that could not be opened for what they were cast for, or held no choice. */
  readonly invalid: number;
  /** Members who cast none, recused ones included. */
  readonly notCast: number;
}

/** Counts opened votes. @param choices one for each vote; null for an invalid one. */
export function countBallots(members: number, choices: readonly (BallotChoice | null)[]): BallotCount {
  const of = (choice: BallotChoice | null): number => choices.filter((each) => each === choice).length;
  return {
    members,
    yes: of('YES'),
    no: of('NO'),
    abstain: of('ABSTAIN'),
    invalid: of(null),
    notCast: members - choices.length,
  };
}

/** Whether so many votes are a quorum of all members, in integers. */
export function isQuorate(votes: number, members: number, { numerator, denominator }: Quorum): boolean {
  return votes * denominator >= numerator * members;
}

/** Whether it passes: yes × 100 ≥ threshold × ALL members, in integers. @param thresholdPercent 1 to 100. */
export function isPassed({ yes, members }: Pick<BallotCount, 'yes' | 'members'>, thresholdPercent: number): boolean {
  return yes * 100 >= thresholdPercent * members;
}

/** Share of ALL members that said yes, in percent with two decimals, rounded down: what did not pass never looks so. */
export function yesPercent({ yes, members }: Pick<BallotCount, 'yes' | 'members'>): string {
  const hundredths = Math.floor((yes * 10_000) / members);
  return `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, '0')}`;
}
