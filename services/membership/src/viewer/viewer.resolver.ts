import { RequiresPermission, notFound, requirePerson, type RequestContext } from '@thidua/service-kit';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { Member } from '../member/member.type';
import { readOfficesInForce } from '../officer/officer.loader';
import { Officer } from '../officer/officer.type';
import { Viewer } from './viewer.type';

type Context = RequestContext<MembershipLoaders>;

/** The person who asks, as the graph shows them; other subgraphs add to it. */
@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Người đang sử dụng. The person who asks.' })
  @RequiresPermission('graph.read')
  viewer(@Ctx() { passport }: Context): Viewer {
    return Object.assign(new Viewer(), { id: requirePerson(passport) });
  }

  @FieldResolver(() => Member, { description: 'Đoàn viên. The member.' })
  async member(@Root() viewer: Viewer, @Ctx() { loaders }: Context): Promise<Member> {
    const member = await loaders.members.load(viewer.id);
    if (!member) {
      throw notFound({ vi: 'đoàn viên', en: 'member' });
    }
    return member;
  }

  @FieldResolver(() => [Officer], {
    description:
      'Các ủy nhiệm đang có hiệu lực hôm nay; mã của chức danh dùng cho X-Act-As. Mandates in force today; an office’s id is what X-Act-As takes.',
  })
  mandates(@Root() viewer: Viewer, @Ctx() { dataSource, loaders }: Context): Promise<Officer[]> {
    return readOfficesInForce(dataSource, viewer.id, loaders.today);
  }
}
