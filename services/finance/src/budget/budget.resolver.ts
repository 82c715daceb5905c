import {
  CommandRefused,
  keysetPage,
  refusable,
  RequiresPermission,
  type Page,
  type RequestContext,
} from '@thidua/service-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { DataSource } from 'typeorm';
import { assertReadableLedger } from '../unit/known-unit';
import { unionUnit, UnionUnit } from '../unit/union-unit.entity';
import { Budget, BudgetConnection } from './budget.entity';
import { BudgetsArguments, SetBudgetInput } from './budget.input';
import type { BudgetService } from './budget.service';
import { SetBudgetResult, SetBudgetSuccess } from './set-budget.result';

/** Budgets in the graph. */
@Resolver(() => Budget)
export class BudgetResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly budgets: BudgetService,
  ) {}

  @RequiresPermission('finance.read')
  @Query(() => BudgetConnection, {
    name: 'budgets',
    description:
      'Dự toán của riêng một đơn vị trong phạm vi quyền finance.read, theo năm, nguồn thu và lần giao. A unit’s own budgets by year, stream and revision, within reach of finance.read.',
  })
  async list(
    @Args() { unitId, year, includeSuperseded, ...page }: BudgetsArguments,
    @Ctx() { passport }: RequestContext,
  ): Promise<Page<Budget>> {
    await assertReadableLedger(this.dataSource, passport, unitId);
    const query = this.dataSource
      .getRepository(Budget)
      .createQueryBuilder('budget')
      .where('budget.unitId = :unitId', { unitId });
    if (year) {
      query.andWhere('budget.year = :year', { year });
    }
    if (!includeSuperseded) {
      query.andWhere('budget.supersededAt IS NULL');
    }
    return keysetPage(query, page, [
      { column: 'budget.year', read: (budget) => budget.year },
      { column: 'budget.stream', read: (budget) => budget.stream },
      { column: 'budget.revision', read: (budget) => budget.revision },
    ]);
  }

  @RequiresPermission('budget.set')
  @Mutation(() => SetBudgetResult, {
    description:
      'Giao dự toán thu cho một đơn vị, do đơn vị cấp trên giao (Tổng Liên đoàn tự giao cho mình); dự toán trước được giữ lại làm lịch sử. Sets a unit’s yearly budget of a stream, by a mandate of a unit above it (the General Confederation’s by its own); the one before it stays as history.',
  })
  setBudget(
    @Arg('input', () => SetBudgetInput, { description: 'Dự toán cần giao. The budget to set.' }) input: SetBudgetInput,
    @Ctx() { passport }: RequestContext,
  ): Promise<SetBudgetSuccess | CommandRefused> {
    const { commandId, ...budget } = input;
    return refusable(async () =>
      Object.assign(new SetBudgetSuccess(), {
        budget: await this.budgets.set(
          { actor: { kind: 'person', passport }, commandId },
          { ...budget, document: budget.document ?? null },
        ),
      }),
    );
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị được giao dự toán. The unit whose budget it is.' })
  unit(@Root() budget: Budget): UnionUnit {
    return unionUnit(budget.unitId);
  }
}
