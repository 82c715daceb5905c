import {
  authorise,
  calendarDateAt,
  decodeCursor,
  encodeCursor,
  IsId,
  listTag,
  malformedCursor,
  notFound,
  type Page,
  PageArguments,
  pageOf,
  RequiresPermission,
} from '@thidua/service-kit';
import { IsOptional, Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AwardType } from '../award-type/award-type.entity';
import type { AwardsContext } from '../graph/awards-context';
import { Member } from '../member/member.type';
import { UnionUnit } from '../union-unit/union-unit.type';
import type { PossibleNominee, QuotaForecast, WhatIfService } from './what-if.service';
import { WhatIfAward, WhatIfForecast, WhatIfNominee, WhatIfNomineeConnection, WhatIfQuota } from './what-if.type';

@ArgsType()
class WhatIfArguments {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsId()
  unitId: string;

  @Field(() => Int, { description: 'Năm thành tích, 2000 đến năm sau. The merit year, 2000 to next year.' })
  @Min(2000)
  @Max(9999)
  year: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'Chỉ một loại khen thưởng; bỏ trống là mọi loại thường xuyên. One award alone; all regular ones by default.',
  })
  @IsOptional()
  @IsId()
  awardTypeId?: string | null;
}

@ArgsType()
class NomineesArguments extends PageArguments {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Chỉ người đủ (true) hoặc chưa đủ điều kiện (false). Only the eligible, or only those who lack something.',
  })
  @IsOptional()
  eligible?: boolean | null;
}

const LIST = listTag(['what-if.eligible', 'what-if.id']);
const idOf = ({ memberId, unitId }: PossibleNominee): string => memberId ?? unitId ?? '';

/** What a unit could nominate, without creating anything. */
@Resolver(() => WhatIfForecast)
export class WhatIfResolver {
  constructor(private readonly whatIfs: WhatIfService) {}

  @RequiresPermission('award-eligibility.read')
  @Query(() => WhatIfForecast, {
    description:
      'Với một đơn vị và một năm: ai, tập thể nào đủ điều kiện loại khen thưởng nào, mỗi người còn thiếu gì, chỉ tiêu sẽ ra sao; không tạo gì. For a unit and a year: who would be eligible for which award, what each lacks, how quotas would fall; nothing is created.',
  })
  async whatIf(
    @Args(() => WhatIfArguments) { unitId, year, awardTypeId }: WhatIfArguments,
    @Ctx() { dataSource, units, passport }: AwardsContext,
  ): Promise<WhatIfForecast> {
    const unit = await units.unitInScope(dataSource, unitId, calendarDateAt(new Date()));
    authorise(passport, 'award-eligibility.read', unit ?? { unitId, unitPath: '' });
    if (!unit) {
      throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, 'unitId');
    }
    const { awards, members } = await this.whatIfs.forecast(unit, year, awardTypeId ?? null);
    return Object.assign(new WhatIfForecast(), {
      unitId,
      year,
      members,
      awards: awards.map((forecast) =>
        Object.assign(new WhatIfAward(), {
          forecast,
          eligible: forecast.eligible,
          lacking: forecast.lacking,
          hasRules: forecast.hasRules,
          quotas: forecast.quotas.map(quotaView),
        }),
      ),
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị. The unit.' })
  unit(@Root() { unitId }: WhatIfForecast): UnionUnit {
    return { id: unitId };
  }
}

function quotaView(quota: QuotaForecast): WhatIfQuota {
  const { limit, used, wouldUse } = quota;
  return Object.assign(new WhatIfQuota(), quota, { wouldLeave: limit === null ? null : limit - used - wouldUse });
}

/** The nominees of an award, in pages. */
@Resolver(() => WhatIfAward)
export class WhatIfAwardResolver {
  @FieldResolver(() => AwardType, { description: 'Loại khen thưởng. The award type.' })
  awardType(@Root() { forecast }: WhatIfAward): AwardType {
    return forecast.awardType;
  }

  @FieldResolver(() => WhatIfNomineeConnection, {
    description:
      'Các đối tượng, đủ điều kiện trước, rồi theo mã. The nominees, the eligible first, then in order of id.',
  })
  nominees(
    @Root() { forecast }: WhatIfAward,
    @Args(() => NomineesArguments) { eligible, first, after }: NomineesArguments,
  ): Page<WhatIfNominee> {
    const wanted = forecast.nominees.filter(
      ({ isEligible }) => eligible === undefined || eligible === null || isEligible === eligible,
    );
    const from = after ? placeAfter(wanted, after) : 0;
    const found = wanted.slice(from, from + first + 1).map((nominee) => Object.assign(new WhatIfNominee(), nominee));
    return pageOf(found, first, Boolean(after), (nominee) =>
      encodeCursor([LIST, nominee.isEligible ? 0 : 1, idOf(nominee)]),
    );
  }
}

/** Where the list goes on after a cursor: by its keys, so that it holds though the list has changed. */
function placeAfter(nominees: readonly PossibleNominee[], after: string): number {
  const [list, lacking, id] = decodeCursor(after, 3);
  if (list !== LIST || typeof lacking !== 'number' || typeof id !== 'string') {
    throw malformedCursor();
  }
  const next = nominees.findIndex((nominee) => {
    const key = nominee.isEligible ? 0 : 1;
    return key > lacking || (key === lacking && idOf(nominee) > id);
  });
  return next === -1 ? nominees.length : next;
}

/** Who it is. */
@Resolver(() => WhatIfNominee)
export class WhatIfNomineeResolver {
  @FieldResolver(() => Member, { nullable: true, description: 'Cá nhân; null khi là tập thể. The person.' })
  member(@Root() { memberId }: WhatIfNominee): Member | null {
    return memberId ? { id: memberId } : null;
  }

  @FieldResolver(() => UnionUnit, { nullable: true, description: 'Tập thể; null khi là cá nhân. The collective.' })
  unit(@Root() { unitId }: WhatIfNominee): UnionUnit | null {
    return unitId ? { id: unitId } : null;
  }
}
