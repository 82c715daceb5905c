import { connectionOf } from '@thidua/service-kit';
import { Field, Int, ObjectType } from 'type-graphql';
import type { CheckResult } from '../check/check-result';
import { NominationCheckResult } from '../check/check.type';
import type { AwardForecast, PossibleNominee, QuotaForecast } from './what-if.service';

/** Somebody who could be nominated. */
@ObjectType({
  description:
    'Một đối tượng có thể đề nghị và những gì còn thiếu. Somebody who could be nominated, and what is lacking.',
})
export class WhatIfNominee implements PossibleNominee {
  memberId: string | null;
  unitId: string | null;

  @Field(() => Boolean, { description: 'Đủ điều kiện. Whether nothing stands against it.' })
  isEligible: boolean;

  @Field(() => [NominationCheckResult], {
    description: 'Những nội dung chưa đạt, với cách khắc phục. What did not pass, with what would cure it.',
  })
  lacking: readonly CheckResult[];
}

/** How a quota would fall. */
@ObjectType({ description: 'Chỉ tiêu nếu mọi đối tượng đủ điều kiện đều được đề nghị. How a quota would fall.' })
export class WhatIfQuota implements QuotaForecast {
  @Field(() => NominationCheckResult, { description: 'Chỉ tiêu hiện nay. The quota as it stands.' })
  result: CheckResult;

  @Field(() => Int, { nullable: true, description: 'Số suất; null khi chưa tính được. Places; null where not known.' })
  limit: number | null;

  @Field(() => Int, { description: 'Đã dùng. Places taken so far.' })
  used: number;

  @Field(() => Int, {
    description: 'Sẽ dùng thêm nếu mọi đối tượng đủ điều kiện đều được đề nghị. Places that the eligible would take.',
  })
  wouldUse: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Còn lại sau đó; âm là vượt. What would be left; below zero where it would not do.',
  })
  wouldLeave: number | null;
}

/** A page of nominees. */
export const WhatIfNomineeConnection = connectionOf(WhatIfNominee, 'WhatIfNominee', 'đối tượng có thể đề nghị');

/** What an award would come to for the unit. */
@ObjectType({ description: 'Dự báo cho một loại khen thưởng. What an award would come to for the unit.' })
export class WhatIfAward {
  readonly forecast: AwardForecast;

  @Field(() => Int, { description: 'Số đối tượng đủ điều kiện. Nominees against whom nothing stands.' })
  eligible: number;

  @Field(() => Int, { description: 'Số đối tượng còn thiếu điều kiện. Nominees who lack something.' })
  lacking: number;

  @Field(() => Boolean, {
    description:
      'Loại này có điều kiện trong danh mục; nếu không, mọi đối tượng được tính là đủ. Whether the catalogue states rules of this award; where it states none, nobody lacks any.',
  })
  hasRules: boolean;

  @Field(() => [WhatIfQuota], { description: 'Các chỉ tiêu. Its quotas.' })
  quotas: readonly WhatIfQuota[];
}

/** What a unit could nominate for a year. */
@ObjectType({
  description:
    'Nếu đề nghị bây giờ: ai, tập thể nào đủ điều kiện loại nào; không tạo hồ sơ nào. What if: who of a unit would be eligible for which award; nothing is created.',
})
export class WhatIfForecast {
  readonly unitId: string;

  @Field(() => Int, { description: 'Năm thành tích. The merit year.' })
  year: number;

  @Field(() => Int, { description: 'Số đoàn viên đã xét. Members who were looked at.' })
  members: number;

  @Field(() => [WhatIfAward], { description: 'Theo từng loại, theo ký hiệu. By award, in order of code.' })
  awards: readonly WhatIfAward[];
}
