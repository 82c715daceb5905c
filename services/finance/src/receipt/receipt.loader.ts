import DataLoader from 'dataloader';
import { In, type DataSource } from 'typeorm';
import { Receipt } from './receipt.entity';

/** Loads receipts by id, one statement for all that a request asks for. */
export function receiptByIdLoader(dataSource: DataSource): DataLoader<string, Receipt | null> {
  return new DataLoader(async (ids) => {
    const found = await dataSource.getRepository(Receipt).findBy({ id: In([...ids]) });
    const byId = new Map(found.map((receipt) => [receipt.id, receipt]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** Loads the entries that reverse receipts, one statement for all that a request asks for. */
export function reversalLoader(dataSource: DataSource): DataLoader<string, Receipt | null> {
  return new DataLoader(async (ids) => {
    const found = await dataSource.getRepository(Receipt).findBy({ reversesId: In([...ids]) });
    const byOriginal = new Map(found.map((reversal) => [reversal.reversesId, reversal]));
    return ids.map((id) => byOriginal.get(id) ?? null);
  });
}
