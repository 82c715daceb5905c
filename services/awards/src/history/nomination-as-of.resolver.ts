import { AsOfEntryArguments, IsId, notFound, RequiresPermission } from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { NOMINATION } from '../nomination/nomination.service';
import { NominationPaper } from '../paper/paper.entity';
import { visiblePapers } from '../paper/paper.query';
import { nominationAsOf } from './nomination-as-of';
import { NominationAsOf } from './nomination-as-of.type';

@ArgsType()
class NominationAsOfArguments extends AsOfEntryArguments {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;
}

/** Nominations as they stood: what an auditor compares a decision with. */
@Resolver(() => NominationAsOf)
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

  @FieldResolver(() => [NominationPaper], {
    description:
      'Giấy tờ của hồ sơ lúc đó: như lần trình gần nhất, rồi từng lần đính kèm, gỡ. Papers of the dossier at that time: as last submitted, and what was attached or removed since; what was removed before it was ever submitted is shown to those alone who read drafts.',
  })
  async papers(
    @Root() { paperIds }: NominationAsOf,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<NominationPaper[]> {
    const rows = await visiblePapers(dataSource, passport, paperIds);
    const byId = new Map(rows.map((paper) => [paper.id, paper]));
    return paperIds.flatMap((id) => byId.get(id) ?? []);
  }
}
