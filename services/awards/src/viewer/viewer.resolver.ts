import {
  connectionOf,
  IsId,
  keysetPage,
  notFound,
  type Page,
  PageArguments,
  type TaskRow,
  TaskStatus,
} from '@thidua/service-kit';
import { ArrayMaxSize, IsOptional, Length, MaxLength, ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { namedParameters } from '../access/nomination-scope';
import { AwardAppeal } from '../appeal/award-appeal.entity';
import { answerableAppeals } from '../appeal/award-appeal.query';
import { AwardAppealConnection } from '../appeal/award-appeal.resolver';
import { AwardType } from '../award-type/award-type.entity';
import type { AwardsContext } from '../graph/awards-context';
import {
  type InboxCount,
  type InboxCriteria,
  InboxGroup,
  InboxHolder,
  InboxOrder,
  inboxCounts,
  inboxPage,
} from '../task/inbox.query';
import { NominationTask } from '../task/nomination-task.type';
import { UnionUnit } from '../union-unit/union-unit.type';
import { Viewer } from './viewer.type';

registerEnumType(InboxOrder, {
  name: 'AwardTaskOrder',
  description:
    'Thứ tự nhiệm vụ; trong cùng giá trị thì theo hạn. Order of tasks; within it by due date, those without one last.',
  valuesConfig: {
    Due: { description: 'Theo hạn. By due date.' },
    Stage: { description: 'Theo bước. By stage.' },
    Unit: { description: 'Theo mã đơn vị đề nghị. By the nominating unit’s code.' },
    Award: { description: 'Theo ký hiệu loại khen thưởng. By the award type’s code.' },
  },
});
registerEnumType(InboxGroup, {
  name: 'AwardTaskGroup',
  description: 'Đếm nhiệm vụ theo gì. By what tasks are counted.',
  valuesConfig: {
    Kind: { description: 'Loại nhiệm vụ. Kind of task.' },
    Stage: { description: 'Bước. Stage.' },
    Unit: { description: 'Đơn vị đề nghị. The nominating unit.' },
    Award: { description: 'Loại khen thưởng. The award type.' },
  },
});
registerEnumType(InboxHolder, {
  name: 'AwardTaskHolder',
  description: 'Ai đang giữ nhiệm vụ. Who holds the task.',
  valuesConfig: {
    Mine: { description: 'Bạn đã nhận. You have claimed it.' },
    Nobody: { description: 'Chưa ai nhận. Nobody has.' },
  },
});

/** A page of tasks on nominations. */
export const NominationTaskConnection = connectionOf(NominationTask, 'NominationTask', 'nhiệm vụ khen thưởng');

@InputType({ description: 'Điều kiện lọc nhiệm vụ; các điều kiện cùng đúng. Filter of tasks; all conditions hold.' })
class AwardTaskFilter implements InboxCriteria {
  @Field(() => [String], {
    nullable: true,
    description: 'Loại nhiệm vụ, ví dụ APPRAISE_NOMINATION, tối đa 10. Kinds of task, 10 at most.',
  })
  @IsOptional()
  @ArrayMaxSize(10)
  @MaxLength(40, { each: true })
  kinds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Tên bước, tối đa 20. Names of stages, 20 at most.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(40, { each: true })
  stages?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Đơn vị phải xử lý. The unit that has to act.' })
  @IsOptional()
  @IsId()
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Đơn vị đề nghị. The nominating unit.' })
  @IsOptional()
  @IsId()
  nominatingUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Loại khen thưởng. The award type.' })
  @IsOptional()
  @IsId()
  awardTypeId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Một phần tên cá nhân, tập thể được đề nghị, đơn vị đề nghị hoặc loại khen thưởng, không phân biệt dấu (2–100 ký tự); tên người mới được đề nghị tìm thấy sau vài giây. Part of the name of the nominee, person or collective, of the nominating unit or the award, accents apart; 2 to 100 characters. Who was never nominated before is found some seconds later.',
  })
  @IsOptional()
  @Length(2, 100)
  text?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Chỉ nhiệm vụ đã quá hạn. Overdue ones alone.' })
  @IsOptional()
  overdue?: boolean | null;

  @Field(() => Date, { nullable: true, description: 'Đến hạn trước thời điểm này (UTC). Due before this instant.' })
  @IsOptional()
  dueBefore?: Date | null;

  @Field(() => InboxHolder, { nullable: true, description: 'Ai đang giữ. Who holds it.' })
  @IsOptional()
  holder?: InboxHolder | null;
}

@ArgsType()
class AwardTasksArguments extends PageArguments {
  @Field(() => TaskStatus, {
    defaultValue: TaskStatus.Open,
    description: 'Tình trạng nhiệm vụ; mặc định đang chờ. Status of the tasks; those that wait by default.',
  })
  status: TaskStatus;

  @Field(() => AwardTaskFilter, { nullable: true, description: 'Điều kiện lọc. Filter.' })
  @IsOptional()
  @ValidateNested()
  filter?: AwardTaskFilter | null;

  @Field(() => InboxOrder, {
    defaultValue: InboxOrder.Due,
    description: 'Thứ tự; mặc định theo hạn. Order; by due date by default.',
  })
  orderBy: InboxOrder;
}

/** How many tasks of a group wait. */
@ObjectType({ description: 'Số nhiệm vụ đang chờ của một nhóm. How many tasks of a group wait.' })
class AwardTaskCount {
  @Field({
    description:
      'Giá trị của nhóm: loại nhiệm vụ, bước, mã đơn vị hoặc ký hiệu khen thưởng. What the group is: kind, stage, code of the unit or of the award.',
  })
  key: string;

  @Field(() => Int, { description: 'Số nhiệm vụ đang chờ. How many wait.' })
  count: number;

  @Field(() => Int, { description: 'Trong đó quá hạn. How many of them are overdue.' })
  overdue: number;

  @Field(() => UnionUnit, { nullable: true, description: 'Đơn vị đề nghị, khi đếm theo đơn vị. The nominating unit.' })
  unit: UnionUnit | null;

  @Field(() => AwardType, { nullable: true, description: 'Loại khen thưởng, khi đếm theo đó. The award type.' })
  awardType: AwardType | null;
}

function assertOwn({ id }: Viewer, subject: string): void {
  if (id !== subject) {
    throw notFound({ vi: 'người dùng', en: 'viewer' });
  }
}

/** What this subgraph adds to the signed-in person. */
@Resolver(() => Viewer)
export class ViewerResolver {
  @FieldResolver(() => NominationTaskConnection, {
    description:
      'Nhiệm vụ khen thưởng mà các chức danh của bạn được xử lý; hồ sơ do chính bạn lập, trình hoặc được đề nghị thì không hiện. Award tasks that your mandates let you do; nominations that you drafted, submitted or are nominated in are left out.',
  })
  awardTasks(
    @Root() viewer: Viewer,
    @Args(() => AwardTasksArguments) { status, filter, orderBy, ...page }: AwardTasksArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<TaskRow>> {
    assertOwn(viewer, passport.subject);
    return inboxPage(dataSource, passport, status, page, filter ?? {}, orderBy);
  }

  @FieldResolver(() => AwardAppealConnection, {
    description:
      'Kiến nghị về khen thưởng đang chờ bạn trả lời, hạn gần trước; không gồm kiến nghị do bạn gửi hay về hồ sơ mà bạn đã tham gia. Appeals that wait for your answer, the soonest due first; none that you filed, or about a nomination in which you had a hand.',
  })
  awardAppealsToAnswer(
    @Root() viewer: Viewer,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<AwardAppeal>> {
    assertOwn(viewer, passport.subject);
    const { sql, parameters } = namedParameters(answerableAppeals(passport));
    return keysetPage(dataSource.manager.createQueryBuilder(AwardAppeal, 'a').where(sql, parameters), page, [
      { column: 'a.dueAt', read: ({ dueAt }) => dueAt.toISOString().replace('T', ' ').replace('Z', '') },
      { column: 'a.id', read: ({ id }) => id },
    ]);
  }

  @FieldResolver(() => [AwardTaskCount], {
    description:
      'Số nhiệm vụ khen thưởng đang chờ bạn, theo nhóm, nhóm lớn trước, tối đa 200 nhóm. How many award tasks wait for you, by group, the largest first, 200 groups at most.',
  })
  async awardTaskCounts(
    @Root() viewer: Viewer,
    @Arg('groupBy', () => InboxGroup, { description: 'Đếm theo gì. By what.' }) groupBy: InboxGroup,
    @Arg('filter', () => AwardTaskFilter, { nullable: true, description: 'Điều kiện lọc. Filter.' })
    filter: AwardTaskFilter | null,
    @Ctx() { dataSource, passport, loaders }: AwardsContext,
  ): Promise<AwardTaskCount[]> {
    assertOwn(viewer, passport.subject);
    const counts = await inboxCounts(dataSource, passport, filter ?? {}, groupBy);
    return Promise.all(
      counts.map(
        async ({ key, groupId, count, overdue }: InboxCount): Promise<AwardTaskCount> => ({
          key,
          count,
          overdue,
          unit: groupId && groupBy === InboxGroup.Unit ? { id: groupId } : null,
          awardType: groupId && groupBy === InboxGroup.Award ? await loaders.awardType.load(groupId) : null,
        }),
      ),
    );
  }
}
