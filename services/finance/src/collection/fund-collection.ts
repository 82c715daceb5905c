import { exactAmount } from '../ledger/amount';
import type { FundStream } from '../ledger/fund-stream';
import { RECEIPT_CHANNELS } from '../ledger/receipt-channel';
import type { FundCollection } from './fund-collection.type';
import { collectedOf, type LedgerSums } from './ledger-sums';
import { percentOf, shownRatio } from './percent';

/** A year's collection of one stream from the sums of the ledgers. */
export function fundCollectionOf(
  sums: LedgerSums,
  year: number,
  stream: FundStream,
  includesBelow: boolean,
): FundCollection {
  const budget = sums.budgets.get(stream) ?? 0n;
  const collected = collectedOf(sums, stream);
  const percent = percentOf(collected, budget);
  const byChannel = sums.receipts.get(stream);
  return {
    year,
    stream,
    includesBelow,
    budget: exactAmount(budget),
    collected: exactAmount(collected),
    ratio: { percent, display: shownRatio(collected, budget), applicable: percent !== null },
    byChannel: RECEIPT_CHANNELS.map((channel) => {
      const amount = byChannel?.get(channel) ?? 0n;
      return { channel, collected: exactAmount(amount), share: percentOf(amount, collected) };
    }),
  };
}
