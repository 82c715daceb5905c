import { AsOfEntryArguments, IsId, notFound, RequiresPermission } from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { NOMINATION } from '../nomination/nomination.service';
import { nominationAsOf } from './nomination-as-of';
import { NominationAsOf } from './nomination-as-of.type';

@ArgsType()
class NominationAsOfArguments extends AsOfEntryArguments {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;
}

/** Nominations as they stood: what an auditor compares a decision with. */
@Resolver()
export class NominationAsOfResolver {
  @RequiresPermission('nomination.read', 'nomination.read-draft')
  @Query(() => NominationAsOf, {
    description:
      'Hồ sơ mà bạn được xem, như nó tồn tại ngay sau một mục nhật ký. A nomination that you may see, as it stood right after an entry of its history.',
  })
  async nominationAsOf(
    @Args(() => NominationAsOfArguments) { nominationId, sequence }: NominationAsOfArguments,
    @Ctx() { dataSource, loaders }: AwardsContext,
  ): Promise<NominationAsOf> {
    const nomination = await loaders.nomination.load(nominationId);
    if (!nomination) {
      throw notFound(NOMINATION, 'nominationId');
    }
    return nominationAsOf(dataSource, nomination, await loaders.revisions.load(nomination.id), sequence);
  }
}
