import { CalendarDateScalar, OPEN_END } from '@thidua/service-kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { EmulationContext } from '../loading/emulation-loaders';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { EmulationGroup, GroupHead } from './group.entity';
import { AsOfArguments, dayOf } from './group.resolver';

/** A group's head with its dates in the graph. */
@Resolver(() => EmulationGroup)
export class GroupHeadshipResolver {
  @FieldResolver(() => GroupHead, {
    nullable: true,
    description:
      'Đơn vị trưởng vào một ngày, kèm thời gian và nguồn gốc dữ liệu. The head on a date with its dates and where the row comes from.',
  })
  async headship(
    @Root() group: EmulationGroup,
    @Args() asOf: AsOfArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<GroupHead | null> {
    const [head] = await loaders.heads.load({ id: group.id, date: dayOf(asOf) });
    return head ?? null;
  }
}

/** The unit and the dates of a head in the graph. */
@Resolver(() => GroupHead)
export class GroupHeadResolver {
  @FieldResolver(() => UnionUnit, { description: 'Đơn vị cụm trưởng, khối trưởng. The unit that heads the group.' })
  unit(@Root() head: GroupHead): UnionUnit {
    return unionUnit(head.unitId);
  }

  @FieldResolver(() => CalendarDateScalar, { description: 'Là đơn vị trưởng từ ngày. First day as the head.' })
  from(@Root() head: GroupHead): string {
    return head.validFrom;
  }

  @FieldResolver(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày không còn là đơn vị trưởng; trống nếu chưa biết. First day no longer the head; null while open.',
  })
  until(@Root() head: GroupHead): string | null {
    return head.validUntil === OPEN_END ? null : head.validUntil;
  }
}
