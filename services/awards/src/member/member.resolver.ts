import { DeclaresPermission, type Page, PageArguments } from '@thidua/service-kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import type { Nomination } from '../nomination/nomination.entity';
import { NominationConnection } from '../nomination/nomination.resolver';
import { Member } from './member.type';

/** What this subgraph adds to a member. */
@Resolver(() => Member)
export class MemberResolver {
  @DeclaresPermission('nomination.read', 'nomination.read-draft')
  @FieldResolver(() => NominationConnection, {
    description:
      'Hồ sơ đề nghị khen thưởng cho người này mà bạn được xem, cũ trước mới sau. Nominations of the person that you may see, oldest first.',
  })
  nominations(
    @Root() { id }: Member,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<Nomination>> {
    return loaders.nominationsOfMember.load(id.toLowerCase(), page);
  }
}
