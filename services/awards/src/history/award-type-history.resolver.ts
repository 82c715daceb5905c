import {
  authorise,
  calendarDateAt,
  HistoryArguments,
  HistoryEntryConnection,
  historyPersonsResolver,
  IsId,
  notFound,
  RequiresPermission,
  type HistoryEntry,
  type Page,
} from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { Member } from '../member/member.type';
import { UnionUnit } from '../union-unit/union-unit.type';

/** From the history of awards to its people and units. */
export const AwardsHistoryPersonsResolver = historyPersonsResolver({
  memberType: Member,
  unitType: UnionUnit,
  member: (id) => ({ id }),
  unit: (id) => ({ id }),
});

@ArgsType()
class AwardTypeHistoryArguments extends HistoryArguments {
  @Field(() => ID, { description: 'Loại khen thưởng. The award type.' })
  @IsId()
  awardTypeId: string;
}

/** The audit trail of award types in the graph. */
@Resolver()
export class AwardTypeHistoryResolver {
  @RequiresPermission('award-type.history.read')
  @Query(() => HistoryEntryConnection, {
    description:
      'Nhật ký của một loại khen thưởng và quy trình của nó, mục cũ nhất trước. History of an award type and its routes, oldest entry first.',
  })
  async awardTypeHistory(
    @Args(() => AwardTypeHistoryArguments) { awardTypeId, ...wanted }: AwardTypeHistoryArguments,
    @Ctx() { dataSource, loaders, passport, units }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    const awardType = await loaders.awardType.load(awardTypeId);
    if (!awardType) {
      throw notFound({ vi: 'loại khen thưởng', en: 'award type' }, 'awardTypeId');
    }
    const unitId = awardType.ownerUnitId;
    const owner = await units.unitInScope(dataSource, unitId, calendarDateAt(new Date()));
    // A unit that has been dissolved has no path today: its own officers still see what it defined.
    authorise(passport, 'award-type.history.read', owner ?? { unitId, unitPath: '' });
    return loaders.history.load(awardType.id, wanted);
  }
}
