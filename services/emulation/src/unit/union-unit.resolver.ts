import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EmulationGroup } from '../group/group.entity';
import { AsOfArguments, dayOf } from '../group/group.resolver';
import type { EmulationContext } from '../loading/emulation-loaders';
import { UnionUnit } from './union-unit.stub';

/** What emulation adds to a union unit. */
@Resolver(() => UnionUnit)
export class UnionUnitResolver {
  @FieldResolver(() => [EmulationGroup], {
    description: 'Các cụm, khối mà đơn vị thuộc về vào một ngày. Groups that the unit is a member of on a date.',
  })
  async emulationGroups(
    @Root() unit: UnionUnit,
    @Args() asOf: AsOfArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<EmulationGroup[]> {
    const memberships = await loaders.membershipsOfUnit.load({ id: unit.id, date: dayOf(asOf) });
    const groups = await Promise.all(memberships.map(({ groupId }) => loaders.group.load(groupId)));
    return groups.filter((group) => group !== null);
  }
}
