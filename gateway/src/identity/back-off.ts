/** The first pause after a failure, and the longest, in milliseconds. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/** It has just failed and is not tried again yet. */
export class TooSoon extends Error {}

/** Tries something that may fail for a while; after a failure not at once again, each time a little later. */
export class BackOff {
  private failures = 0;
  private tryAgainAt = 0;

  /** @param now milliseconds since the epoch. */
  constructor(private readonly now: () => number) {}

  /**
   * Does it, unless it has failed a moment ago.
   * @throws TooSoon, or what the act throws.
   */
  async attempt<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.now() < this.tryAgainAt) throw new TooSoon();
    try {
      const result = await act();
      this.failures = 0;
      return result;
    } catch (failure) {
      this.tryAgainAt = this.now() + this.nextPause();
      throw failure;
    }
  }

  private nextPause(): number {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures);
    this.failures += 1;
    return pause;
  }
}
