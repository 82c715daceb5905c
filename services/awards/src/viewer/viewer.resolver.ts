import { connectionOf, notFound, type Page, PageArguments, type TaskRow, TaskStatus } from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { inboxPage } from '../task/inbox.query';
import { NominationTask } from '../task/nomination-task.type';
import { Viewer } from './viewer.type';

/** A page of tasks on nominations. */
export const NominationTaskConnection = connectionOf(NominationTask, 'NominationTask', 'nhiệm vụ khen thưởng');

@ArgsType()
class AwardTasksArguments extends PageArguments {
  @Field(() => TaskStatus, {
    defaultValue: TaskStatus.Open,
    description: 'Tình trạng nhiệm vụ; mặc định đang chờ. Status of the tasks; those that wait by default.',
  })
  status: TaskStatus;
}

/** What this subgraph adds to the signed-in person. */
@Resolver(() => Viewer)
export class ViewerResolver {
  @FieldResolver(() => NominationTaskConnection, {
    description:
      'Nhiệm vụ khen thưởng mà các chức danh của bạn được xử lý, theo hạn; hồ sơ do chính bạn lập, trình hoặc được đề nghị thì không hiện. Award tasks that your mandates let you do, by due date; nominations that you drafted, submitted or are nominated in are left out.',
  })
  awardTasks(
    @Root() { id }: Viewer,
    @Args(() => AwardTasksArguments) { status, ...page }: AwardTasksArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<TaskRow>> {
    if (id !== passport.subject) {
      throw notFound({ vi: 'người dùng', en: 'viewer' });
    }
    return inboxPage(dataSource, passport, status, page);
  }
}
