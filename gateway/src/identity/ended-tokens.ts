import { BoundedMap } from './bounded-map';

/** How many are remembered: membership remembers them all, this gateway those that ended here. */
const MOST_REMEMBERED = 100_000;

/** Tokens that a sign-out at this gateway has ended before their time: refused at once, without asking anybody. */
export class EndedTokens {
  private readonly ends = new BoundedMap<string, number>(MOST_REMEMBERED);

  /** @param now milliseconds since the epoch. */
  constructor(private readonly now: () => number) {}

  /**
   * Ends a token.
   * @param until seconds since 1970; from then on nobody accepts it anyway, and it is forgotten.
   */
  end(tokenId: string, until: number): void {
    for (const [id, end] of this.ends) {
      if (end * 1000 > this.now()) break;
      this.ends.delete(id);
    }
    this.ends.set(tokenId, until);
  }

  /** Whether the token has been ended here. */
  has(tokenId: string): boolean {
    return this.ends.has(tokenId);
  }
}
