/** The greatest sum of money that can be told exactly, in đồng: 2^53 − 1, about nine million billion. */
export const LARGEST_AMOUNT = Number.MAX_SAFE_INTEGER;

/**
 * A sum in đồng as a number of the graph.
 * @throws when it is too large to be exact: a wrong sum is never shown.
 */
export function exactAmount(sum: bigint): number {
  if (sum > BigInt(LARGEST_AMOUNT) || sum < -BigInt(LARGEST_AMOUNT)) {
    throw new RangeError(`a sum of ${sum} đồng cannot be told exactly`);
  }
  return Number(sum);
}

/** Reads and writes a BIGINT column of whole đồng. */
export const amountColumn = {
  /** @throws when the value is not a whole number that can be told exactly. */
  to(amount: number): number {
    if (!Number.isSafeInteger(amount)) {
      throw new RangeError(`${amount} is not a sum of whole đồng that can be stored exactly`);
    }
    return amount;
  },
  from: (stored: string | number): number => exactAmount(BigInt(stored)),
};
