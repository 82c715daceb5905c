import { RequiresPermission, authorise, type Page, type RequestContext } from '@thidua/service-kit';
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { readRoot } from '../identity/person-units';
import type { MembershipLoaders } from '../loaders';
import { Member } from '../member/member.type';
import { UnionUnit } from '../unit/union-unit.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { EVENTS_OF_NO_UNIT, eventsOfUnit, readSecurityEvents } from './security-event.reader';
import { SecurityEvent, SecurityEventConnection, SecurityEventsArguments } from './security-event.type';
import type { SecurityLog } from './security-log';

type Context = RequestContext<MembershipLoaders>;

/** The security log: read by inspection committees. */
@Resolver(() => SecurityEvent)
export class SecurityEventResolver {
  constructor(private readonly log: SecurityLog) {}

  @Query(() => SecurityEventConnection, {
    description:
      'Nhật ký an ninh, mới nhất trước: của một đơn vị, kể cả bên dưới nếu muốn, hoặc của toàn hệ thống khi không nêu đơn vị. The security log, newest first: of a unit, with those below where wanted, or of the whole system where no unit is named.',
  })
  @RequiresPermission('security-log.read', 'security-log.read-system')
  async securityEvents(
    @Args() page: SecurityEventsArguments,
    @Ctx() { dataSource, loaders, passport }: Context,
  ): Promise<Page<SecurityEvent>> {
    if (!page.unitId) {
      authorise(passport, 'security-log.read-system', await readRoot(dataSource, loaders.today));
      return readSecurityEvents(dataSource, this.log, EVENTS_OF_NO_UNIT, page);
    }
    const { id, path } = await requireUnit(loaders, page.unitId, loaders.today, 'unitId');
    const unit = { unitId: id, unitPath: path };
    authorise(passport, 'security-log.read', unit);
    return readSecurityEvents(dataSource, this.log, eventsOfUnit(passport, unit, page.includeBelow), page);
  }

  @FieldResolver(() => Member, {
    nullable: true,
    description:
      'Người thực hiện, khi đã biết; tên chỉ hiện với người được xem. Who acted, where known; the name is for whoever may see it.',
  })
  member(@Root() { memberId }: SecurityEvent, @Ctx() { loaders }: Context): Promise<Member | null> {
    return memberId ? loaders.members.load(memberId) : Promise.resolve(null);
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description:
      'Đơn vị liên quan, như hiện nay; null khi là sự kiện của toàn hệ thống. The unit concerned, as it stands today; null for an event of the whole system.',
  })
  unit(@Root() { unitId }: SecurityEvent, @Ctx() { loaders }: Context): Promise<UnionUnit | null> {
    return unitId ? requireUnit(loaders, unitId, loaders.today, 'unit') : Promise.resolve(null);
  }
}
