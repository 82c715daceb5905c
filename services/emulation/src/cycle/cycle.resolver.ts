import {
  keysetPage,
  PageArguments,
  refusable,
  RequiresPermission,
  type CommandRefused,
  type Page,
} from '@thidua/service-kit';
import { IsOptional, Max, Min } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actorOf, found, ROUTING, THING } from '../command/caller';
import { EmulationGroupConnection } from '../group/group.lists';
import type { EmulationGroup } from '../group/group.entity';
import { IdentifierArguments, IsIdentifier } from '../identifier/identifier.validation';
import type { EmulationContext } from '../loading/emulation-loaders';
import type { EmulationPledge } from '../pledge/pledge.entity';
import { EmulationPledgeConnection } from '../pledge/pledge.lists';
import type { MidYearReview } from '../review/review.entity';
import { MidYearReviewConnection } from '../review/review.lists';
import type { TargetDecision } from '../target/target.entity';
import { TargetDecisionConnection } from '../target/target.lists';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { CycleMilestoneEntry, EmulationCycle } from './cycle.entity';
import { OpenCycleInput } from './cycle.input';
import { EmulationCycleConnection } from './cycle.lists';
import { OpenCycleResult, OpenCycleSuccess } from './cycle.results';
import { CycleService } from './cycle.service';

/** Arguments of `cycles`. */
@ArgsType()
export class CyclesArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ của đơn vị chủ trì này. Only those of this owner.' })
  @IsOptional()
  @IsIdentifier()
  ownerId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Chỉ của năm này, 1990 đến 2100. Only those of this year.' })
  @IsOptional()
  @Min(1990)
  @Max(2100)
  year?: number | null;
}

/** Cycles in the graph. */
@Resolver(() => EmulationCycle)
export class CycleResolver {
  constructor(private readonly cycleService: CycleService) {}

  @RequiresPermission('graph.read')
  @Query(() => EmulationCycle, { nullable: true, description: 'Một chu kỳ thi đua. A cycle; NOT_FOUND when unknown.' })
  cycle(@Args() { id }: IdentifierArguments, @Ctx() context: EmulationContext): Promise<EmulationCycle> {
    return found(context.loaders.cycle.load(id), THING.cycle);
  }

  @RequiresPermission('graph.read')
  @Query(() => EmulationCycleConnection, { description: 'Các chu kỳ, theo năm. Cycles, by year.' })
  cycles(@Args() page: CyclesArguments, @Ctx() { dataSource }: EmulationContext): Promise<Page<EmulationCycle>> {
    const query = dataSource.getRepository(EmulationCycle).createQueryBuilder('cycle');
    if (page.ownerId) {
      query.andWhere('cycle.ownerUnitId = :ownerId', { ownerId: page.ownerId });
    }
    if (page.year) {
      query.andWhere('cycle.year = :year', { year: page.year });
    }
    return keysetPage(query, page, [
      { column: 'cycle.year', read: (cycle) => cycle.year },
      { column: 'cycle.id', read: (cycle) => cycle.id },
    ]);
  }

  @RequiresPermission('cycle.open')
  @Mutation(() => OpenCycleResult, {
    description:
      'Mở chu kỳ thi đua của một đơn vị cho một năm; mỗi năm một chu kỳ. Opens an owner’s cycle of a year: one for each year.',
  })
  openCycle(
    @Arg('input', () => OpenCycleInput, { description: 'Nội dung lệnh. The command.' }) input: OpenCycleInput,
    @Ctx() context: EmulationContext,
  ): Promise<OpenCycleSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer, routing } = await this.cycleService.open(actorOf(context), input);
      const cycle = await found(context.loaders.cycle.load(answer.cycleId), THING.cycle);
      return Object.assign(new OpenCycleSuccess(), { cycle, routing: ROUTING[routing] });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị chủ trì. Unit that owns the cycle.' })
  owner(@Root() cycle: EmulationCycle): UnionUnit {
    return unionUnit(cycle.ownerUnitId);
  }

  @FieldResolver(() => [CycleMilestoneEntry], {
    description: 'Lịch; trống với chu kỳ quá khứ do nguồn kể lại. The calendar; empty for a cycle of the past.',
  })
  calendar(@Root() cycle: EmulationCycle, @Ctx() { loaders }: EmulationContext): Promise<CycleMilestoneEntry[]> {
    return loaders.milestones.load(cycle.id);
  }

  @FieldResolver(() => EmulationGroupConnection, {
    description: 'Các cụm, khối của đơn vị chủ trì. The owner’s groups.',
  })
  groups(
    @Root() cycle: EmulationCycle,
    @Args() page: PageArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<Page<EmulationGroup>> {
    return loaders.groupsOfOwner.load(cycle.ownerUnitId, page);
  }

  @FieldResolver(() => EmulationPledgeConnection, { description: 'Các giao ước của chu kỳ. The cycle’s pledges.' })
  pledges(
    @Root() cycle: EmulationCycle,
    @Args() page: PageArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<Page<EmulationPledge>> {
    return loaders.pledgesOfCycle.load(cycle.id, page);
  }

  @FieldResolver(() => MidYearReviewConnection, { description: 'Các sơ kết của chu kỳ. The cycle’s reviews.' })
  reviews(
    @Root() cycle: EmulationCycle,
    @Args() page: PageArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<Page<MidYearReview>> {
    return loaders.reviewsOfCycle.load(cycle.id, page);
  }

  @FieldResolver(() => TargetDecisionConnection, {
    description: 'Các quyết định giao chỉ tiêu của chu kỳ. The cycle’s target decisions.',
  })
  targetDecisions(
    @Root() cycle: EmulationCycle,
    @Args() page: PageArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<Page<TargetDecision>> {
    return loaders.targetDecisionsOfCycle.load(cycle.id, page);
  }
}
