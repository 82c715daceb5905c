import { TaskQueue } from '@thidua/contracts';
import { auditExportResolver, type ServiceDefinition } from '@thidua/service-kit';
import { createFinanceActivities } from './activities/finance-activities';
import { AwardLedgerEntry } from './award-payment/award-ledger-entry.entity';
import { AwardPayment } from './award-payment/award-payment.entity';
import { AwardDecision } from './award-payment/award-decision.type';
import { AwardDecisionPaymentsResolver, AwardPaymentResolver } from './award-payment/award-payment.resolver';
import { AwardPaymentService } from './award-payment/award-payment.service';
import { Budget } from './budget/budget.entity';
import { BudgetResolver } from './budget/budget.resolver';
import { BudgetService } from './budget/budget.service';
import { FundCollectionResolver } from './collection/fund-collection.resolver';
import { LedgerHistoryPersonsResolver, LedgerHistoryResolver } from './history/ledger-history.resolver';
import { createLoaders, type FinanceLoaders } from './loaders';
import { MIGRATIONS } from './migrations';
import { Receipt } from './receipt/receipt.entity';
import { ReceiptResolver } from './receipt/receipt.resolver';
import { ReceiptService } from './receipt/receipt.service';
import { canonicalId } from './unit/known-unit';
import { UnionUnit, unionUnit } from './unit/union-unit.entity';

const FinanceAuditExportResolver = auditExportResolver('finance');

/** The finance service: budgets, receipts and their sums over the union tree. */
export const definition: ServiceDefinition<FinanceLoaders> = {
  name: 'finance',
  entities: [Budget, Receipt, AwardPayment, AwardLedgerEntry],
  migrations: MIGRATIONS,
  resolvers: [
    BudgetResolver,
    ReceiptResolver,
    AwardPaymentResolver,
    AwardDecisionPaymentsResolver,
    FundCollectionResolver,
    LedgerHistoryResolver,
    LedgerHistoryPersonsResolver,
    FinanceAuditExportResolver,
  ],
  orphanedTypes: [UnionUnit, AwardDecision],
  createResolvers: ({ dataSource, decisions, environment }) => [
    new BudgetResolver(dataSource, new BudgetService(dataSource, decisions)),
    new ReceiptResolver(dataSource, new ReceiptService(dataSource, decisions)),
    new AwardPaymentResolver(dataSource, new AwardPaymentService(dataSource, decisions)),
    new AwardDecisionPaymentsResolver(),
    new FundCollectionResolver(),
    new LedgerHistoryResolver(),
    new LedgerHistoryPersonsResolver(),
    new FinanceAuditExportResolver({ dataSource, decisions, environment }),
  ],
  referenceResolvers: {
    UnionUnit: ({ id }: { id: string }) => unionUnit(canonicalId(id, 'id')),
    AwardDecision: ({ id }: { id: string }) => Object.assign(new AwardDecision(), { id: canonicalId(id, 'id') }),
  },
  createLoaders,
  createActivities: createFinanceActivities,
  taskQueue: TaskQueue.Finance,
};
