import {
  CommandRefused,
  DeclaresPermission,
  RequiresPermission,
  refusable,
  type RequestContext,
} from '@thidua/service-kit';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  createUnionType,
} from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { MandateDelegation, MandateSuspension } from '../mandate/mandate.type';
import { memberOf } from '../member/member.resolver';
import { Member } from '../member/member.type';
import { UnionUnit } from '../unit/union-unit.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { AppointOfficerInput, EndOfficeInput } from './officer.input';
import { OfficerService } from './officer.service';
import { Officer } from './officer.type';

type Context = RequestContext<MembershipLoaders>;

/** What appointOfficer did. */
@ObjectType({ description: 'Kết quả công nhận chức danh. What appointOfficer did.' })
export class AppointOfficerSuccess {
  @Field(() => Officer, { description: 'Chức danh mới. The new office.' })
  officer: Officer;
  @Field(() => Int, {
    description:
      'Số liên kết tài khoản của người này đã chấm dứt vì không do đơn vị cấp trên của đơn vị lập; cấp trên phải liên kết lại. How many links of the member to accounts ended because they were not made by a unit above this one; a unit above has to link the account again.',
  })
  endedLinks: number;
}

/** What endOffice did. */
@ObjectType({ description: 'Kết quả kết thúc chức danh. What endOffice did.' })
export class EndOfficeSuccess {
  @Field(() => Officer, { description: 'Chức danh sau khi kết thúc. The office, ended.' })
  officer: Officer;
}

const AppointOfficerResult = createUnionType({
  name: 'AppointOfficerResult',
  description: 'Kết quả của appointOfficer. What appointOfficer comes to.',
  types: () => [AppointOfficerSuccess, CommandRefused] as const,
});
const EndOfficeResult = createUnionType({
  name: 'EndOfficeResult',
  description: 'Kết quả của endOffice. What endOffice comes to.',
  types: () => [EndOfficeSuccess, CommandRefused] as const,
});

/** An office that another row or a command names. */
export async function officerOf(loaders: MembershipLoaders, id: string): Promise<Officer> {
  const officer = await loaders.officers.load(id);
  if (!officer) {
    throw new Error('an office that is named is not there');
  }
  return officer;
}

/** Officers: appointed and ended. */
@Resolver(() => Officer)
export class OfficerResolver {
  constructor(private readonly service: OfficerService) {}

  @Mutation(() => AppointOfficerResult, {
    description:
      'Công nhận chức danh; mỗi đơn vị một Chủ tịch tại một thời điểm; Chủ tịch, Phó Chủ tịch và Ủy viên Ủy ban Kiểm tra do đơn vị cấp trên công nhận. Appoint an officer; a unit has one chair at a time; leaders and the inspection committee are appointed by a unit above.',
  })
  @RequiresPermission('officer.appoint', 'officer.appoint-leader')
  appointOfficer(
    @Arg('input', () => AppointOfficerInput, {
      description: 'Ai, chức danh gì, ở đâu, từ khi nào. Who, to what, where, from when.',
    })
    input: AppointOfficerInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<AppointOfficerSuccess | CommandRefused> {
    return refusable(async () => {
      const { officerId, endedLinks } = await this.service.appoint({ kind: 'person', passport }, input);
      return Object.assign(new AppointOfficerSuccess(), { officer: await officerOf(loaders, officerId), endedLinks });
    });
  }

  @Mutation(() => EndOfficeResult, {
    description:
      'Kết thúc một chức danh từ một ngày; ai có quyền công nhận chức danh đó thì có quyền kết thúc. End an office from a date on; by whoever may appoint to it.',
  })
  @RequiresPermission('officer.appoint', 'officer.appoint-leader')
  endOffice(
    @Arg('input', () => EndOfficeInput, { description: 'Chức danh nào, từ ngày nào. Which office, from which date.' })
    input: EndOfficeInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<EndOfficeSuccess | CommandRefused> {
    return refusable(async () => {
      const { officerId } = await this.service.end({ kind: 'person', passport }, input);
      return Object.assign(new EndOfficeSuccess(), { officer: await officerOf(loaders, officerId) });
    });
  }

  @FieldResolver(() => Member, { description: 'Người giữ chức danh. The member who holds it.' })
  member(@Root() officer: Officer, @Ctx() { loaders }: Context): Promise<Member> {
    return memberOf(loaders, officer.memberId);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị, như hiện nay. The unit, as it stands today.' })
  unit(@Root() officer: Officer, @Ctx() { loaders }: Context): Promise<UnionUnit> {
    return requireUnit(loaders, officer.unitId, loaders.today, 'unit');
  }

  @FieldResolver(() => [MandateDelegation], {
    description:
      'Các ủy quyền của chức danh, từ cũ đến mới, với người giữ chức danh và trong phạm vi quyền member.read; rỗng ngoài phạm vi. Delegations of the office, oldest first, for its holder and within reach of member.read; empty beyond it.',
  })
  @DeclaresPermission('member.read')
  delegations(@Root() officer: Officer, @Ctx() { loaders }: Context): Promise<MandateDelegation[]> {
    return loaders.delegationsOfOffice.load(officer.id);
  }

  @FieldResolver(() => [MandateSuspension], {
    description:
      'Các lần tạm đình chỉ chức danh, từ cũ đến mới, với người giữ chức danh và trong phạm vi quyền member.read; rỗng ngoài phạm vi. Suspensions of the office, oldest first, for its holder and within reach of member.read; empty beyond it.',
  })
  @DeclaresPermission('member.read')
  suspensions(@Root() officer: Officer, @Ctx() { loaders }: Context): Promise<MandateSuspension[]> {
    return loaders.suspensionsOfOffice.load(officer.id);
  }
}
