import { GraphCommand } from '../../../../scene';
import { command, question, type OperationEntry } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day } from '../../scene/scene-person';
import { decisionsScene } from '../awards/decisions-scene';

/** A receipt of the unit to read, and one to reverse. */
export interface LedgerScene {
  readonly receiptId: string;
  readonly toReverseId: string;
}

const recordReceipts = new GraphCommand<{ receipts: { id: string }[] }>('recordReceipts', 'receipts { id }');
const LINE = { stream: 'UNION_FUND', channel: 'CASH', amount: 1_000_000, receivedOn: '2024-04-15' } as const;

/** Who sees the unit's money. */
const SEEN = { permission: 'finance.read', reach: { units: ['unit'] } } as const;
/** How award money moved. */
const MOVED = { on: day(), channel: 'CASH' } as const;

/** Founds it. */
export async function ledgerScene({ leader, units }: MatrixScene): Promise<LedgerScene> {
  const { receipts } = await recordReceipts.done(leader, { unitId: units.unit, lines: [LINE, LINE] });
  const [first, second] = receipts;
  return { receiptId: first?.id ?? '', toReverseId: second?.id ?? '' };
}

/** Budgets and receipts. */
export const LEDGER_ENTRIES: readonly OperationEntry[] = [
  question('budgets', {
    permission: 'finance.read',
    over: 'unit',
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { id }',
  }),
  question('unitLedgerHistory', {
    permission: 'finance.read',
    over: 'unit',
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { sequence }',
  }),
  question('receipts', {
    permission: 'finance.read',
    over: 'unit',
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { id }',
  }),
  question('receipt', {
    permission: 'finance.read',
    over: 'unit',
    seenWith: { permission: 'finance.read', reach: { units: ['unit'] } },
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(ledgerScene)).receiptId }),
    select: 'id',
  }),
  question('awardPayments', {
    permission: 'finance.read',
    over: 'unit',
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { id }',
  }),
  question('awardPayment', {
    permission: 'finance.read',
    over: 'unit',
    seenWith: SEEN,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(decisionsScene)).duePaymentId }),
    select: 'id entries { id }',
  }),
  command('confirmAwardPayments', {
    permission: 'award-payment.confirm',
    over: 'unit',
    seenWith: SEEN,
    inputType: 'ConfirmAwardMoneyInput',
    input: async (scene) => ({ paymentIds: [(await scene.part(decisionsScene)).duePaymentId], ...MOVED }),
  }),
  command('confirmAwardRecoveries', {
    permission: 'award-payment.confirm',
    over: 'unit',
    seenWith: SEEN,
    inputType: 'ConfirmAwardMoneyInput',
    input: async (scene) => ({ paymentIds: [(await scene.part(decisionsScene)).reversedPaymentId], ...MOVED }),
  }),
  command('setBudget', {
    permission: 'budget.set',
    over: 'child',
    repeatable: true,
    input: ({ units }) => ({ unitId: units.child, year: 2024, stream: 'UNION_FUND', amount: 1_000_000 }),
  }),
  command('setBudget', {
    note: 'of the unit itself',
    permission: 'budget.set',
    over: 'unit',
    input: ({ units }) => ({ unitId: units.unit, year: 2024, stream: 'UNION_FUND', amount: 1_000_000 }),
  }),
  command('recordReceipts', {
    permission: 'receipt.record',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({ unitId: units.unit, lines: [LINE] }),
  }),
  command('reverseReceipt', {
    permission: 'receipt.record',
    over: 'unit',
    seenWith: { permission: 'finance.read', reach: { units: ['unit'] } },
    input: async (scene) => ({
      receiptId: (await scene.part(ledgerScene)).toReverseId,
      reason: 'Dữ liệu minh họa',
    }),
  }),
];
