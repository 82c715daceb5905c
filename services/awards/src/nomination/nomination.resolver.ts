import {
  connectionOf,
  HistoryArguments,
  HistoryEntryConnection,
  type HistoryEntry,
  notFound,
  type Page,
  PageArguments,
  RequiresPermission,
  type TaskRow,
  TaskStatus,
  IsId,
} from '@thidua/service-kit';
import { IsOptional, ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { AwardRoute } from '../award-type/award-route.entity';
import { AwardType } from '../award-type/award-type.entity';
import { CouncilVote } from '../council/council-vote.entity';
import { AwardDecision } from '../decision/award-decision.entity';
import { EmulationCycle } from '../emulation-cycle/emulation-cycle.type';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { NominationList } from '../list/nomination-list.entity';
import { Member } from '../member/member.type';
import { NominationTask } from '../task/nomination-task.type';
import { UnionUnit } from '../union-unit/union-unit.type';
import { Nomination } from './nomination.entity';
import { NominationStatus } from './nomination.enum';
import { nominationPage } from './nomination.query';
import { NOMINATION } from './nomination.service';
import { NominationRevision } from './nomination-revision.entity';
import { NominationStage, SkippedStage } from './nomination-stage.entity';

/** A page of nominations. */
export const NominationConnection = connectionOf(Nomination, 'Nomination', 'hồ sơ đề nghị khen thưởng');

const WHY_SKIPPED = {
  reasonVi: 'Trên đơn vị đề nghị không có cấp công đoàn của bước này lúc trình hồ sơ.',
  reasonEn: 'When the nomination was submitted, no unit of this stage’s level stood above the nominating unit.',
};

@InputType({ description: 'Điều kiện lọc hồ sơ; các điều kiện cùng đúng. Filter of nominations; all conditions hold.' })
class NominationFilter {
  @Field(() => ID, { nullable: true, description: 'Đơn vị đề nghị. The nominating unit.' })
  @IsOptional()
  @IsId()
  unitId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Đơn vị đề nghị là đơn vị này hoặc thuộc đơn vị này hôm nay. This unit or any under it today.',
  })
  @IsOptional()
  @IsId()
  underUnitId?: string | null;

  @Field(() => NominationStatus, { nullable: true, description: 'Trạng thái. State.' })
  state?: NominationStatus | null;

  @Field(() => ID, { nullable: true, description: 'Loại khen thưởng. Award type.' })
  @IsOptional()
  @IsId()
  awardTypeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Chu kỳ thi đua. Emulation cycle.' })
  @IsOptional()
  @IsId()
  cycleId?: string | null;
}

@ArgsType()
class NominationsArguments extends PageArguments {
  @Field(() => NominationFilter, { nullable: true, description: 'Điều kiện lọc. Filter.' })
  @IsOptional()
  @ValidateNested()
  filter?: NominationFilter | null;
}

@ArgsType()
class NominationHistoryArguments extends HistoryArguments {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;
}

/** Reads nominations; each one only for those who may see it. */
@Resolver(() => Nomination)
export class NominationResolver {
  @RequiresPermission('nomination.read', 'nomination.read-draft')
  @Query(() => Nomination, {
    description:
      'Một hồ sơ mà bạn được xem; không được xem thì như không có. A nomination that you may see; one that you may not is NOT_FOUND.',
  })
  async nomination(@Args(() => IdArgument) { id }: IdArgument, @Ctx() { loaders }: AwardsContext): Promise<Nomination> {
    const nomination = await loaders.nomination.load(id);
    if (!nomination) {
      throw notFound(NOMINATION, 'id');
    }
    return nomination;
  }

  @RequiresPermission('nomination.read', 'nomination.read-draft')
  @Query(() => NominationConnection, {
    description: 'Các hồ sơ mà bạn được xem, cũ trước mới sau. Nominations that you may see, oldest first.',
  })
  nominations(
    @Args(() => NominationsArguments) { filter, ...page }: NominationsArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<Nomination>> {
    return nominationPage(dataSource, passport, filter ?? {}, page);
  }

  @RequiresPermission('nomination.read', 'nomination.read-draft')
  @Query(() => HistoryEntryConnection, {
    description:
      'Nhật ký của một hồ sơ mà bạn được xem, mục cũ nhất trước. History of a nomination that you may see, oldest entry first.',
  })
  async nominationHistory(
    @Args(() => NominationHistoryArguments) { nominationId, ...wanted }: NominationHistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    const nomination = await loaders.nomination.load(nominationId);
    if (!nomination) {
      throw notFound(NOMINATION, 'nominationId');
    }
    return loaders.history.load(nomination.id, wanted);
  }

  @FieldResolver(() => AwardType, { description: 'Loại khen thưởng được đề nghị. The award type.' })
  awardType(@Root() { awardTypeId }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<AwardType | null> {
    return loaders.awardType.load(awardTypeId);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị đề nghị. The nominating unit.' })
  nominatingUnit(@Root() { nominatingUnitId }: Nomination): UnionUnit {
    return { id: nominatingUnitId };
  }

  @FieldResolver(() => Member, {
    nullable: true,
    description: 'Cá nhân được đề nghị; null khi là tập thể. The person nominated; null for a collective.',
  })
  nominee(@Root() { nomineeMemberId }: Nomination): Member | null {
    return nomineeMemberId ? { id: nomineeMemberId } : null;
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description: 'Tập thể được đề nghị; null khi là cá nhân. The collective nominated; null for a person.',
  })
  nomineeUnit(@Root() { nomineeUnitId }: Nomination): UnionUnit | null {
    return nomineeUnitId ? { id: nomineeUnitId } : null;
  }

  @FieldResolver(() => EmulationCycle, {
    nullable: true,
    description: 'Chu kỳ thi đua liên quan. The emulation cycle.',
  })
  cycle(@Root() { cycleId }: Nomination): EmulationCycle | null {
    return cycleId ? { id: cycleId } : null;
  }

  @FieldResolver(() => NominationList, {
    nullable: true,
    description: 'Danh sách chung mà hồ sơ thuộc về, nếu có. The list that it belongs to, if any.',
  })
  async list(@Root() { listId }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<NominationList | null> {
    return listId ? loaders.list.load(listId) : null;
  }

  @FieldResolver(() => Member, { description: 'Người lập hồ sơ. Who drafted it.' })
  draftedBy(@Root() { draftedBy }: Nomination): Member {
    return { id: draftedBy };
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Người trình gần nhất. Who last submitted it.' })
  submittedBy(@Root() { submittedBy }: Nomination): Member | null {
    return submittedBy ? { id: submittedBy } : null;
  }

  @FieldResolver(() => AwardRoute, {
    nullable: true,
    description: 'Phiên bản quy trình mà hồ sơ giữ đến cùng. Version of the route that it keeps to its end.',
  })
  async route(@Root() { routeVersionId }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<AwardRoute | null> {
    return routeVersionId ? loaders.route.load(routeVersionId) : null;
  }

  @FieldResolver(() => [NominationStage], {
    description:
      'Các bước đã xác định lúc trình, kể cả bước bỏ qua. Stages as resolved at submission, skipped ones too.',
  })
  stages(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<NominationStage[]> {
    return loaders.stages.load(id);
  }

  @FieldResolver(() => [SkippedStage], {
    description:
      'Các bước bỏ qua vì vị trí của đơn vị trong cây không có cấp đó. Stages skipped because the unit’s place in the tree does not have them.',
  })
  async skippedStages(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<SkippedStage[]> {
    const stages = await loaders.stages.load(id);
    return stages.filter((stage) => stage.unitId === null).map(({ stage }) => ({ stage, ...WHY_SKIPPED }));
  }

  @FieldResolver(() => [NominationRevision], { description: 'Các lần trình. Every revision, oldest first.' })
  revisions(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<NominationRevision[]> {
    return loaders.revisions.load(id);
  }

  @FieldResolver(() => CouncilVote, {
    nullable: true,
    description: 'Biểu quyết gần nhất của hội đồng. The council’s last vote.',
  })
  async councilVote(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<CouncilVote | null> {
    return (await loaders.votes.load(id)).at(-1) ?? null;
  }

  @FieldResolver(() => [CouncilVote], { description: 'Mọi lần biểu quyết. Every vote of the council, oldest first.' })
  councilVotes(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<CouncilVote[]> {
    return loaders.votes.load(id);
  }

  @FieldResolver(() => AwardDecision, { nullable: true, description: 'Quyết định khen thưởng. The award decision.' })
  async decision(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<AwardDecision | null> {
    return (await loaders.decision.load(id))?.decision ?? null;
  }

  @FieldResolver(() => [NominationTask], {
    description: 'Các nhiệm vụ theo thứ tự mở. Tasks in the order in which they were opened.',
  })
  async tasks(
    @Root() { id }: Nomination,
    @Arg('status', () => TaskStatus, { nullable: true, description: 'Chỉ tình trạng này. Only those of this status.' })
    status: TaskStatus | null,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<TaskRow[]> {
    const tasks = await loaders.tasks.load(id);
    return status ? tasks.filter((task) => task.status === status) : tasks;
  }

  @FieldResolver(() => HistoryEntryConnection, {
    description:
      'Nhật ký: ai quyết định gì, khi nào, theo nhiệm kỳ nào. History: who decided what, when, by what mandate.',
  })
  history(
    @Root() { id }: Nomination,
    @Args(() => HistoryArguments) wanted: HistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    return loaders.history.load(id, wanted);
  }
}
