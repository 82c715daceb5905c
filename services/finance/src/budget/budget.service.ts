import { newId } from '@thidua/contracts/ids';
import { normalisedText, type Decisions } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { FundStream } from '../ledger/fund-stream';
import { ledgerOf, type LedgerCommand } from '../ledger/ledger';
import { RECORDED, type EntryOrigin } from '../ledger/entry-origin';
import { Budget } from './budget.entity';

/** A budget to set. */
export interface BudgetToSet {
  readonly unitId: string;
  readonly year: number;
  readonly stream: FundStream;
  /** Whole đồng, above 0. */
  readonly amount: number;
  readonly document: string | null;
}

/** The one writer of budgets. */
export class BudgetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /**
   * Sets a unit's budget of a year and stream; the one before it stays as history.
   * @throws FORBIDDEN, NOT_FOUND for an unknown unit, CONFLICT for a commandId used for something else.
   */
  async set(command: LedgerCommand, budget: BudgetToSet, origin: EntryOrigin = RECORDED): Promise<Budget> {
    const unitId = budget.unitId.toLowerCase();
    const { answer } = await this.decisions.run<{ budgetId: string }>({
      ...command,
      operation: 'setBudget',
      payload: { ...budget, ...origin },
      subject: ledgerOf(unitId),
      decide: async (transaction) => {
        await transaction.authorise('budget.set', unitId, 'input.unitId');
        const { year, stream, amount } = budget;
        const [last] = await transaction.manager.find(Budget, {
          where: { unitId, year, stream },
          order: { revision: 'DESC' },
          take: 1,
        });
        if (last) {
          await transaction.manager.update(Budget, { id: last.id }, { supersededAt: transaction.now });
        }
        const row: Omit<Budget, 'supersededAt'> = {
          id: newId(),
          unitId,
          year,
          stream,
          amount,
          document: budget.document ? normalisedText(budget.document) || null : null,
          revision: (last?.revision ?? 0) + 1,
          ...origin,
          setAt: transaction.now,
        };
        await transaction.manager.insert(Budget, row);
        return {
          answer: { budgetId: row.id },
          audit: {
            action: 'SET_BUDGET',
            before: last ? { budgetId: last.id, amount: last.amount, document: last.document } : null,
            after: { budgetId: row.id, unitId, year, stream, amount, document: row.document, ...origin },
          },
        };
      },
    });
    return this.dataSource.getRepository(Budget).findOneByOrFail({ id: answer.budgetId });
  }
}
