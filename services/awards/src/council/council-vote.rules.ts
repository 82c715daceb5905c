/** What a council's vote came to. Integers. */
export interface CouncilCount {
  /** All members of the council, recused and absent ones included: the denominator. */
  readonly members: number;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
}

/** Votes cast, abstentions included. */
export function votesCast({ yes, no, abstain }: CouncilCount): number {
  return yes + no + abstain;
}

/** Whether the figures can be a vote: whole numbers, at least one member, not more votes than members. */
export function isPlausible(count: CouncilCount): boolean {
  const figures = [count.members, count.yes, count.no, count.abstain];
  return (
    figures.every((figure) => Number.isSafeInteger(figure) && figure >= 0) &&
    count.members >= 1 &&
    votesCast(count) <= count.members
  );
}
