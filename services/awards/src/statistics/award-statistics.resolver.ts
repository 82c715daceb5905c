import {
  authorise,
  badInput,
  calendarDateAt,
  connectionOf,
  decodeCursor,
  encodeCursor,
  IsId,
  keysetPage,
  listTag,
  malformedCursor,
  notFound,
  type Page,
  PageArguments,
  pageOf,
  RequiresPermission,
} from '@thidua/service-kit';
import { isId } from '@thidua/contracts/ids';
import { Max, Min } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { AwardTally } from '../tally/award-tally.entity';
import { AwardTallyConnection } from '../tally/award-tally.resolver';
import { UnionUnit } from '../union-unit/union-unit.type';
import { countsByUnit, distinctRecipients, statisticsCells } from './award-statistics.query';
import {
  adHocShare,
  countsOf,
  directWorkerShare,
  linesBy,
  type StatisticsCell,
  StatisticsDimension,
} from './award-statistics.rules';
import { AwardCounts, AwardShare, AwardStatisticsLine, AwardStatisticsUnit } from './award-statistics.type';

/** The most years that one report spans. */
const MOST_YEARS = 10;
const FIRST_YEAR = 1945;
const LAST_YEAR = 9999;
const UNIT = { vi: 'đơn vị công đoàn', en: 'union unit' };
const BY_UNIT = listTag(['statistics.unit_id']);

const AwardStatisticsUnitConnection = connectionOf(AwardStatisticsUnit, 'AwardStatisticsUnit', 'đơn vị trực thuộc');

@ArgsType()
class AwardStatisticsArguments {
  @Field(() => ID, { description: 'Đơn vị; gồm cả mọi đơn vị trực thuộc. The unit, with everything under it.' })
  @IsId()
  unitId: string;

  @Field(() => Int, { description: 'Năm thành tích đầu. First merit year.' })
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  fromYear: number;

  @Field(() => Int, { description: `Năm thành tích cuối, tối đa ${MOST_YEARS} năm. Last merit year, inclusive.` })
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  toYear: number;
}

/** Statistics of a unit, of which every field is worked out from the one division that was read. */
@ObjectType({
  description:
    'Thống kê khen thưởng: đề nghị khác được khen, tập thể và cá nhân tách riêng; số liệu theo nguồn không nằm trong đây. Award statistics: nominated is not awarded, collectives and individuals apart; figures stated by sources are no part of them.',
})
export class AwardStatistics {
  readonly unitId: string;
  readonly unitPath: string;
  readonly cells: readonly StatisticsCell[];

  @Field(() => Int, { description: 'Năm thành tích đầu. First merit year.' })
  fromYear: number;

  @Field(() => Int, { description: 'Năm thành tích cuối. Last merit year, inclusive.' })
  toYear: number;
}

/** Award statistics in the graph. */
@Resolver(() => AwardStatistics)
export class AwardStatisticsResolver {
  @RequiresPermission('award-statistics.read')
  @Query(() => AwardStatistics, {
    description: 'Thống kê khen thưởng của một đơn vị và mọi đơn vị trực thuộc. Award statistics of a unit’s branch.',
  })
  async awardStatistics(
    @Args(() => AwardStatisticsArguments) { unitId, fromYear, toYear }: AwardStatisticsArguments,
    @Ctx() { dataSource, passport, units }: AwardsContext,
  ): Promise<AwardStatistics> {
    if (toYear < fromYear || toYear - fromYear >= MOST_YEARS) {
      throw badInput({
        field: 'toYear',
        vi: `Từ ${fromYear} đến ${fromYear + MOST_YEARS - 1}.`,
        en: `From ${fromYear} to ${fromYear + MOST_YEARS - 1}.`,
      });
    }
    const unit = await units.unitInScope(dataSource, unitId, calendarDateAt(new Date()));
    if (!unit) {
      throw notFound(UNIT, 'unitId');
    }
    authorise(passport, 'award-statistics.read', unit);
    const scope = { unitPath: unit.unitPath, fromYear, toYear };
    const cells = await statisticsCells(dataSource, scope);
    return Object.assign(new AwardStatistics(), { unitId, ...scope, cells });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị. The unit.' })
  unit(@Root() { unitId }: AwardStatistics): UnionUnit {
    return { id: unitId };
  }

  @FieldResolver(() => AwardCounts, { description: 'Đã đề nghị (đã trình, không rút). Nominated, and not withdrawn.' })
  nominated(@Root() { cells }: AwardStatistics): AwardCounts {
    return countsOf(cells, 'NOMINATED');
  }

  @FieldResolver(() => AwardCounts, { description: 'Được khen, còn giá trị. Awarded and valid.' })
  awarded(@Root() { cells }: AwardStatistics): AwardCounts {
    return countsOf(cells, 'AWARDED');
  }

  @FieldResolver(() => AwardCounts, { description: 'Đã bị hủy bỏ. Awarded and revoked.' })
  revoked(@Root() { cells }: AwardStatistics): AwardCounts {
    return countsOf(cells, 'REVOKED');
  }

  @FieldResolver(() => AwardCounts, {
    description: 'Số tập thể, cá nhân khác nhau được khen, mỗi bên tính một lần. Different recipients, each once.',
  })
  recipients(@Root() statistics: AwardStatistics, @Ctx() { dataSource }: AwardsContext): Promise<AwardCounts> {
    return distinctRecipients(dataSource, statistics);
  }

  @FieldResolver(() => AwardShare, { description: 'Tỷ trọng khen đột xuất. Share of ad hoc awards.' })
  adHocShare(@Root() { cells }: AwardStatistics): AwardShare {
    return adHocShare(cells);
  }

  @FieldResolver(() => AwardShare, {
    description:
      'Tỷ trọng công nhân, lao động trực tiếp trong số cá nhân được khen. Share of direct workers among individuals.',
  })
  directWorkerShare(@Root() { cells }: AwardStatistics): AwardShare {
    return directWorkerShare(cells);
  }

  @FieldResolver(() => [AwardStatisticsLine], { description: 'Chia theo một tiêu chí. Divided by one dimension.' })
  by(
    @Root() { cells }: AwardStatistics,
    @Arg('dimension', () => StatisticsDimension, { description: 'Tiêu chí. The dimension.' })
    dimension: StatisticsDimension,
  ): AwardStatisticsLine[] {
    return linesBy(cells, dimension);
  }

  @FieldResolver(() => AwardStatisticsUnitConnection, {
    description:
      'Theo đơn vị trực thuộc, mỗi đơn vị gồm cả cấp dưới. By the units directly under it, each with its branch.',
  })
  async byUnit(
    @Root() statistics: AwardStatistics,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<Page<AwardStatisticsUnit>> {
    const found = await countsByUnit(dataSource, statistics, after ? unitAfter(after) : null, first + 1);
    const nodes = found.map(({ unitId, nominated, awarded }) => ({ unit: { id: unitId }, nominated, awarded }));
    return pageOf(nodes, first, Boolean(after), ({ unit }) => encodeCursor([BY_UNIT, unit.id]));
  }

  @FieldResolver(() => AwardTallyConnection, {
    description:
      'Số liệu theo nguồn công bố của đơn vị trong các năm này: đứng ngoài thống kê, không cộng. What sources state of the unit in these years: no part of the statistics, never summed.',
  })
  statedTallies(
    @Root() { unitId, fromYear, toYear }: AwardStatistics,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<Page<AwardTally>> {
    const query = dataSource.manager
      .createQueryBuilder(AwardTally, 'tally')
      .where('(tally.unitId = :unitId OR tally.ownerUnitId = :unitId)', { unitId })
      .andWhere('tally.periodFrom <= :last AND tally.periodTo >= :first', {
        first: `${fromYear}-01-01`,
        last: `${toYear}-12-31`,
      });
    return keysetPage(query, page, [{ column: 'tally.id', read: (tally) => tally.id }]);
  }
}

function unitAfter(after: string): string {
  const [tag, id] = decodeCursor(after, 2);
  if (tag !== BY_UNIT || typeof id !== 'string' || !isId(id)) {
    throw malformedCursor();
  }
  return id;
}
