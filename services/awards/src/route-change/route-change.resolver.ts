import { CommandRefused, RefusalReason, refusable, RequiresPermission } from '@thidua/service-kit';
import { Arg, Args, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { nominationResults } from '../task/several-items';
import { BulkNominationResult } from '../task/task-bulk.type';
import { ChangeNominationRoutesInput, RouteChangeArguments } from './route-change.input';
import type { RouteChangeService } from './route-change.service';

/** A stage of the route that a nomination would follow. */
@ObjectType({ description: 'Bước mà hồ sơ sẽ theo. A stage that the nomination would go through.' })
class PreviewedStage {
  @Field({ description: 'Tên bước. Name of the stage.' })
  stage: string;

  @Field(() => ID, { nullable: true, description: 'Đơn vị xử lý; null là bỏ qua. Unit that acts; null: skipped.' })
  unitId: string | null;
}

/** What another route would come to for one nomination. */
@ObjectType({
  description: 'Xem trước việc chuyển quy trình của một hồ sơ. What another route would come to for one nomination.',
})
class PreviewedRouteChange {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  nominationId: string;

  @Field({ description: 'Chuyển được hay không. Whether it can be changed.' })
  isPossible: boolean;

  @Field(() => [RefusalReason], { description: 'Vì sao không. Why not; empty when it can.' })
  reasons: RefusalReason[];

  @Field({
    description:
      'Nhiệm vụ đang mở đóng lại và mở mới cho đơn vị khác. Whether the open task is closed and opened anew for another unit.',
  })
  reopensTask: boolean;

  @Field(() => [PreviewedStage], { description: 'Các bước theo quy trình mới. Stages along the new route.' })
  stages: PreviewedStage[];
}

@ObjectType({ description: 'Kết quả và tiến độ chuyển quy trình. What came of the change, so far.' })
class ChangeNominationRoutesSuccess {
  @Field(() => [BulkNominationResult], { description: 'Kết quả từng hồ sơ, theo thứ tự gửi. In the order sent.' })
  results: BulkNominationResult[];

  @Field(() => Int, { description: 'Số đã chuyển. How many are done.' })
  done: number;

  @Field(() => Int, { description: 'Số bị từ chối. How many were refused.' })
  refused: number;

  @Field(() => Int, {
    description:
      'Số chưa đến lượt: gửi lại đúng lệnh này cho đến khi bằng 0. How many are left: send it again until 0.',
  })
  notYet: number;
}

const ChangeNominationRoutesResult = createUnionType({
  name: 'ChangeNominationRoutesResult',
  description: 'Đã chuyển, hoặc cả lệnh bị từ chối có lý do. Changed, or the whole refused with reasons.',
  types: () => [ChangeNominationRoutesSuccess, CommandRefused] as const,
});

/** Moves open nominations to another version of their route. */
@Resolver()
export class RouteChangeResolver {
  constructor(private readonly routes: RouteChangeService) {}

  @RequiresPermission('nomination.change-route')
  @Query(() => [PreviewedRouteChange], {
    description:
      'Xem trước việc chuyển từng hồ sơ sang phiên bản quy trình khác; hồ sơ bạn không được xem thì không có. What another route version would come to for each nomination; those that you may not see are left out.',
  })
  async previewRouteChange(
    @Args(() => RouteChangeArguments) { routeVersionId, nominationIds }: RouteChangeArguments,
    @Ctx() { passport }: AwardsContext,
  ): Promise<PreviewedRouteChange[]> {
    const previewed = await this.routes.preview(passport, routeVersionId, nominationIds);
    return previewed.map(({ nomination, reasons, reopensTask, stages }) => ({
      nominationId: nomination.id,
      isPossible: reasons.length === 0,
      reasons: reasons.map((reason) => ({ ...reason, field: reason.field ?? null })),
      reopensTask,
      stages: stages.map(({ stage, unitId }) => ({ stage, unitId })),
    }));
  }

  @RequiresPermission('nomination.change-route')
  @Mutation(() => ChangeNominationRoutesResult, {
    description:
      'Chuyển các hồ sơ đang xử lý sang phiên bản quy trình khác; mỗi hồ sơ một kết quả. Moves open nominations to another version of their route; each has its own result.',
  })
  changeNominationRoutes(
    @Arg('input', () => ChangeNominationRoutesInput, { description: 'Nội dung lệnh. The command’s input.' })
    input: ChangeNominationRoutesInput,
    @Ctx() { passport }: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const results = nominationResults(await this.routes.change({ kind: 'person', passport }, input));
      return Object.assign(new ChangeNominationRoutesSuccess(), results);
    });
  }
}
