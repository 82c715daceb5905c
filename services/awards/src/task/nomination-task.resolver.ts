import { type CommandActor, CommandRefused, RequiresPermission, refusable, TaskRow } from '@thidua/service-kit';
import { Arg, createUnionType, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { TASK_PERMISSIONS } from '../access/task-permissions';
import type { AwardsContext } from '../graph/awards-context';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { ClaimAwardTaskInput } from '../nomination/nomination.input';
import { UnionUnit } from '../union-unit/union-unit.type';
import { NominationTask } from './nomination-task.type';
import type { TaskClaimService } from './task-claim.service';

@ObjectType({ description: 'Đã nhận nhiệm vụ. The task was claimed.' })
class ClaimAwardTaskSuccess {
  @Field(() => NominationTask, { description: 'Nhiệm vụ, với phiên bản mới. The task with its new version.' })
  task: TaskRow;
}

@ObjectType({ description: 'Đã trả lại nhiệm vụ. The task was given back.' })
class UnclaimAwardTaskSuccess {
  @Field(() => NominationTask, { description: 'Nhiệm vụ, với phiên bản mới. The task with its new version.' })
  task: TaskRow;
}

const ClaimAwardTaskResult = createUnionType({
  name: 'ClaimAwardTaskResult',
  description: 'Đã nhận nhiệm vụ, hoặc bị từ chối có lý do. The task was claimed, or refused with reasons.',
  types: () => [ClaimAwardTaskSuccess, CommandRefused] as const,
});

const UnclaimAwardTaskResult = createUnionType({
  name: 'UnclaimAwardTaskResult',
  description: 'Đã trả lại nhiệm vụ, hoặc bị từ chối có lý do. The task was given back, or refused with reasons.',
  types: () => [UnclaimAwardTaskSuccess, CommandRefused] as const,
});

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

/** Tasks on nominations: what they are about, and who takes them. */
@Resolver(() => NominationTask)
export class NominationTaskResolver {
  constructor(private readonly claims: TaskClaimService) {}

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

  // The task says which of them it needs.
  @RequiresPermission(...TASK_PERMISSIONS)
  @Mutation(() => ClaimAwardTaskResult, { description: 'Nhận nhiệm vụ khen thưởng. Claims an award task.' })
  claimAwardTask(
    @Arg('input', () => ClaimAwardTaskInput, INPUT) input: ClaimAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, input, true);
  }

  @RequiresPermission(...TASK_PERMISSIONS)
  @Mutation(() => UnclaimAwardTaskResult, { description: 'Trả lại nhiệm vụ đã nhận. Gives a claimed task back.' })
  unclaimAwardTask(
    @Arg('input', () => ClaimAwardTaskInput, INPUT) input: ClaimAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, input, false);
  }

  private assign(context: AwardsContext, input: ClaimAwardTaskInput, claim: boolean): Promise<object> {
    return refusable(async () => {
      const actor: CommandActor = { kind: 'person', passport: context.passport };
      const { answer } = await this.claims.assign(actor, input, claim);
      context.loaders.forget();
      const task = await context.dataSource.manager.findOneByOrFail(TaskRow, { id: answer.taskId });
      return Object.assign(claim ? new ClaimAwardTaskSuccess() : new UnclaimAwardTaskSuccess(), { task });
    });
  }
}
