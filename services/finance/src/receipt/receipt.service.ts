import { newId } from '@thidua/contracts/ids';
import { badInput, normalisedText, notFound, refuse, type Decisions } from '@thidua/service-kit';
import { In, type DataSource } from 'typeorm';
import { RECORDED, type EntryOrigin } from '../ledger/entry-origin';
import type { FundStream } from '../ledger/fund-stream';
import { ledgerOf, type LedgerCommand } from '../ledger/ledger';
import type { ReceiptChannel } from '../ledger/receipt-channel';
import { FIRST_YEAR, yearOf } from '../ledger/years';
import { isReadableLedger } from '../unit/known-unit';
import { Receipt } from './receipt.entity';

/** A receipt to record. */
export interface ReceiptLine {
  readonly stream: FundStream;
  readonly channel: ReceiptChannel;
  /** Whole đồng, above 0. */
  readonly amount: number;
  /** Day of receipt, YYYY-MM-DD (Asia/Ho_Chi_Minh); not in the future. */
  readonly receivedOn: string;
  readonly document: string | null;
}

/** A reversed receipt with the entry that reverses it. */
export interface ReversedReceipt {
  readonly receipt: Receipt;
  readonly reversal: Receipt;
}

const RECEIPT = { vi: 'khoản thu', en: 'receipt' };

/** The one writer of receipts. */
export class ReceiptService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /**
   * Records receipts of one unit, all or none.
   * @returns the receipts in the order of the lines.
   * @throws BAD_USER_INPUT for a day in the future, FORBIDDEN, NOT_FOUND for an unknown unit, CONFLICT.
   */
  async record(
    command: LedgerCommand,
    unit: string,
    lines: readonly ReceiptLine[],
    origin: EntryOrigin = RECORDED,
  ): Promise<Receipt[]> {
    const unitId = unit.toLowerCase();
    const { answer } = await this.decisions.run<{ receiptIds: string[] }>({
      ...command,
      operation: 'recordReceipts',
      payload: { unitId, lines, ...origin },
      subject: ledgerOf(unitId),
      decide: async (transaction) => {
        await transaction.authorise('receipt.record', unitId, 'input.unitId');
        this.assertDays(lines, transaction.today);
        const rows = lines.map((line) => ({
          id: newId(),
          unitId,
          stream: line.stream,
          channel: line.channel,
          amount: line.amount,
          receivedOn: line.receivedOn,
          year: yearOf(line.receivedOn),
          document: line.document ? normalisedText(line.document) || null : null,
          ...origin,
          recordedAt: transaction.now,
        }));
        await transaction.manager.insert(Receipt, rows);
        return {
          answer: { receiptIds: rows.map(({ id }) => id) },
          audit: {
            action: 'RECORD_RECEIPTS',
            after: {
              unitId,
              ...origin,
              receipts: rows.map(({ id, stream, channel, amount, receivedOn, document }) => ({
                id,
                stream,
                channel,
                amount,
                receivedOn,
                document,
              })),
            },
          },
        };
      },
    });
    return this.inOrder(answer.receiptIds);
  }

  /**
   * Reverses a receipt by an entry of the opposite sign on the same day; both stay.
   * @throws Refusal when it is reversed already or is itself a reversal; NOT_FOUND also for a receipt that the caller may
   * not read, FORBIDDEN, CONFLICT.
   */
  async reverse(command: LedgerCommand, receiptId: string, reason: string): Promise<ReversedReceipt> {
    const known = await this.dataSource.getRepository(Receipt).findOneBy({ id: receiptId });
    if (!known) {
      throw notFound(RECEIPT, 'input.receiptId');
    }
    const { answer } = await this.decisions.run<{ reversalId: string }>({
      ...command,
      operation: 'reverseReceipt',
      payload: { receiptId: known.id, reason },
      subject: ledgerOf(known.unitId),
      decide: async (transaction) => {
        const { actor } = transaction;
        if (actor.kind === 'person' && !(await isReadableLedger(transaction, actor.passport, known.unitId))) {
          throw notFound(RECEIPT, 'input.receiptId');
        }
        await transaction.authorise('receipt.record', known.unitId, 'input.receiptId');
        if (known.reversesId) {
          throw refuse(
            'RECEIPT_IS_A_REVERSAL',
            'Bút toán đảo không thể bị đảo; hãy ghi khoản thu mới.',
            'A reversing entry cannot be reversed; record the receipt again.',
            'input.receiptId',
          );
        }
        // The ledger's lock is held: nobody else can reverse it between this look and the insert.
        const earlier = await transaction.manager.findOneBy(Receipt, { reversesId: known.id });
        if (earlier) {
          throw refuse(
            'RECEIPT_ALREADY_REVERSED',
            `Khoản thu này đã được đảo lúc ${earlier.recordedAt.toISOString()} (bút toán ${earlier.id}).`,
            `This receipt was already reversed at ${earlier.recordedAt.toISOString()} (entry ${earlier.id}).`,
            'input.receiptId',
          );
        }
        const reversalId = newId();
        const words = normalisedText(reason);
        await transaction.manager.insert(Receipt, {
          id: reversalId,
          unitId: known.unitId,
          stream: known.stream,
          channel: known.channel,
          amount: -known.amount,
          receivedOn: known.receivedOn,
          year: known.year,
          document: known.document,
          reversesId: known.id,
          reason: words,
          provenance: known.provenance,
          sentence: known.sentence,
          source: known.source,
          recordedAt: transaction.now,
        });
        return {
          answer: { reversalId },
          audit: {
            action: 'REVERSE_RECEIPT',
            reason: words,
            before: { receiptId: known.id, amount: known.amount, receivedOn: known.receivedOn },
            after: { reversalId, amount: -known.amount },
          },
        };
      },
    });
    const [reversal] = await this.inOrder([answer.reversalId]);
    if (!reversal) {
      throw new Error('the reversal that was committed is not there');
    }
    return { receipt: known, reversal };
  }

  private assertDays(lines: readonly ReceiptLine[], today: string): void {
    const wrong = lines.findIndex(({ receivedOn }) => receivedOn > today || yearOf(receivedOn) < FIRST_YEAR);
    if (wrong >= 0) {
      throw badInput({
        field: `input.lines.${wrong}.receivedOn`,
        vi: `Ngày thu phải từ năm ${FIRST_YEAR} và không sau hôm nay (${today}).`,
        en: `The day of receipt must be from ${FIRST_YEAR} on and not after today (${today}).`,
      });
    }
  }

  private async inOrder(ids: readonly string[]): Promise<Receipt[]> {
    const found = await this.dataSource.getRepository(Receipt).findBy({ id: In([...ids]) });
    const byId = new Map(found.map((receipt) => [receipt.id, receipt]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }
}
