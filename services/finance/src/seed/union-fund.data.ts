import { Provenance } from '@thidua/service-kit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FundStream } from '../ledger/fund-stream';
import { ReceiptChannel } from '../ledger/receipt-channel';

const amount = z.int().min(1);

const unionFundYear = z.strictObject({
  source: z.string().min(1),
  note: z.string().min(1),
  provenance: z.enum(Provenance),
  year: z.int(),
  stream: z.enum(FundStream),
  ledgers: z.array(
    z.strictObject({
      unitCode: z.string().min(1),
      sentence: z.string().min(1),
      budget: amount,
      receipts: z.array(z.strictObject({ channel: z.enum(ReceiptChannel), amount, receivedOn: z.iso.date() })),
    }),
  ),
});

/** A year's ledger rows of several units, with the sentences behind which they stand. */
export type UnionFundYear = z.infer<typeof unionFundYear>;

/**
 * Reads a data file of the folder `data`.
 * @throws with every problem of the file at once.
 */
export function readUnionFundYear(file: string): UnionFundYear {
  return unionFundYear.parse(JSON.parse(readFileSync(join(__dirname, '..', '..', 'data', file), 'utf8')));
}
