import { schemaOf } from '@thidua/service-kit';
import { undescribed } from '@thidua/testkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from './definition';

describe('the graph of finance', () => {
  const { schema, sdl, permissions } = schemaOf(definition);

  it('declares a permission for every operation', () => {
    expect(permissions).toEqual({
      'AwardDecision.payments': ['finance.read'],
      'Query.awardPayment': ['finance.read'],
      'Query.awardPayments': ['finance.read'],
      'Query.budgets': ['finance.read'],
      'Query.receipt': ['finance.read'],
      'Query.receipts': ['finance.read'],
      'Query.unitLedgerHistory': ['finance.read'],
      'Query.financeAuditExport': ['audit.export'],
      'Mutation.requestFinanceAuditExport': ['audit.export'],
      'Mutation.setBudget': ['budget.set'],
      'Mutation.recordReceipts': ['receipt.record'],
      'Mutation.reverseReceipt': ['receipt.record'],
      'Mutation.confirmAwardPayments': ['award-payment.confirm'],
      'Mutation.confirmAwardRecoveries': ['award-payment.confirm'],
    });
  });

  it('describes every type, field, argument and value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('is the one that is committed', () => {
    expect(readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8')).toBe(sdl);
  });
});
