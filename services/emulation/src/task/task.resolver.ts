import {
  calendarDateAt,
  connectionOf,
  keysetPage,
  PageArguments,
  refusable,
  RequiresPermission,
  Task,
  TaskStatus,
  type CommandRefused,
  type Page,
} from '@thidua/service-kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { actorOf } from '../command/caller';
import { resultOf } from '../command/result';
import type { EmulationContext } from '../loading/emulation-loaders';
import { EmulationPledge } from '../pledge/pledge.entity';
import { MidYearReview } from '../review/review.entity';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { Viewer } from '../viewer/viewer.stub';
import { PledgeTask, ReviewTask, taskOf } from './emulation-task.type';
import { ClaimEmulationTaskInput } from './task.input';
import { TASK_PERMISSIONS, TaskService, tasksFor } from './task.service';

const COMMAND = { description: 'Nội dung lệnh. The command.' };
/** Where tasks without a deadline stand in the order. */
const NO_DEADLINE = '9999-12-31 00:00:00.000';

/** A task was claimed. */
@ObjectType({ description: 'Đã nhận việc. The task was claimed.' })
export class ClaimEmulationTaskSuccess {
  @Field(() => Task, { description: 'Nhiệm vụ, với phiên bản mới. The task with its new version.' })
  task: Task;
}

/** A task was given back. */
@ObjectType({ description: 'Đã trả lại việc. The task was given back.' })
export class UnclaimEmulationTaskSuccess {
  @Field(() => Task, { description: 'Nhiệm vụ, với phiên bản mới. The task with its new version.' })
  task: Task;
}

const ClaimEmulationTaskResult = resultOf('ClaimEmulationTask', ClaimEmulationTaskSuccess, 'nhận việc');
const UnclaimEmulationTaskResult = resultOf('UnclaimEmulationTask', UnclaimEmulationTaskSuccess, 'trả lại việc');
const EmulationTaskConnection = connectionOf(Task as never, 'EmulationTask', 'nhiệm vụ');

/** Arguments of `Viewer.emulationTasks`. */
@ArgsType()
export class EmulationTasksArguments extends PageArguments {
  @Field(() => TaskStatus, {
    defaultValue: TaskStatus.Open,
    description: 'Tình trạng; mặc định đang chờ. Status; waiting tasks when not given.',
  })
  status: TaskStatus;
}

/** The viewer's tasks, and claiming them. */
@Resolver(() => Viewer)
export class ViewerTaskResolver {
  constructor(private readonly taskService: TaskService) {}

  @FieldResolver(() => EmulationTaskConnection, {
    description:
      'Nhiệm vụ thi đua mà ủy quyền của người đang đăng nhập cho phép xử lý, theo hạn. Tasks that the viewer’s mandates let them act on, by due date.',
  })
  async emulationTasks(
    @Root() _viewer: Viewer,
    @Args() page: EmulationTasksArguments,
    @Ctx() { dataSource, passport }: EmulationContext,
  ): Promise<Page<Task>> {
    const query = tasksFor(dataSource, passport.mandates, page.status, calendarDateAt(new Date()));
    const rows = await keysetPage(query, page, [
      {
        column: `COALESCE(task.dueAt, '${NO_DEADLINE}')`,
        read: (task) => (task.dueAt ? task.dueAt.toISOString().replace('T', ' ').replace('Z', '') : NO_DEADLINE),
      },
      { column: 'task.id', read: (task) => task.id },
    ]);
    return {
      pageInfo: rows.pageInfo,
      nodes: rows.nodes.map(taskOf),
      edges: rows.edges.map(({ cursor, node }) => ({ cursor, node: taskOf(node) })),
    };
  }

  @RequiresPermission(...TASK_PERMISSIONS)
  @Mutation(() => ClaimEmulationTaskResult, {
    description: 'Nhận việc: người khác không xử lý được cho đến khi trả lại. Claims a task for the caller.',
  })
  claimEmulationTask(
    @Arg('input', () => ClaimEmulationTaskInput, COMMAND) input: ClaimEmulationTaskInput,
    @Ctx() context: EmulationContext,
  ): Promise<ClaimEmulationTaskSuccess | CommandRefused> {
    return refusable(async () => {
      const task = await this.taskService.assign(actorOf(context), input, true);
      return Object.assign(new ClaimEmulationTaskSuccess(), { task: taskOf(task) });
    });
  }

  @RequiresPermission(...TASK_PERMISSIONS)
  @Mutation(() => UnclaimEmulationTaskResult, { description: 'Trả lại việc đã nhận. Gives a claimed task back.' })
  unclaimEmulationTask(
    @Arg('input', () => ClaimEmulationTaskInput, COMMAND) input: ClaimEmulationTaskInput,
    @Ctx() context: EmulationContext,
  ): Promise<UnclaimEmulationTaskSuccess | CommandRefused> {
    return refusable(async () => {
      const task = await this.taskService.assign(actorOf(context), input, false);
      return Object.assign(new UnclaimEmulationTaskSuccess(), { task: taskOf(task) });
    });
  }
}

/** A pledge's task in the graph. */
@Resolver(() => PledgeTask)
export class PledgeTaskResolver {
  @FieldResolver(() => EmulationPledge, { nullable: true, description: 'Giao ước. The pledge.' })
  pledge(@Root() task: PledgeTask, @Ctx() { loaders }: EmulationContext): Promise<EmulationPledge | null> {
    return loaders.pledge.load(task.subjectId);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị phải xử lý. The unit whose officers may act.' })
  unit(@Root() task: PledgeTask): UnionUnit {
    return unionUnit(task.unitId);
  }
}

/** A review's task in the graph. */
@Resolver(() => ReviewTask)
export class ReviewTaskResolver {
  @FieldResolver(() => MidYearReview, { nullable: true, description: 'Sơ kết. The review.' })
  review(@Root() task: ReviewTask, @Ctx() { loaders }: EmulationContext): Promise<MidYearReview | null> {
    return loaders.review.load(task.subjectId);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị phải xử lý. The unit whose officers may act.' })
  unit(@Root() task: ReviewTask): UnionUnit {
    return unionUnit(task.unitId);
  }
}
