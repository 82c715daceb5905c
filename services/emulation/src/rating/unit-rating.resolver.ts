import { refusable, RequiresPermission, type CommandRefused } from '@thidua/service-kit';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { actorOf } from '../command/caller';
import type { EmulationContext } from '../loading/emulation-loaders';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { UnitRatingRow } from './unit-rating.entity';
import { RateUnitInput } from './unit-rating.input';
import { RateUnitResult, RateUnitSuccess } from './unit-rating.results';
import type { UnitRatingService } from './unit-rating.service';

/** Ratings in the graph. */
@Resolver(() => UnitRatingRow)
export class UnitRatingResolver {
  constructor(private readonly service: UnitRatingService) {}

  @RequiresPermission('unit-rating.decide')
  @Mutation(() => RateUnitResult, {
    description:
      'Xếp loại một đơn vị cấp dưới trong một năm, hoặc xếp loại lại kèm lý do. Rates a unit under one’s own for a year, or rates it again with a reason.',
  })
  rateUnit(
    @Arg('input', () => RateUnitInput, { description: 'Nội dung lệnh. The command.' }) input: RateUnitInput,
    @Ctx() context: EmulationContext,
  ): Promise<RateUnitSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.service.rate(actorOf(context), input);
      const rating = await context.dataSource.getRepository(UnitRatingRow).findOneByOrFail({ id: answer.ratingId });
      return Object.assign(new RateUnitSuccess(), { rating });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị được xếp loại. The unit.' })
  unit(@Root() { unitId }: UnitRatingRow): UnionUnit {
    return unionUnit(unitId);
  }
}

/** Ratings of a unit. */
@Resolver(() => UnionUnit)
export class RatingsOfUnitResolver {
  @FieldResolver(() => [UnitRatingRow], {
    description: 'Xếp loại hiện hành của từng năm, mới nhất trước. Ratings in force, latest year first.',
  })
  ratings(@Root() { id }: UnionUnit, @Ctx() { loaders }: EmulationContext): Promise<UnitRatingRow[]> {
    return loaders.ratingsOfUnit.load(id);
  }
}
