/**
 * The greatest amount of one budget or receipt, in đồng: 10^13, ten thousand billion, far above any unit's year. A sum of
 * hundreds of such amounts is still exact, so that no single row makes the sums of the units above it fail.
 */
export const LARGEST_AMOUNT = 10_000_000_000_000;
/** The greatest sum that can be told exactly, in đồng: 2^53 − 1, about nine million billion. */
export const LARGEST_SUM = Number.MAX_SAFE_INTEGER;

/**
 * A sum in đồng as a number of the graph.
 * @throws when it is too large to be exact: a wrong sum is never shown.
 */
export function exactAmount(sum: bigint): number {
  if (sum > BigInt(LARGEST_SUM) || sum < -BigInt(LARGEST_SUM)) {
    throw new RangeError(`a sum of ${sum} đồng cannot be told exactly`);
  }
  return Number(sum);
}

/** Reads and writes a BIGINT column of whole đồng. */
export const amountColumn = {
  /** @throws when the value is not a whole number of at most 10^13 either way. */
  to(amount: number): number {
    if (!Number.isSafeInteger(amount) || Math.abs(amount) > LARGEST_AMOUNT) {
      throw new RangeError(`${amount} is not an amount of whole đồng up to ${LARGEST_AMOUNT}`);
    }
    return amount;
  },
  from: (stored: string | number): number => exactAmount(BigInt(stored)),
};
