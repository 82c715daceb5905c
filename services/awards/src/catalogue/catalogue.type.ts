import { CalendarDateScalar, CommandRefused } from '@thidua/service-kit';
import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { AwardType } from '../award-type/award-type.entity';
import { EmulationCycle } from '../emulation-cycle/emulation-cycle.type';
import { AwardMultiple } from './award-multiple.entity';
import { AwardQuota } from './award-quota.entity';
import { AwardRule } from './award-rule.entity';
import { BaseSalary } from './base-salary.entity';
import { CatalogueRowKind } from './catalogue.enum';
import type { ProposedChange } from './catalogue-preview';

/** What a change of the catalogue would touch; nothing is changed. */
@ObjectType({
  description:
    'Xem trước một thay đổi của danh mục: chạm đến hồ sơ và chu kỳ nào; chưa thay đổi gì. What a change of the catalogue would touch; nothing is changed by asking.',
})
export class CatalogueChangePreview implements ProposedChange {
  @Field(() => CatalogueRowKind, { description: 'Loại dòng sẽ đổi. What would change.' })
  kind: CatalogueRowKind;

  @Field(() => CalendarDateScalar, { description: 'Từ ngày. From which day on.' })
  validFrom: string;

  @Field(() => Int, {
    description:
      'Số hồ sơ đang mở chịu thay đổi (hồ sơ chưa trình; với mức thưởng, lương cơ sở là mọi hồ sơ chưa có quyết định). Open nominations that it would touch: those not submitted yet; for money, all that are not decided.',
  })
  touched: number;

  @Field(() => Int, {
    description: 'Số hồ sơ đang mở giữ quy định lúc trình. Open nominations that keep what they were submitted under.',
  })
  untouched: number;

  awardTypeId: string | null;
  /** The unit whose award it is; null for the base salary. */
  ownerUnitId: string | null;
}

/** Cycles that are not closed and in which a change would hold. */
@ObjectType({
  description:
    'Chu kỳ thi đua chưa kết thúc mà thay đổi có hiệu lực. Emulation cycles that are not closed and in which a change would hold.',
})
export class TouchedCycles {
  @Field(() => Int, { description: 'Tổng số. How many there are.' })
  total: number;

  @Field(() => [EmulationCycle], { description: 'Những chu kỳ đầu tiên, tối đa 50. The first of them, at most 50.' })
  cycles: EmulationCycle[];
}

/** A rule was set or ended. */
@ObjectType({ description: 'Đã đặt hoặc chấm dứt điều kiện. The rule was set or ended.' })
export class AwardRuleSuccess {
  @Field(() => AwardRule, { description: 'Điều kiện. The rule.' })
  rule: AwardRule;

  @Field(() => AwardType, { description: 'Loại khen thưởng. The award type.' })
  awardType: AwardType;
}

/** A quota was set or ended. */
@ObjectType({ description: 'Đã đặt hoặc chấm dứt chỉ tiêu. The quota was set or ended.' })
export class AwardQuotaSuccess {
  @Field(() => AwardQuota, { description: 'Chỉ tiêu. The quota.' })
  quota: AwardQuota;

  @Field(() => AwardType, { description: 'Loại khen thưởng. The award type.' })
  awardType: AwardType;
}

/** An award multiple was set. */
@ObjectType({ description: 'Đã đặt mức thưởng. The award multiple was set.' })
export class AwardMultipleSuccess {
  @Field(() => AwardMultiple, { description: 'Mức thưởng. The multiple.' })
  multiple: AwardMultiple;

  @Field(() => AwardType, { description: 'Loại khen thưởng. The award type.' })
  awardType: AwardType;
}

/** A base salary was set. */
@ObjectType({ description: 'Đã cập nhật lương cơ sở. The base salary was set.' })
export class SetBaseSalarySuccess {
  @Field(() => BaseSalary, { description: 'Lương cơ sở. The base salary.' })
  baseSalary: BaseSalary;
}

/** What commands on rules answer. */
export const AwardRuleResult = createUnionType({
  name: 'AwardRuleResult',
  description: 'Đã thực hiện, hoặc bị từ chối có lý do. Done, or refused with reasons.',
  types: () => [AwardRuleSuccess, CommandRefused] as const,
});

/** What commands on quotas answer. */
export const AwardQuotaResult = createUnionType({
  name: 'AwardQuotaResult',
  description: 'Đã thực hiện, hoặc bị từ chối có lý do. Done, or refused with reasons.',
  types: () => [AwardQuotaSuccess, CommandRefused] as const,
});

/** What setAwardMultiple answers. */
export const AwardMultipleResult = createUnionType({
  name: 'AwardMultipleResult',
  description: 'Đã đặt, hoặc bị từ chối có lý do. Set, or refused with reasons.',
  types: () => [AwardMultipleSuccess, CommandRefused] as const,
});

/** What setBaseSalary answers. */
export const SetBaseSalaryResult = createUnionType({
  name: 'SetBaseSalaryResult',
  description: 'Đã cập nhật, hoặc bị từ chối có lý do. Set, or refused with reasons.',
  types: () => [SetBaseSalarySuccess, CommandRefused] as const,
});
