import {
  connectionOf,
  keysetPage,
  PageArguments,
  refusable,
  RequiresPermission,
  type CommandRefused,
  type Page,
} from '@thidua/service-kit';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actorOf, found, THING } from '../command/caller';
import type { EmulationContext } from '../loading/emulation-loaders';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { Indicator } from './indicator.entity';
import { DefineIndicatorInput } from './indicator.input';
import { DefineIndicatorResult, DefineIndicatorSuccess } from './indicator.results';
import { IndicatorService } from './indicator.service';

const IndicatorConnection = connectionOf(Indicator, 'Indicator', 'chỉ tiêu');

/** Indicators in the graph. */
@Resolver(() => Indicator)
export class IndicatorResolver {
  constructor(private readonly indicatorService: IndicatorService) {}

  @RequiresPermission('graph.read')
  @Query(() => IndicatorConnection, { description: 'Các chỉ tiêu, theo mã. Indicators, by code.' })
  indicators(@Args() page: PageArguments, @Ctx() { dataSource }: EmulationContext): Promise<Page<Indicator>> {
    return keysetPage(dataSource.getRepository(Indicator).createQueryBuilder('indicator'), page, [
      { column: 'indicator.code', read: (indicator) => indicator.code },
    ]);
  }

  @RequiresPermission('indicator.define')
  @Mutation(() => DefineIndicatorResult, {
    description:
      'Định nghĩa một chỉ tiêu; mỗi đơn vị tối đa 100, dùng cho chu kỳ của đơn vị đó và của các đơn vị cấp dưới. Defines an indicator: at most 100 for each unit, used in its own cycles and in those of units below it.',
  })
  defineIndicator(
    @Arg('input', () => DefineIndicatorInput, { description: 'Nội dung lệnh. The command.' })
    input: DefineIndicatorInput,
    @Ctx() context: EmulationContext,
  ): Promise<DefineIndicatorSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.indicatorService.define(actorOf(context), input);
      const indicator = await found(context.loaders.indicator.load(answer.code), THING.indicator);
      return Object.assign(new DefineIndicatorSuccess(), { indicator });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị đã định nghĩa. Unit that defined it.' })
  owner(@Root() indicator: Indicator): UnionUnit {
    return unionUnit(indicator.ownerUnitId);
  }
}
