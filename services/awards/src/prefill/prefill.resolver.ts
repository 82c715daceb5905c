import { authoriseOver, calendarDateAt, IsId, RequiresPermission } from '@thidua/service-kit';
import { Args, ArgsType, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { visibleAwards } from '../access/registry-scope';
import type { AwardsContext } from '../graph/awards-context';
import type { NominationOwners } from '../nomination/nomination-owners';
import { ReportedFigure, ReportedInitiative, ReportPart } from '../report/achievement-report.type';
import { seenNomination } from '../report/nomination-report.resolver';
import { type PastAward, prefilledFacts } from './prefill.rules';

/** How many years back initiatives and ratings are looked for. */
const YEARS_BACK = 5;
/** The most past awards that are told. */
const MOST_AWARDS = 50;

@ArgsType()
class PrefillArguments {
  @Field(() => ID, { description: 'Hồ sơ đang lập. The nomination.' })
  @IsId()
  nominationId: string;
}

/** Where a fact comes from. */
@ObjectType({ description: 'Nguồn của dữ kiện: dịch vụ, loại và mã của dòng dữ liệu. Where a fact comes from.' })
class PrefillSource {
  @Field({ description: 'Dịch vụ giữ dữ liệu, ví dụ membership. The service that owns it.' })
  service: string;

  @Field({ description: 'Loại dữ liệu, ví dụ INITIATIVE. Kind of the row.' })
  kind: string;

  @Field(() => ID, { description: 'Mã của dòng dữ liệu. Id of the row.' })
  id: string;
}

/** Something for the report that is known already. */
@ObjectType({
  description:
    'Dữ kiện đã có trong hệ thống cho một phần của báo cáo, kèm nguồn. Something for a part of the report that is known already, with its source.',
})
class PrefillFact {
  @Field(() => ReportPart, { description: 'Phần của báo cáo. The part that takes it.' })
  part: ReportPart;

  @Field({ description: 'Câu cho báo cáo, tiếng Việt. A sentence for the report, in Vietnamese.' })
  text: string;

  @Field(() => ReportedInitiative, {
    nullable: true,
    description: 'Sáng kiến, khi là sáng kiến. The initiative, if it is one.',
  })
  initiative: ReportedInitiative | null;

  @Field(() => ReportedFigure, { nullable: true, description: 'Số liệu, khi là số liệu. The figure, if it is one.' })
  figure: ReportedFigure | null;

  @Field(() => PrefillSource, { description: 'Nguồn. Where it comes from.' })
  source: PrefillSource;
}

/** What need not be typed again. */
@Resolver()
export class PrefillResolver {
  constructor(private readonly owners: NominationOwners) {}

  @RequiresPermission('nomination.draft')
  @Query(() => [PrefillFact], {
    description:
      'Điều hệ thống đã biết về đối tượng được đề nghị, theo phần của báo cáo và kèm nguồn: quá trình công tác, chức danh, sáng kiến và xếp loại 5 năm gần nhất, khen thưởng mà bạn được xem (tối đa 50). What is known of the nominee, by part of the report and with its source: union work, offices, initiatives and ratings of the last 5 years, and up to 50 awards that you may see.',
  })
  async nominationPrefill(
    @Args(() => PrefillArguments) { nominationId }: PrefillArguments,
    @Ctx() context: AwardsContext,
  ): Promise<object[]> {
    const nomination = await seenNomination(context, nominationId);
    const { dataSource, passport, units } = context;
    const today = calendarDateAt(new Date());
    const unitId = nomination.nominatingUnitId;
    const nominating = await units.unitInScope(dataSource, unitId, today);
    authoriseOver(passport, 'nomination.draft', { unit: nominating ?? { unitId, unitPath: '' }, facts: {} });
    const { nomineeMemberId, nomineeUnitId, meritYear } = nomination;
    const nominee = {
      memberIds: nomineeMemberId ? [nomineeMemberId] : [],
      unitIds: nomineeUnitId ? [nomineeUnitId] : [],
    };
    const { membership, emulation } = await this.owners.factsAbout(nominee, {
      asOf: today,
      fromYear: meritYear - YEARS_BACK + 1,
      toYear: meritYear,
    });
    const scope = visibleAwards(passport);
    const awards = await dataSource.query<PastAward[]>(
      `SELECT a.id, a.name, a.merit_year AS meritYear, a.decision_number AS decisionNumber, a.decided_on AS decidedOn
         FROM received_award a
        WHERE a.${nomineeMemberId ? 'recipient_member_id' : 'recipient_unit_id'} = ? AND a.status = 'VALID' AND ${scope.sql}
        ORDER BY a.merit_year DESC, a.id LIMIT ${MOST_AWARDS}`,
      [nomineeMemberId ?? nomineeUnitId, ...scope.parameters],
    );
    return prefilledFacts(
      { person: membership.persons[0] ?? null, unit: membership.units[0] ?? null },
      emulation,
      awards,
    );
  }
}
