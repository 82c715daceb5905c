import type { AwardCancellationRequest, AwardPaymentsRequest } from '@thidua/contracts';
import { derivedId, newId } from '@thidua/contracts/ids';
import {
  badInput,
  canonicalJson,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
  isCalendarDate,
  normalisedText,
  notFound,
  refuse,
  sha256,
} from '@thidua/service-kit';
import { In, type DataSource } from 'typeorm';
import { ledgerOf, type LedgerCommand } from '../ledger/ledger';
import { isReadableLedger } from '../unit/known-unit';
import { AwardLedgerEntry } from './award-ledger-entry.entity';
import { AwardPayment } from './award-payment.entity';
import { AwardPaymentState, type PaymentChannel } from './award-payment.enum';

/** How payments were made, or recovered. */
export interface MoneyMoved {
  readonly paymentIds: readonly string[];
  /** YYYY-MM-DD, Asia/Ho_Chi_Minh. */
  readonly on: string;
  readonly channel: PaymentChannel;
  readonly document: string | null;
}

const PAYMENT = { vi: 'khoản chi thưởng', en: 'award payment' };
/** Who tells finance what awards decided: their sagas. */
const SAGA: CommandActor = { kind: 'system', name: 'award-payout' };

function paymentId(decisionId: string, nominationId: string): string {
  return derivedId('award-payment', decisionId, nominationId);
}

/** A command id for what a saga asks: the same request, repeated after a crash, has the same one. */
function sagaCommandId(operation: string, request: object): string {
  return derivedId(operation, sha256(canonicalJson(request)));
}

/**
 * The one writer of award payments. What concerns one unit's money goes through its ledger's lock, so a confirmation
 * and a revocation that meet leave one outcome.
 */
export class AwardPaymentService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Holds payments as due. One that is there already, whatever has become of it, is left as it is. */
  async order(request: AwardPaymentsRequest): Promise<void> {
    const { decisionId, payingUnitId, decidedOn, payments } = request;
    await this.decisions.run({
      actor: SAGA,
      operation: 'orderAwardPayments',
      commandId: sagaCommandId('orderAwardPayments', request),
      payload: request,
      subject: ledgerOf(payingUnitId),
      decide: async (transaction) => {
        const known = await heldPayments(
          transaction,
          decisionId,
          payments.map(({ nominationId }) => nominationId),
        );
        const isKnown = new Set(known.map(({ nominationId }) => nominationId));
        const ordered = payments
          .filter(({ nominationId }) => !isKnown.has(nominationId))
          .map((payment) => ({
            ...payment,
            id: paymentId(decisionId, payment.nominationId),
            decisionId,
            unitId: payingUnitId,
            decidedOn,
            state: AwardPaymentState.Ordered,
            recordedAt: transaction.now,
          }));
        if (ordered.length > 0) {
          await transaction.manager.insert(AwardPayment, ordered);
        }
        return {
          answer: null,
          audit: {
            action: 'ORDER_AWARD_PAYMENTS',
            after: {
              decisionId,
              payments: ordered.map(({ id, nominationId, amount, multiple, baseSalary }) => ({
                id,
                nominationId,
                amount,
                multiple,
                baseSalary,
              })),
            },
          },
        };
      },
    });
  }

  /**
   * Cancels what was not paid, reverses what was, and leaves a tombstone where the order is still to come: so a
   * revocation that arrives first stands.
   */
  async cancel(request: AwardCancellationRequest): Promise<void> {
    const { decisionId, payingUnitId, revocationId, nominationIds } = request;
    await this.decisions.run({
      actor: SAGA,
      operation: 'cancelAwardPayments',
      commandId: sagaCommandId('cancelAwardPayments', request),
      payload: request,
      subject: ledgerOf(payingUnitId),
      decide: async (transaction) => {
        const known = await heldPayments(transaction, decisionId, nominationIds);
        const byNomination = new Map(known.map((payment) => [payment.nominationId, payment]));
        const tombstones = nominationIds.filter((nominationId) => !byNomination.has(nominationId));
        if (tombstones.length > 0) {
          await transaction.manager.insert(
            AwardPayment,
            tombstones.map((nominationId) => ({
              id: paymentId(decisionId, nominationId),
              decisionId,
              nominationId,
              unitId: payingUnitId,
              nomineeMemberId: null,
              nomineeUnitId: null,
              amount: null,
              multiple: null,
              baseSalary: null,
              state: AwardPaymentState.Cancelled,
              revocationId,
              recordedAt: transaction.now,
            })),
          );
        }
        const cancelled = known.filter(({ state }) => state === AwardPaymentState.Ordered);
        const paid = known.filter(({ state }) => state === AwardPaymentState.Paid);
        await setState(transaction, cancelled, { state: AwardPaymentState.Cancelled, revocationId });
        await setState(transaction, paid, { state: AwardPaymentState.Reversed, revocationId });
        const reversals = await this.reverseEntries(transaction, paid);
        return {
          answer: null,
          audit: {
            action: 'CANCEL_AWARD_PAYMENTS',
            after: {
              decisionId,
              revocationId,
              tombstones,
              cancelled: cancelled.map(({ id }) => id),
              reversed: reversals,
            },
          },
        };
      },
    });
  }

  /**
   * Confirms that payments of one unit were made: all or none.
   * @throws Refusal naming the first that cannot be; NOT_FOUND also for one that the caller may not read.
   */
  confirm(command: LedgerCommand, money: MoneyMoved): Promise<AwardPayment[]> {
    return this.move(
      command,
      'confirmAwardPayments',
      money,
      AwardPaymentState.Ordered,
      async (transaction, payments) => {
        const entries = payments.map((payment) => ({
          id: newId(),
          paymentId: payment.id,
          unitId: payment.unitId,
          amount: payment.amount ?? 0,
          enteredOn: money.on,
          channel: money.channel,
          document: money.document,
          reversesId: null,
          recordedBy: transaction.memberId,
          recordedAt: transaction.now,
        }));
        await transaction.manager.insert(AwardLedgerEntry, entries);
        await setState(transaction, payments, { state: AwardPaymentState.Paid, paidOn: money.on });
        return {
          action: 'CONFIRM_AWARD_PAYMENTS',
          entries: entries.map(({ id, paymentId: of, amount }) => ({ id, paymentId: of, amount })),
        };
      },
    );
  }

  /** Confirms that money of revoked awards came back: all or none. @throws as confirm does. */
  recover(command: LedgerCommand, money: MoneyMoved): Promise<AwardPayment[]> {
    return this.move(
      command,
      'confirmAwardRecoveries',
      money,
      AwardPaymentState.Reversed,
      async (transaction, payments) => {
        await setState(transaction, payments, { state: AwardPaymentState.Recovered, recoveredOn: money.on });
        return { action: 'CONFIRM_AWARD_RECOVERIES', entries: [] };
      },
    );
  }

  private async move(
    command: LedgerCommand,
    operation: string,
    money: MoneyMoved,
    from: AwardPaymentState,
    act: (
      transaction: DecisionTransaction,
      payments: readonly AwardPayment[],
    ) => Promise<{ readonly action: string; readonly entries: readonly object[] }>,
  ): Promise<AwardPayment[]> {
    const paymentIds = money.paymentIds.map((id) => id.toLowerCase());
    const { unitId } = await this.oneUnit(paymentIds);
    await this.decisions.run<null>({
      ...command,
      operation,
      payload: { ...money, paymentIds },
      subject: ledgerOf(unitId),
      decide: async (transaction) => {
        const { actor } = transaction;
        if (actor.kind === 'person' && !(await isReadableLedger(transaction, actor.passport, unitId))) {
          throw notFound(PAYMENT, 'input.paymentIds');
        }
        await transaction.authorise('award-payment.confirm', unitId, 'input.paymentIds');
        const found = await transaction.manager.findBy(AwardPayment, { id: In(paymentIds) });
        const byId = new Map(found.map((payment) => [payment.id, payment]));
        const payments = paymentIds.flatMap((id) => byId.get(id) ?? []);
        payments.forEach((payment, index) => assertMovable(transaction, payment, from, money.on, index));
        const { action, entries } = await act(transaction, payments);
        return {
          answer: null,
          audit: {
            action,
            before: { state: from },
            after: { paymentIds, on: money.on, channel: money.channel, document: money.document, entries },
          },
        };
      },
    });
    const moved = await this.dataSource.getRepository(AwardPayment).findBy({ id: In(paymentIds) });
    const byId = new Map(moved.map((payment) => [payment.id, payment]));
    return paymentIds.flatMap((id) => byId.get(id) ?? []);
  }

  /** The unit whose payments they are. @throws NOT_FOUND, BAD_USER_INPUT for payments of several units. */
  private async oneUnit(paymentIds: readonly string[]): Promise<{ unitId: string }> {
    const found = await this.dataSource.getRepository(AwardPayment).findBy({ id: In([...paymentIds]) });
    const [first] = found;
    if (!first || found.length !== new Set(paymentIds).size) {
      throw notFound(PAYMENT, 'input.paymentIds');
    }
    if (found.length !== paymentIds.length || found.some(({ unitId }) => unitId !== first.unitId)) {
      throw badInput({
        field: 'input.paymentIds',
        vi: 'Các khoản chi phải khác nhau và của cùng một đơn vị.',
        en: 'The payments must be different ones, and all of one unit.',
      });
    }
    return { unitId: first.unitId };
  }

  private async reverseEntries(
    transaction: DecisionTransaction,
    paid: readonly AwardPayment[],
  ): Promise<{ paymentId: string; reversalId: string; amount: number }[]> {
    if (paid.length === 0) {
      return [];
    }
    const entries = await transaction.manager.findBy(AwardLedgerEntry, { paymentId: In(paid.map(({ id }) => id)) });
    const reversals = entries.map((entry) => ({
      paymentId: entry.paymentId,
      unitId: entry.unitId,
      document: entry.document,
      id: newId(),
      amount: -entry.amount,
      enteredOn: transaction.today,
      channel: null,
      reversesId: entry.id,
      recordedBy: SAGA.kind === 'person' ? '' : SAGA.name,
      recordedAt: transaction.now,
    }));
    await transaction.manager.insert(AwardLedgerEntry, reversals);
    return reversals.map(({ id, paymentId: of, amount }) => ({ paymentId: of, reversalId: id, amount }));
  }
}

/** Payments of a decision by nomination, as they stand under the ledger's lock. */
function heldPayments(
  transaction: DecisionTransaction,
  decisionId: string,
  nominationIds: readonly string[],
): Promise<AwardPayment[]> {
  return transaction.manager.findBy(AwardPayment, { decisionId, nominationId: In([...nominationIds]) });
}

async function setState(
  transaction: DecisionTransaction,
  payments: readonly AwardPayment[],
  change: Partial<AwardPayment>,
): Promise<void> {
  if (payments.length > 0) {
    await transaction.manager.update(AwardPayment, { id: In(payments.map(({ id }) => id)) }, change);
  }
}

/** @throws Refusal when the money cannot move, BAD_USER_INPUT for a day that cannot be. */
function assertMovable(
  transaction: DecisionTransaction,
  payment: AwardPayment,
  from: AwardPaymentState,
  on: string,
  index: number,
): void {
  const field = `input.paymentIds.${index}`;
  if (payment.state !== from) {
    throw refuse(
      `PAYMENT_IS_${payment.state}`,
      `Khoản chi này đang ở tình trạng ${payment.state}, không phải ${from}.`,
      `This payment is ${payment.state}, not ${from}.`,
      field,
    );
  }
  if (payment.nomineeMemberId === transaction.memberId) {
    throw refuse(
      'PAYMENT_TO_ONESELF',
      'Không ai tự xác nhận tiền thưởng của chính mình.',
      'Nobody confirms the award money that is their own.',
      field,
    );
  }
  const earliest = from === AwardPaymentState.Ordered ? payment.decidedOn : payment.paidOn;
  if (!isCalendarDate(on) || on > transaction.today || (earliest !== null && on < earliest)) {
    throw badInput({
      field: 'input.on',
      vi: `Cần một ngày từ ${earliest ?? '?'} đến hôm nay (${transaction.today}).`,
      en: `Give a day from ${earliest ?? '?'} until today (${transaction.today}).`,
    });
  }
}

/** A voucher as it is stored. */
export function voucher(text: string | null | undefined): string | null {
  return text ? normalisedText(text) || null : null;
}
