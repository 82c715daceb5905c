import { HistoryLoader } from '@thidua/service-kit';
import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { AwardLedgerEntry } from './award-payment/award-ledger-entry.entity';
import { awardEntriesLoader } from './award-payment/award-payment.loader';
import { fundCollectionLoader, type CollectionKey } from './collection/fund-collection.loader';
import type { FundCollection } from './collection/fund-collection.type';
import type { Receipt } from './receipt/receipt.entity';
import { receiptByIdLoader, reversalLoader } from './receipt/receipt.loader';

/** The DataLoaders of one request. */
export interface FinanceLoaders {
  /** Sums of units. */
  readonly fundCollection: DataLoader<CollectionKey, FundCollection | null, string>;
  /** Receipts by id. */
  readonly receiptById: DataLoader<string, Receipt | null>;
  /** Reversing entries by the receipt that they reverse. */
  readonly reversalOf: DataLoader<string, Receipt | null>;
  /** Entries of award payments, oldest first. */
  readonly awardEntries: DataLoader<string, AwardLedgerEntry[]>;
  /** Histories; who may see a ledger is the resolver’s business. */
  readonly history: HistoryLoader;
}

/** New loaders, for one request only. */
export function createLoaders({ dataSource }: { dataSource: DataSource }): FinanceLoaders {
  return {
    fundCollection: fundCollectionLoader(dataSource),
    receiptById: receiptByIdLoader(dataSource),
    reversalOf: reversalLoader(dataSource),
    awardEntries: awardEntriesLoader(dataSource),
    history: new HistoryLoader(dataSource),
  };
}
