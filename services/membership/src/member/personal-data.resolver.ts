import {
  CalendarDateScalar,
  CommandRefused,
  DeclaresPermission,
  RequiresPermission,
  authoriseOver,
  refusable,
  type RequestContext,
} from '@thidua/service-kit';
import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root, createUnionType } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { memberOf } from './member.resolver';
import { Member } from './member.type';
import { RecordPersonalDataInput } from './personal-data.input';
import type { PersonalData } from './personal-data.loader';
import { PersonalDataService } from './personal-data.service';

type Context = RequestContext<MembershipLoaders>;

/** What recordPersonalData did. */
@ObjectType({ description: 'Kết quả ghi nhận dữ liệu cá nhân. What recordPersonalData did.' })
export class RecordPersonalDataSuccess {
  @Field(() => Member, { description: 'Đoàn viên. The member.' })
  member: Member;
}

const RecordPersonalDataResult = createUnionType({
  name: 'RecordPersonalDataResult',
  description: 'Kết quả của recordPersonalData. What recordPersonalData comes to.',
  types: () => [RecordPersonalDataSuccess, CommandRefused] as const,
});

/**
 * A member's personal data, decided in SQL.
 * @throws FORBIDDEN that says who may read them: a null would be taken for what is not known.
 */
async function personalDataOf({ id }: Member, { loaders, passport }: Context): Promise<PersonalData> {
  const data = await loaders.personalData.load(id);
  if (!data.isPersonalOpen) {
    authoriseOver(passport, 'member.personal.read', {});
  }
  return data;
}

/** Personal data of members: read by few, recorded by the member and their unit. */
@Resolver(() => Member)
export class PersonalDataResolver {
  constructor(private readonly service: PersonalDataService) {}

  @Mutation(() => RecordPersonalDataResult, {
    description:
      'Ghi nhận dữ liệu cá nhân của một đoàn viên: chính người đó, hoặc văn phòng của chính đơn vị. Record personal data of a member: by themself, or by the office of their own unit.',
  })
  @RequiresPermission('member.personal.record')
  recordPersonalData(
    @Arg('input', () => RecordPersonalDataInput, { description: 'Của ai, những gì. Whose, and what.' })
    input: RecordPersonalDataInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<RecordPersonalDataSuccess | CommandRefused> {
    return refusable(async () => {
      const { memberId } = await this.service.record({ kind: 'person', passport }, input);
      return Object.assign(new RecordPersonalDataSuccess(), { member: await memberOf(loaders, memberId) });
    });
  }

  @FieldResolver(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày sinh; null khi chưa ghi nhận. Date of birth; null when not recorded.',
  })
  @DeclaresPermission('member.personal.read')
  async dateOfBirth(@Root() member: Member, @Ctx() context: Context): Promise<string | null> {
    return (await personalDataOf(member, context)).dateOfBirth;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Số định danh cá nhân; null khi chưa ghi nhận. National id; null when not recorded.',
  })
  @DeclaresPermission('member.personal.read')
  async nationalId(@Root() member: Member, @Ctx() context: Context): Promise<string | null> {
    return (await personalDataOf(member, context)).nationalId;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Số điện thoại; null khi chưa ghi nhận. Phone number; null when not recorded.',
  })
  @DeclaresPermission('member.personal.read')
  async phone(@Root() member: Member, @Ctx() context: Context): Promise<string | null> {
    return (await personalDataOf(member, context)).phone;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Địa chỉ; null khi chưa ghi nhận. Address; null when not recorded.',
  })
  @DeclaresPermission('member.personal.read')
  async address(@Root() member: Member, @Ctx() context: Context): Promise<string | null> {
    return (await personalDataOf(member, context)).address;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Số tài khoản và tên ngân hàng; null khi chưa ghi nhận. Bank account with the bank’s name; null when not recorded.',
  })
  @DeclaresPermission('member.bank-account.read')
  async bankAccount(@Root() { id }: Member, @Ctx() { loaders, passport }: Context): Promise<string | null> {
    const data = await loaders.personalData.load(id);
    if (!data.isBankAccountOpen) {
      authoriseOver(passport, 'member.bank-account.read', {});
    }
    return data.bankAccount;
  }
}
