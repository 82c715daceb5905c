import { DeclaresPermission, type Page, PageArguments } from '@thidua/service-kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import type { Nomination } from '../nomination/nomination.entity';
import { NominationConnection } from '../nomination/nomination.resolver';
import { UnionUnit } from './union-unit.type';

/** What this subgraph adds to a union unit. */
@Resolver(() => UnionUnit)
export class UnionUnitResolver {
  @DeclaresPermission('nomination.read', 'nomination.read-draft')
  @FieldResolver(() => NominationConnection, {
    description:
      'Hồ sơ do đơn vị đề nghị mà bạn được xem, cũ trước mới sau. Nominations made by the unit that you may see, oldest first.',
  })
  nominations(
    @Root() { id }: UnionUnit,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<Nomination>> {
    return loaders.nominationsOfUnit.load(id.toLowerCase(), page);
  }
}
