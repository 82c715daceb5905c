import {
  HistoryArguments,
  HistoryEntryConnection,
  historyPersonsResolver,
  RequiresPermission,
  type HistoryEntry,
  type Page,
  type RequestContext,
} from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { ledgerOf } from '../ledger/ledger';
import type { FinanceLoaders } from '../loaders';
import { Member } from '../member/member.type';
import { assertReadableLedger, canonicalId } from '../unit/known-unit';
import { unionUnit, UnionUnit } from '../unit/union-unit.entity';

/** From the history of money to its people and units. */
export const LedgerHistoryPersonsResolver = historyPersonsResolver({
  memberType: Member,
  unitType: UnionUnit,
  member: (id) => ({ id }),
  unit: unionUnit,
});

@ArgsType()
class UnitLedgerHistoryArguments extends HistoryArguments {
  @Field(() => ID, { description: 'Đơn vị. The unit whose money it is about.' })
  unitId: string;
}

/** The audit trail of a unit's money in the graph. */
@Resolver()
export class LedgerHistoryResolver {
  @RequiresPermission('finance.read')
  @Query(() => HistoryEntryConnection, {
    description:
      'Nhật ký dự toán, khoản thu của một đơn vị trong phạm vi quyền finance.read, mục cũ nhất trước. History of a unit’s budgets and receipts, oldest entry first, within reach of finance.read.',
  })
  async unitLedgerHistory(
    @Args() { unitId, ...wanted }: UnitLedgerHistoryArguments,
    @Ctx() { dataSource, passport, loaders }: RequestContext<FinanceLoaders>,
  ): Promise<Page<HistoryEntry>> {
    const unit = canonicalId(unitId, 'unitId');
    await assertReadableLedger(dataSource, passport, unit);
    return loaders.history.load(ledgerOf(unit).id, wanted);
  }
}
