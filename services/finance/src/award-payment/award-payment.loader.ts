import DataLoader from 'dataloader';
import { In, type DataSource } from 'typeorm';
import { AwardLedgerEntry } from './award-ledger-entry.entity';

/** Loads the entries of award payments, oldest first, one statement for all that a request asks for. */
export function awardEntriesLoader(dataSource: DataSource): DataLoader<string, AwardLedgerEntry[]> {
  return new DataLoader(async (paymentIds) => {
    const found = await dataSource
      .getRepository(AwardLedgerEntry)
      .find({ where: { paymentId: In([...paymentIds]) }, order: { id: 'ASC' } });
    return paymentIds.map((paymentId) => found.filter((entry) => entry.paymentId === paymentId));
  });
}
