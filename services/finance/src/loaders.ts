import type { UnitInScope } from '@thidua/contracts';
import { HistoryLoader, type PageLoader, pagesOfParents } from '@thidua/service-kit';
import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { AwardLedgerEntry } from './award-payment/award-ledger-entry.entity';
import { AwardPayment } from './award-payment/award-payment.entity';
import { awardEntriesLoader } from './award-payment/award-payment.loader';
import { fundCollectionLoader, type CollectionKey } from './collection/fund-collection.loader';
import type { FundCollection } from './collection/fund-collection.type';
import type { Receipt } from './receipt/receipt.entity';
import { receiptByIdLoader, reversalLoader } from './receipt/receipt.loader';
import { placeLoader } from './unit/known-unit';

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
  /** Award payments of decisions, by nomination, as the key has them; who may see them is the resolver’s business. */
  readonly paymentsOfDecision: PageLoader<AwardPayment>;
  /** Where units stand, or stood. */
  readonly placeOfUnit: DataLoader<string, UnitInScope | null>;
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
    paymentsOfDecision: pagesOfParents(dataSource, AwardPayment, 'payment', 'decisionId', ['nominationId']),
    placeOfUnit: placeLoader(dataSource),
    history: new HistoryLoader(dataSource),
  };
}
