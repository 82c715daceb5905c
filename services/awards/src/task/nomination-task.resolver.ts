import {
  type CommandActor,
  CommandRefused,
  RequiresPermission,
  refusable,
  RoutingState,
  TaskRow,
} from '@thidua/service-kit';
import { Arg, createUnionType, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { TASK_PERMISSIONS } from '../access/task-permissions';
import type { AwardsContext } from '../graph/awards-context';
import { ROUTING_STATE } from '../graph/routing-state';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { ClaimAwardTaskInput } from '../nomination/nomination.input';
import { UnionUnit } from '../union-unit/union-unit.type';
import { NominationTask } from './nomination-task.type';
import type { TaskClaimService } from './task-claim.service';

@ObjectType({ description: 'Đã nhận hoặc trả lại nhiệm vụ. The task was claimed or given back.' })
class ClaimAwardTaskSuccess {
  @Field(() => NominationTask, { description: 'Nhiệm vụ sau lệnh. The task after the command.' })
  task: TaskRow;
  @Field(() => RoutingState, {
    description: 'Luôn là NONE: lệnh không chuyển bước. Always NONE: it moves no workflow.',
  })
  routing: RoutingState;
}

const ClaimAwardTaskResult = createUnionType({
  name: 'ClaimAwardTaskResult',
  description: 'Đã nhận hoặc trả lại nhiệm vụ, hoặc bị từ chối có lý do. The task after the claim, or a refusal.',
  types: () => [ClaimAwardTaskSuccess, CommandRefused] as const,
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
  @Mutation(() => ClaimAwardTaskResult, { description: 'Trả lại nhiệm vụ đã nhận. Gives a claimed task back.' })
  unclaimAwardTask(
    @Arg('input', () => ClaimAwardTaskInput, INPUT) input: ClaimAwardTaskInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return this.assign(context, input, false);
  }

  private assign(context: AwardsContext, input: ClaimAwardTaskInput, claim: boolean): Promise<object> {
    return refusable(async () => {
      const actor: CommandActor = { kind: 'person', passport: context.passport };
      const { answer, routing } = await this.claims.assign(actor, input, claim);
      context.loaders.forget();
      const task = await context.dataSource.manager.findOneByOrFail(TaskRow, { id: answer.taskId });
      return Object.assign(new ClaimAwardTaskSuccess(), { task, routing: ROUTING_STATE[routing] });
    });
  }
}
