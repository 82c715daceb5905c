import { refusable, RequiresPermission, type CommandRefused } from '@thidua/service-kit';
import type DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { actorOf, found, ROUTING, THING } from '../command/caller';
import { EmulationCycle } from '../cycle/cycle.entity';
import { EmulationGroup } from '../group/group.entity';
import type { EmulationContext, EmulationLoaders } from '../loading/emulation-loaders';
import { groupsWithoutPledge } from './groups-without-pledge';
import { PreparePledgeInput } from './pledge-preparation.input';
import { PreparePledgeResult, PreparePledgeSuccess } from './pledge-preparation.results';
import { PledgePreparationService } from './pledge-preparation.service';

/** Groups whose pledge the cycle could not prepare, and how their owner makes good for it. */
@Resolver(() => EmulationCycle)
export class PledgePreparationResolver {
  /** One loader for each request, kept as long as the request's other loaders are. */
  private readonly perRequest = new WeakMap<EmulationLoaders, DataLoader<string, EmulationGroup[]>>();

  constructor(private readonly pledgePreparationService: PledgePreparationService) {}

  @RequiresPermission('group.form')
  @Mutation(() => PreparePledgeResult, {
    description:
      'Lập giao ước cho cụm, khối chưa có giao ước trong chu kỳ vì lúc đó thiếu đơn vị trưởng hoặc thành viên; bị từ chối khi đã có giao ước hoặc vẫn thiếu. Prepares the pledge of a group that had no head or no members when drafting began; refused when it has a pledge, or still lacks them.',
  })
  preparePledge(
    @Arg('input', () => PreparePledgeInput, { description: 'Nội dung lệnh. The command.' }) input: PreparePledgeInput,
    @Ctx() context: EmulationContext,
  ): Promise<PreparePledgeSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer, routing } = await this.pledgePreparationService.prepare(actorOf(context), input);
      const pledge = await found(context.loaders.pledge.load(answer.pledgeId), THING.pledge);
      return Object.assign(new PreparePledgeSuccess(), { pledge, routing: ROUTING[routing] });
    });
  }

  @FieldResolver(() => [EmulationGroup], {
    description:
      'Các cụm, khối của đơn vị chủ trì chưa có giao ước trong chu kỳ, ví dụ vì chưa có đơn vị trưởng hoặc thành viên; tối đa 200, trống trước mốc soạn giao ước. The owner’s groups without a pledge in the cycle, for example for want of a head or of members; at most 200, none before drafting begins.',
  })
  groupsWithoutPledge(
    @Root() cycle: EmulationCycle,
    @Ctx() { dataSource, loaders }: EmulationContext,
  ): Promise<EmulationGroup[]> {
    const loader = this.perRequest.get(loaders) ?? groupsWithoutPledge(dataSource);
    this.perRequest.set(loaders, loader);
    return loader.load(cycle.id);
  }
}
