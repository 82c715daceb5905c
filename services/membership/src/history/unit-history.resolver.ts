import {
  authorise,
  HistoryArguments,
  HistoryEntryConnection,
  historyPersonsResolver,
  IsId,
  RequiresPermission,
  type HistoryEntry,
  type Page,
  type RequestContext,
} from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { Member } from '../member/member.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { UnionUnit } from '../unit/union-unit.type';

type Context = RequestContext<MembershipLoaders>;

/** From the history of units to its people and units, as the caller may see them today. */
export const UnitHistoryPersonsResolver = historyPersonsResolver<Context>({
  memberType: Member,
  unitType: UnionUnit,
  member: (id, { loaders }) => loaders.members.load(id),
  unit: (id, { loaders }) => loaders.units.load({ id, asOf: loaders.today }),
});

@ArgsType()
class UnitHistoryArguments extends HistoryArguments {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsId()
  unitId: string;
}

/** The audit trail of union units in the graph: what they are, who holds their offices, and under which mandate. */
@Resolver()
export class UnitHistoryResolver {
  @RequiresPermission('unit.history.read')
  @Query(() => HistoryEntryConnection, {
    description:
      'Nhật ký của một đơn vị: thay đổi, chức danh, ủy quyền, tạm đình chỉ; mục cũ nhất trước. History of a unit: its changes, offices, delegations and suspensions, oldest entry first.',
  })
  async unitHistory(
    @Args() { unitId, ...wanted }: UnitHistoryArguments,
    @Ctx() { loaders, passport }: Context,
  ): Promise<Page<HistoryEntry>> {
    const { id, path } = await requireUnit(loaders, unitId, loaders.today, 'unitId');
    authorise(passport, 'unit.history.read', { unitId: id, unitPath: path });
    return loaders.history.load(id, wanted);
  }
}
