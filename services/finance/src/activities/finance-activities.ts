import type { FinanceActivities } from '@thidua/contracts';
import { calendarDateAt, type Decisions } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { AwardPaymentService } from '../award-payment/award-payment.service';
import { collectedOf, sumLedgers } from '../collection/ledger-sums';
import { exactAmount } from '../ledger/amount';
import { FundStream } from '../ledger/fund-stream';

/** The most units that one request may name. */
const MOST_UNITS = 2000;

/** What workflows may ask of finance. */
export function createFinanceActivities(dependencies: {
  readonly dataSource: DataSource;
  readonly decisions: Decisions;
  readonly now?: () => Date;
}): FinanceActivities {
  const { dataSource, decisions, now = () => new Date() } = dependencies;
  const awardPayments = new AwardPaymentService(dataSource, decisions);
  return {
    orderAwardPayments: (request) => awardPayments.order(request),
    cancelAwardPayments: (request) => awardPayments.cancel(request),
    async collectFinanceActuals({ unitIds, year, from, to }) {
      if (unitIds.length > MOST_UNITS || to < from) {
        throw new RangeError(`at most ${MOST_UNITS} units, and a period that does not end before it starts`);
      }
      const asked = unitIds.map((unitId) => unitId.toLowerCase());
      const sums = await sumLedgers(dataSource, {
        unitIds: [...new Set(asked)],
        year,
        from,
        to,
        includeBelow: true,
        today: calendarDateAt(now()),
      });
      return asked.map((unitId) => {
        const own = sums.get(unitId);
        if (!own) {
          // The engine asks again: by then the change feed has brought the unit here.
          throw new Error(`finance has not heard of unit ${unitId} yet`);
        }
        return {
          unitId,
          unionFundBudget: exactAmount(own.budgets.get(FundStream.UnionFund) ?? 0n),
          unionFundCollected: exactAmount(collectedOf(own, FundStream.UnionFund)),
          duesBudget: exactAmount(own.budgets.get(FundStream.MembershipDues) ?? 0n),
          duesCollected: exactAmount(collectedOf(own, FundStream.MembershipDues)),
        };
      });
    },
  };
}
