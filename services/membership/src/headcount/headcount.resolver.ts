import { CommandRefused, RequiresPermission, refusable, type RequestContext } from '@thidua/service-kit';
import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root, createUnionType } from 'type-graphql';
import type { MembershipLoaders } from '../loaders';
import { UnionUnit } from '../unit/union-unit.type';
import { requireUnit } from '../unit/union-unit.resolver';
import { RecordHeadcountInput } from './headcount.input';
import { HeadcountService } from './headcount.service';
import { Headcount } from './headcount.type';

type Context = RequestContext<MembershipLoaders>;

/** What recordHeadcount did. */
@ObjectType({ description: 'Kết quả ghi nhận số liệu. What recordHeadcount did.' })
export class RecordHeadcountSuccess {
  @Field(() => Headcount, { description: 'Số liệu đã ghi nhận. The figure.' })
  headcount: Headcount;
}

const RecordHeadcountResult = createUnionType({
  name: 'RecordHeadcountResult',
  description: 'Kết quả của recordHeadcount. What recordHeadcount comes to.',
  types: () => [RecordHeadcountSuccess, CommandRefused] as const,
});

/** Stated figures: recorded and read. */
@Resolver(() => Headcount)
export class HeadcountResolver {
  constructor(private readonly service: HeadcountService) {}

  @Mutation(() => RecordHeadcountResult, {
    description: 'Ghi nhận số liệu theo một nguồn, đúng như nguồn nêu. Record a figure as a source states it.',
  })
  @RequiresPermission('headcount.record')
  recordHeadcount(
    @Arg('input', () => RecordHeadcountInput, { description: 'Số liệu và nguồn. The figure and its source.' })
    input: RecordHeadcountInput,
    @Ctx() { loaders, passport }: Context,
  ): Promise<RecordHeadcountSuccess | CommandRefused> {
    return refusable(async () => {
      const { headcountId } = await this.service.record({ kind: 'person', passport }, input);
      const headcount = await loaders.headcounts.load(headcountId);
      if (!headcount) {
        throw new Error('a figure that was just written is not there');
      }
      return Object.assign(new RecordHeadcountSuccess(), { headcount });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị. The unit, as it stands today.' })
  unit(@Root() headcount: Headcount, @Ctx() { loaders }: Context): Promise<UnionUnit> {
    return requireUnit(loaders, headcount.unitId, loaders.today, 'unit');
  }
}
