import {
  connectionOf,
  DeclaresPermission,
  IsId,
  IsWords,
  notFound,
  type Page,
  PageArguments,
  RequiresPermission,
} from '@thidua/service-kit';
import { IsOptional, Max, Min, ValidateNested } from 'class-validator';
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { Member } from '../member/member.type';
import { RecipientKind } from '../recipient/award-recipient.entity';
import { UnionUnit } from '../union-unit/union-unit.type';
import { registryPage } from './award-registry.query';
import { ReceivedAward } from './received-award.entity';
import { ReceivedAwardStatus } from './received-award.enum';

registerEnumType(RecipientKind, {
  name: 'AwardRecipientKind',
  description: 'Cá nhân hay tập thể; luôn đếm riêng. A person or a collective: always counted apart.',
  valuesConfig: {
    Person: { description: 'Cá nhân. A person.' },
    Collective: { description: 'Tập thể. A collective.' },
  },
});

/** A page of awards. */
export const ReceivedAwardConnection = connectionOf(ReceivedAward, 'ReceivedAward', 'phần thưởng đã nhận');

const AWARD = { vi: 'phần thưởng', en: 'award' };
const FIRST_YEAR = 1945;
const LAST_YEAR = 9999;

@InputType({
  description: 'Điều kiện tra cứu; các điều kiện cùng đúng. What is looked for in the registry; all conditions hold.',
})
class ReceivedAwardFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Tên hoặc phần cuối của tên, không cần dấu: "nguyen thi dao", "thi dao", "dao" (1–120 ký tự). A name from any of its words on, accents not needed.',
  })
  @IsOptional()
  @IsWords(120)
  name?: string | null;

  @Field(() => RecipientKind, { nullable: true, description: 'Chỉ cá nhân hoặc tập thể. Only persons or collectives.' })
  kind?: RecipientKind | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Người nhận thuộc đơn vị này hoặc đơn vị trực thuộc. Recipients of this unit or of any under it.',
  })
  @IsOptional()
  @IsId()
  underUnitId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Năm thành tích, 1945–9999. Merit year.' })
  @IsOptional()
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  meritYear?: number | null;

  @Field(() => AwardForm, { nullable: true, description: 'Hình thức. Form.' })
  form?: AwardForm | null;

  @Field(() => AwardIssuerLevel, { nullable: true, description: 'Cấp quyết định. Level of the body.' })
  issuerLevel?: AwardIssuerLevel | null;

  @Field(() => AwardTrack, { nullable: true, description: 'Loại hình. Track.' })
  track?: AwardTrack | null;

  @Field(() => ReceivedAwardStatus, { nullable: true, description: 'Còn giá trị hay đã hủy bỏ. Whether it counts.' })
  status?: ReceivedAwardStatus | null;
}

@ArgsType()
class ReceivedAwardsArguments extends PageArguments {
  @Field(() => ReceivedAwardFilter, { nullable: true, description: 'Điều kiện tra cứu. Filter.' })
  @IsOptional()
  @ValidateNested()
  filter?: ReceivedAwardFilter | null;
}

/** The registry of awards: each award only for those who may see it. */
@Resolver()
export class AwardRegistryResolver {
  @RequiresPermission('award-registry.read')
  @Query(() => ReceivedAwardConnection, {
    description:
      'Tra cứu sổ khen thưởng trong phạm vi được xem: theo tên thì xếp theo tên, không thì theo thứ tự ghi sổ. Awards that you may see: by name when one is searched, else in the order of entry.',
  })
  receivedAwards(
    @Args(() => ReceivedAwardsArguments) { filter, ...page }: ReceivedAwardsArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<ReceivedAward>> {
    return registryPage(dataSource, passport, filter ?? {}, page);
  }

  @RequiresPermission('award-registry.read')
  @Query(() => ReceivedAward, {
    description: 'Một phần thưởng mà bạn được xem; không được xem thì như không có. An award that you may see.',
  })
  async receivedAward(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<ReceivedAward> {
    const award = await loaders.receivedAward.load(id);
    if (!award) {
      throw notFound(AWARD, 'id');
    }
    return award;
  }
}

/** The timeline of a person's awards. */
@Resolver(() => Member)
export class MemberAwardsResolver {
  @DeclaresPermission('award-registry.read')
  @FieldResolver(() => ReceivedAwardConnection, {
    description:
      'Quá trình khen thưởng của người này mà bạn được xem, theo năm thành tích. The person’s awards that you may see, by merit year.',
  })
  awards(
    @Root() { id }: Member,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<ReceivedAward>> {
    return loaders.awardsOfMember.load(id.toLowerCase(), page);
  }
}

/** The timeline of a collective's awards. */
@Resolver(() => UnionUnit)
export class UnitAwardsResolver {
  @DeclaresPermission('award-registry.read')
  @FieldResolver(() => ReceivedAwardConnection, {
    description:
      'Quá trình khen thưởng của tập thể này mà bạn được xem, theo năm thành tích; không gồm cá nhân. The collective’s own awards that you may see, by merit year; not those of its people.',
  })
  awards(
    @Root() { id }: UnionUnit,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<ReceivedAward>> {
    return loaders.awardsOfUnit.load(id.toLowerCase(), page);
  }
}
