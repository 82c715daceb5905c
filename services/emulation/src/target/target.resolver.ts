import { PageArguments, refusable, RequiresPermission, type CommandRefused, type Page } from '@thidua/service-kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { achievementOf } from '../achievement/achievement';
import { actorOf, found, THING } from '../command/caller';
import { EmulationCycle } from '../cycle/cycle.entity';
import { EmulationGroup } from '../group/group.entity';
import { IsIdentifier } from '../identifier/identifier.validation';
import { Indicator } from '../indicator/indicator.entity';
import type { EmulationContext } from '../loading/emulation-loaders';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { Target, TargetDecision } from './target.entity';
import { IssueTargetDecisionInput } from './target.input';
import { TargetDecisionConnection, targetDecisionPage } from './target.lists';
import { IssueTargetDecisionResult, IssueTargetDecisionSuccess } from './target.results';
import { TargetService } from './target.service';

/** Arguments of `targetDecisions` and `reviews`. */
@ArgsType()
export class OfCycleArguments extends PageArguments {
  @Field(() => ID, { description: 'Chu kỳ. Id of the cycle.' })
  @IsIdentifier()
  cycleId: string;
}

/** Target decisions in the graph. */
@Resolver(() => TargetDecision)
export class TargetDecisionResolver {
  constructor(private readonly targetService: TargetService) {}

  @RequiresPermission('graph.read')
  @Query(() => TargetDecisionConnection, {
    description: 'Các quyết định giao chỉ tiêu của một chu kỳ. Target decisions of a cycle.',
  })
  targetDecisions(
    @Args() page: OfCycleArguments,
    @Ctx() { dataSource }: EmulationContext,
  ): Promise<Page<TargetDecision>> {
    return targetDecisionPage(dataSource, page.cycleId, page);
  }

  @RequiresPermission('target.issue')
  @Mutation(() => IssueTargetDecisionResult, {
    description:
      'Ban hành quyết định giao chỉ tiêu. Issues a target decision; refused for a negative target, one for the issuer itself, an indicator defined neither by the cycle’s owner nor above it, or a number already used. Of several issuers’ targets for the same subject the highest issuer’s holds.',
  })
  issueTargetDecision(
    @Arg('input', () => IssueTargetDecisionInput, { description: 'Nội dung lệnh. The command.' })
    input: IssueTargetDecisionInput,
    @Ctx() context: EmulationContext,
  ): Promise<IssueTargetDecisionSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.targetService.issue(actorOf(context), input);
      const targetDecision = await context.dataSource
        .getRepository(TargetDecision)
        .findOneByOrFail({ id: answer.decisionId });
      return Object.assign(new IssueTargetDecisionSuccess(), { targetDecision });
    });
  }

  @FieldResolver(() => EmulationCycle, { description: 'Chu kỳ. The cycle.' })
  cycle(@Root() decision: TargetDecision, @Ctx() { loaders }: EmulationContext): Promise<EmulationCycle> {
    return found(loaders.cycle.load(decision.cycleId), THING.cycle);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị ban hành. Unit that issued it.' })
  issuer(@Root() decision: TargetDecision): UnionUnit {
    return unionUnit(decision.issuerUnitId);
  }

  @FieldResolver(() => [Target], { description: 'Các chỉ tiêu được giao. The targets.' })
  targets(@Root() decision: TargetDecision, @Ctx() { loaders }: EmulationContext): Promise<Target[]> {
    return loaders.targets.load(decision.id);
  }
}

/** A target in the graph. */
@Resolver(() => Target)
export class TargetResolver {
  @FieldResolver(() => Indicator, { description: 'Chỉ tiêu. The indicator.' })
  indicator(@Root() target: Target, @Ctx() { loaders }: EmulationContext): Promise<Indicator> {
    return found(loaders.indicator.load(target.indicatorCode), THING.indicator);
  }

  @FieldResolver(() => EmulationGroup, { nullable: true, description: 'Cụm, khối nhận chỉ tiêu. Group it is set for.' })
  group(@Root() target: Target, @Ctx() { loaders }: EmulationContext): Promise<EmulationGroup | null> | null {
    return target.groupId ? loaders.group.load(target.groupId) : null;
  }

  @FieldResolver(() => UnionUnit, { nullable: true, description: 'Đơn vị nhận chỉ tiêu. Unit it is set for.' })
  unit(@Root() target: Target): UnionUnit | null {
    return target.unitId ? unionUnit(target.unitId) : null;
  }

  @FieldResolver(() => Boolean, {
    description: 'Có tính tỷ lệ hoàn thành hay không: không khi bằng 0 hoặc trống. Whether a ratio applies.',
  })
  applicable(@Root() target: Target): boolean {
    return achievementOf('0', target.value).applicable;
  }
}
