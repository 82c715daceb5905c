import { type CommandActor, CommandRefused, RequiresPermission, refusable, TaskRow } from '@thidua/service-kit';
import {
  Arg,
  type ClassType,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { STAGE_PERMISSIONS, TASK_PERMISSIONS } from '../access/task-permissions';
import type { AwardsContext } from '../graph/awards-context';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { ClaimAwardTaskInput, type TaskDecisionInput } from '../nomination/nomination.input';
import { NominationStage } from '../nomination/nomination-stage.entity';
import { UnionUnit } from '../union-unit/union-unit.type';
import { whyTask } from './nomination-task.reasons';
import { NominationTask, TaskReason } from './nomination-task.type';
import {
  AssignAwardTasksInput,
  DecideAwardTasksInput,
  DelegateAwardTaskInput,
  ReassignAwardTaskInput,
  ReleaseAwardTaskInput,
} from './task.input';
import { TaskAssignment, type TaskAssignmentService } from './task-assignment.service';
import type { TaskBulkService } from './task-bulk.service';
import { BulkTaskResults } from './task-bulk.type';

/** The success type and the result union of one command on a task. */
interface TaskResult {
  readonly Success: ClassType<{ task: TaskRow }>;
  readonly Result: object;
}

function taskResult(verb: string, vi: string, en: string): TaskResult {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success {
    @Field(() => NominationTask, { description: 'Nhiệm vụ, với phiên bản mới. The task with its new version.' })
    task: TaskRow;
  }
  const Result = createUnionType({
    name: `${verb}Result`,
    description: `${vi}, hoặc bị từ chối có lý do. ${en}, or refused with reasons.`,
    types: () => [Success, CommandRefused] as const,
  });
  return { Success, Result };
}

interface BulkResultTypes {
  readonly Success: ClassType<{ bulk: BulkTaskResults }>;
  readonly Result: object;
}

function bulkResult(verb: string, vi: string, en: string): BulkResultTypes {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success {
    @Field(() => BulkTaskResults, { description: 'Kết quả từng nhiệm vụ và tiến độ. A result for each, and progress.' })
    bulk: BulkTaskResults;
  }
  const Result = createUnionType({
    name: `${verb}Result`,
    description: `${vi}, hoặc cả lệnh bị từ chối có lý do. ${en}, or the whole refused with reasons.`,
    types: () => [Success, CommandRefused] as const,
  });
  return { Success, Result };
}

const ClaimAwardTask = taskResult('ClaimAwardTask', 'Đã nhận nhiệm vụ', 'The task was claimed');
const UnclaimAwardTask = taskResult('UnclaimAwardTask', 'Đã trả lại nhiệm vụ', 'The task was given back');
const DelegateAwardTask = taskResult(
  'DelegateAwardTask',
  'Đã chuyển nhiệm vụ cho người khác',
  'The task was given to another officer',
);
const ReassignAwardTask = taskResult('ReassignAwardTask', 'Đã giao lại nhiệm vụ', 'The task was reassigned');
const ReleaseAwardTask = taskResult('ReleaseAwardTask', 'Đã gỡ người giữ nhiệm vụ', 'The task was released');
const DecideAwardTasks = bulkResult(
  'DecideAwardTasks',
  'Đã quyết định nhiều nhiệm vụ',
  'Several tasks were decided on',
);
const AssignAwardTasks = bulkResult('AssignAwardTasks', 'Đã giao nhiều nhiệm vụ', 'Several tasks were assigned');

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };
const person = ({ passport }: AwardsContext): CommandActor => ({ kind: 'person', passport });

/** Tasks on nominations: what they are about, why they are there, and who takes them. */
@Resolver(() => NominationTask)
export class NominationTaskResolver {
  constructor(
    private readonly assignments: TaskAssignmentService,
    private readonly bulk: TaskBulkService,
  ) {}

  @FieldResolver(() => Nomination, {
    nullable: true,
    description: 'Hồ sơ của nhiệm vụ; null khi bạn không được xem. The nomination; null when you may not see it.',
  })
  nomination(@Root() { subjectId }: TaskRow, @Ctx() { loaders }: AwardsContext): Promise<Nomination | null> {
    return loaders.nomination.load(subjectId);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị phải xử lý. The unit whose officers may act.' })
  unit(@Root() { unitId }: TaskRow): UnionUnit {
    return { id: unitId };
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Người đã nhận việc. Who claimed it.' })
  assignee(@Root() { assigneeId }: TaskRow): Member | null {
    return assigneeId ? { id: assigneeId } : null;
  }

  @FieldResolver(() => TaskReason, {
    description: 'Vì sao nhiệm vụ này có ở đây và cần làm gì. Why the task is here, and what it asks for.',
  })
  why(@Root() { kind, stage }: TaskRow): TaskReason {
    return whyTask(kind, stage);
  }

  @FieldResolver(() => [NominationStage], {
    description:
      'Các bước tiếp theo sau nhiệm vụ này; rỗng là kết thúc quy trình. Stages that follow after this task; empty: the route ends with it.',
  })
  async nextStages(
    @Root() { subjectId, stage, revision }: TaskRow,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<NominationStage[]> {
    const stages = (await loaders.stages.load(subjectId)).filter(({ unitId }) => unitId !== null);
    const own = stages.find((each) => each.stage === stage);
    if (own) {
      return stages.filter(({ ordinal }) => ordinal > own.ordinal);
    }
    // Beside the route's own tasks: what follows is the stage that is open, or the one that returned the dossier.
    const [nomination, revisions] = await Promise.all([
      loaders.linkedNomination.load(subjectId),
      loaders.revisions.load(subjectId),
    ]);
    const returnedFrom = revisions.find(({ number }) => number === revision)?.returnedFromStage;
    const open = stages.find((each) => each.stage === nomination?.stage || each.stage === returnedFrom);
    return open ? stages.filter(({ ordinal }) => ordinal >= open.ordinal) : [];
  }

  @FieldResolver(() => Date, { nullable: true, description: 'Thời điểm đã nhắc (UTC). When the unit was reminded.' })
  async remindedAt(@Root() { id }: TaskRow, @Ctx() { loaders }: AwardsContext): Promise<Date | null> {
    return (await loaders.taskNotice.load(id))?.remindedAt ?? null;
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'Thời điểm đã báo đơn vị cấp trên (UTC). When the unit above was told.',
  })
  async escalatedAt(@Root() { id }: TaskRow, @Ctx() { loaders }: AwardsContext): Promise<Date | null> {
    return (await loaders.taskNotice.load(id))?.escalatedAt ?? null;
  }

  // The task says which of them it needs.
  @RequiresPermission(...TASK_PERMISSIONS)
  @Mutation(() => ClaimAwardTask.Result, { description: 'Nhận nhiệm vụ khen thưởng. Claims an award task.' })
  claimAwardTask(
    @Arg('input', () => ClaimAwardTaskInput, INPUT) input: ClaimAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, ClaimAwardTask, input, TaskAssignment.Claim);
  }

  @RequiresPermission(...TASK_PERMISSIONS)
  @Mutation(() => UnclaimAwardTask.Result, {
    description: 'Trả lại nhiệm vụ đã nhận. Gives a claimed task back.',
  })
  unclaimAwardTask(
    @Arg('input', () => ClaimAwardTaskInput, INPUT) input: ClaimAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, UnclaimAwardTask, input, TaskAssignment.Unclaim);
  }

  @RequiresPermission(...TASK_PERMISSIONS)
  @Mutation(() => DelegateAwardTask.Result, {
    description:
      'Chuyển nhiệm vụ cho người khác cùng đơn vị có quyền làm việc đó. Gives a task to another officer of the unit who may do it.',
  })
  delegateAwardTask(
    @Arg('input', () => DelegateAwardTaskInput, INPUT) input: DelegateAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, DelegateAwardTask, input, TaskAssignment.Delegate, input.toMemberId);
  }

  @RequiresPermission('task.reassign')
  @Mutation(() => ReassignAwardTask.Result, {
    description:
      'Lãnh đạo đơn vị giao lại nhiệm vụ, kể cả khi người giữ đã nghỉ hoặc bị đình chỉ. A leader of the unit gives a task to another, whoever holds it.',
  })
  reassignAwardTask(
    @Arg('input', () => ReassignAwardTaskInput, INPUT) input: ReassignAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, ReassignAwardTask, input, TaskAssignment.Reassign, input.toMemberId);
  }

  @RequiresPermission('task.release')
  @Mutation(() => ReleaseAwardTask.Result, {
    description: 'Lãnh đạo đơn vị gỡ người đang giữ nhiệm vụ. A leader of the unit takes a task from who holds it.',
  })
  releaseAwardTask(
    @Arg('input', () => ReleaseAwardTaskInput, INPUT) input: ReleaseAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, ReleaseAwardTask, input, TaskAssignment.Release);
  }

  @RequiresPermission(...STAGE_PERMISSIONS)
  @Mutation(() => DecideAwardTasks.Result, {
    description:
      'Thẩm định đạt, trả lại hoặc không chấp thuận đến 500 nhiệm vụ; mỗi nhiệm vụ một kết quả, gửi lại để làm tiếp. Passes, returns or rejects up to 500; each has its own result, and the same command goes on where it stopped.',
  })
  decideAwardTasks(
    @Arg('input', () => DecideAwardTasksInput, INPUT) input: DecideAwardTasksInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () =>
      Object.assign(new DecideAwardTasks.Success(), { bulk: await this.bulk.decide(person(context), input) }),
    );
  }

  @RequiresPermission(...TASK_PERMISSIONS, 'task.reassign', 'task.release')
  @Mutation(() => AssignAwardTasks.Result, {
    description:
      'Nhận, trả, chuyển, giao lại hoặc gỡ đến 500 nhiệm vụ; mỗi nhiệm vụ một kết quả. Claims, gives back, delegates, reassigns or releases up to 500; each has its own result.',
  })
  assignAwardTasks(
    @Arg('input', () => AssignAwardTasksInput, INPUT) input: AssignAwardTasksInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () =>
      Object.assign(new AssignAwardTasks.Success(), { bulk: await this.bulk.assign(person(context), input) }),
    );
  }

  private assign(
    context: AwardsContext,
    { Success }: TaskResult,
    input: TaskDecisionInput,
    assignment: TaskAssignment,
    toMemberId: string | null = null,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.assignments.assign(person(context), input, assignment, toMemberId);
      context.loaders.forget();
      const task = await context.dataSource.manager.findOneByOrFail(TaskRow, { id: answer.taskId });
      return Object.assign(new Success(), { task });
    });
  }
}
