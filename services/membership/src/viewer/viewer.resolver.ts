import { RequiresPermission, notFound, requirePerson, type RequestContext } from '@thidua/service-kit';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { termOf } from '../mandate/held-mandates';
import { readMandatesInForce } from '../mandate/mandate.reader';
import { Mandate } from '../mandate/mandate.type';
import { Member } from '../member/member.type';
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

  @FieldResolver(() => [Mandate], {
    description:
      'Các ủy nhiệm đang có hiệu lực hôm nay, của chính mình và được ủy quyền; mã của mỗi ủy nhiệm dùng cho X-Act-As. Mandates in force today, one’s own and delegated ones; each one’s id is what X-Act-As takes.',
  })
  async mandates(@Root() viewer: Viewer, @Ctx() { dataSource, loaders }: Context): Promise<Mandate[]> {
    const held = await readMandatesInForce(dataSource, viewer.id, loaders.today);
    return held.map((mandate) =>
      Object.assign(new Mandate(), {
        id: mandate.id,
        position: mandate.position,
        ...termOf(mandate),
        document: mandate.document,
        unitId: mandate.unitId,
        delegationId: mandate.delegation ? mandate.id : null,
      }),
    );
  }
}
