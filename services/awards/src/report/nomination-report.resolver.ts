import { authoriseOver, calendarDateAt, IsId, notFound, RequiresPermission } from '@thidua/service-kit';
import { Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { NOMINATION } from '../nomination/nomination.service';
import { NominationRevision } from '../nomination/nomination-revision.entity';
import { REPORT_PARTS, storedReport, textOfPart, useOfParts } from './achievement-report.rules';
import { AchievementReport, ReportPartState } from './achievement-report.type';
import { NominationVersion } from './nomination-version.entity';
import { reportOfRevision, reportOfVersion, versionsOf } from './nomination-version.query';
import { comparedPapers, comparedReports } from './report-comparison.rules';
import { DossierComparison } from './report-comparison.type';

@ArgsType()
class NominationArguments {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;
}

@ArgsType()
class ComparisonArguments extends NominationArguments {
  @Field(() => Int, { description: 'Số của bản trước, từ 1. Number of the earlier one, from 1.' })
  @Min(1)
  from: number;

  @Field(() => Int, { description: 'Số của bản sau, từ 1. Number of the later one, from 1.' })
  @Min(1)
  to: number;
}

/** @throws NOT_FOUND for a nomination that the caller may not see. */
export async function seenNomination({ loaders }: AwardsContext, nominationId: string): Promise<Nomination> {
  const nomination = await loaders.nomination.load(nominationId);
  if (!nomination) {
    throw notFound(NOMINATION, 'nominationId');
  }
  return nomination;
}

/** Drafts between submissions are for those who may read drafts, whatever became of the nomination since. */
async function whoseDraftsAreRead(context: AwardsContext, nominationId: string): Promise<Nomination> {
  const nomination = await seenNomination(context, nominationId);
  const { dataSource, units, passport } = context;
  const unitId = nomination.nominatingUnitId;
  const unit = await units.unitInScope(dataSource, unitId, calendarDateAt(new Date()));
  authoriseOver(passport, 'nomination.read-draft', {
    unit: unit ?? { unitId, unitPath: '' },
    ownerId: nomination.draftedBy,
    facts: {},
  });
  return nomination;
}

/** The report of a nomination in its parts, and how it came about. */
@Resolver(() => Nomination)
export class NominationReportResolver {
  @RequiresPermission('nomination.read-draft')
  @Query(() => [NominationVersion], {
    description:
      'Các phiên bản bản soạn còn giữ của một hồ sơ, mới trước cũ sau, tối đa 50; bản đã trình được giữ mãi riêng. Versions of the draft that are kept, newest first, at most 50; what was submitted is kept for ever besides.',
  })
  async nominationVersions(
    @Args(() => NominationArguments) { nominationId }: NominationArguments,
    @Ctx() context: AwardsContext,
  ): Promise<NominationVersion[]> {
    const nomination = await whoseDraftsAreRead(context, nominationId);
    return versionsOf(context.dataSource, nomination.id);
  }

  @RequiresPermission('nomination.read-draft')
  @Query(() => DossierComparison, {
    description: 'So hai phiên bản bản soạn còn giữ của một hồ sơ. Compares two versions of the draft that are kept.',
  })
  async compareNominationVersions(
    @Args(() => ComparisonArguments) { nominationId, from, to }: ComparisonArguments,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    const nomination = await whoseDraftsAreRead(context, nominationId);
    const before = await reportOfVersion(context.dataSource, nomination, from, 'from');
    const after = await reportOfVersion(context.dataSource, nomination, to, 'to');
    return { parts: comparedReports(before, after), papers: [] };
  }

  @RequiresPermission('nomination.read')
  @Query(() => DossierComparison, {
    description:
      'So hai lần trình của một hồ sơ mà bạn được xem. Compares two revisions of a nomination that you may see.',
  })
  async compareNominationRevisions(
    @Args(() => ComparisonArguments) { nominationId, from, to }: ComparisonArguments,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    const { id } = await seenNomination(context, nominationId);
    const before = await reportOfRevision(context.dataSource, id, from, 'from');
    const after = await reportOfRevision(context.dataSource, id, to, 'to');
    const papers = await context.loaders.revisionPapers.load(id);
    const of = (number: number) => papers.filter(({ revision }) => revision === number).map(({ paper }) => paper);
    return { parts: comparedReports(before, after), papers: comparedPapers(of(from), of(to)) };
  }

  @FieldResolver(() => AchievementReport, {
    description: 'Báo cáo thành tích theo từng phần. The achievement report in its parts.',
  })
  report(@Root() nomination: Nomination): object {
    return storedReport(nomination);
  }

  @FieldResolver(() => [ReportPartState], {
    description:
      'Từng phần của báo cáo: loại khen thưởng này cần đến mức nào, đã viết chưa. Each part of the report: how much this award asks for it, and whether it is written.',
  })
  async reportParts(@Root() nomination: Nomination, @Ctx() { loaders }: AwardsContext): Promise<object[]> {
    const awardType = await loaders.awardType.load(nomination.awardTypeId);
    if (!awardType) {
      return [];
    }
    const report = storedReport(nomination);
    const uses = useOfParts(awardType, nomination.nomineeUnitId !== null);
    return REPORT_PARTS.map((part) => ({ part, use: uses[part], written: textOfPart(report, part) !== '' }));
  }
}

/** The report of a revision in its parts. */
@Resolver(() => NominationRevision)
export class RevisionReportResolver {
  @FieldResolver(() => AchievementReport, {
    description: 'Báo cáo ở lần trình này, theo từng phần. The report of this revision in its parts.',
  })
  report(@Root() revision: NominationRevision): object {
    return storedReport(revision);
  }
}

/** Who saved a version. */
@Resolver(() => NominationVersion)
export class NominationVersionResolver {
  @FieldResolver(() => Member, { description: 'Người lưu. Who saved it.' })
  savedBy(@Root() { savedBy }: NominationVersion): Member {
    return { id: savedBy };
  }
}
