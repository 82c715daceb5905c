import { CalendarDateScalar, CommandInput, DecimalScalar, IsId, IsWords } from '@thidua/service-kit';
import { OFFICER_POSITIONS } from '@thidua/contracts';
import { IsIn, IsObject, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { AwardRecipients, SourceStatus } from '../award-type/award-type.enum';
import {
  PaidRecipient,
  QuotaBase,
  QuotaMeasure,
  QuotaPeriod,
  QuotaScope,
  Rounding,
  RuleEffect,
} from './catalogue.enum';

/** UnitLevel of membership, where a position can override a rule. */
const UNIT_LEVELS = [
  'GENERAL_CONFEDERATION',
  'PROVINCIAL_FEDERATION',
  'NATIONAL_SECTORAL_UNION',
  'IMMEDIATE_UPPER_UNION',
  'GRASSROOTS_UNION',
];
const CODE = /^[A-Z][A-Z0-9_]{1,59}$/;
const CODE_WORDS =
  'Ký hiệu của dòng: chữ in hoa, số, gạch dưới (2–60); ký hiệu đã có thì phiên bản mới thay phiên bản cũ từ ngày hiệu lực. Code: capitals, digits, underscores, 2 to 60; one that exists is given a new version.';
const OVERRIDE_WORDS =
  'Chức danh được vượt, kèm lý do, ví dụ CHAIR; bỏ trống là không ai. Position that may override it with a reason; nobody when left out.';

/** What every dated row is given besides what it states. */
@InputType({ description: 'Thời gian hiệu lực và nguồn của một quy định. Validity and source of a dated row.' })
export abstract class DatedRowInput extends CommandInput {
  @Field(() => CalendarDateScalar, {
    description: 'Ngày bắt đầu hiệu lực, không trước hôm nay. First day on which it holds; today at the earliest.',
  })
  validFrom: string;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày hết hiệu lực, nếu biết (không gồm ngày này). First day on which it no longer holds, when known.',
  })
  validUntil: string | null;

  @Field(() => String, { nullable: true, description: 'Văn bản căn cứ (≤ 500 ký tự). Document on which it rests.' })
  @IsOptional()
  @MaxLength(500)
  document: string | null;

  @Field(() => String, { nullable: true, description: 'Điều, khoản (≤ 120 ký tự). Article and clause.' })
  @IsOptional()
  @MaxLength(120)
  article: string | null;

  @Field(() => SourceStatus, {
    defaultValue: SourceStatus.DesignDefault,
    description: 'Mức độ kiểm chứng. How well it is known.',
  })
  sourceStatus: SourceStatus;

  @Field(() => ID, {
    nullable: true,
    description:
      'Phiên bản mới nhất chưa có hiệu lực mà dòng này thay thế, khi nó đặt nhầm; nhật ký vẫn giữ. The latest version, not yet in force, that this one takes the place of, where it was set by mistake; the history keeps it.',
  })
  @IsOptional()
  @IsId()
  replacesId?: string | null;
}

/** The same for a row of an award type. */
@InputType({ description: 'Dòng quy định của một loại khen thưởng. A dated row of an award type.' })
export abstract class AwardTypeRowInput extends DatedRowInput {
  @Field(() => ID, { description: 'Loại khen thưởng. The award type.' })
  @IsId()
  awardTypeId: string;
}

/** A rule, or a new version of it. */
@InputType({ description: 'Điều kiện xét, hoặc phiên bản mới của nó. A rule, or a new version of it.' })
export class SetAwardRuleInput extends AwardTypeRowInput {
  @Field({ description: CODE_WORDS })
  @Matches(CODE)
  code: string;

  @Field({ description: 'Nội dung bằng lời, 1–500 ký tự. What it asks for, in words.' })
  @IsWords(500)
  name: string;

  @Field(() => String, { nullable: true, description: 'Nội dung bằng tiếng Anh (≤ 500 ký tự). The same in English.' })
  @IsOptional()
  @MaxLength(500)
  englishName: string | null;

  @Field(() => AwardRecipients, {
    defaultValue: AwardRecipients.Both,
    description: 'Áp dụng cho đối tượng nào. Whom it is for.',
  })
  recipients: AwardRecipients;

  @Field(() => RuleEffect, { defaultValue: RuleEffect.Block, description: 'Hệ quả khi không đạt. Its effect.' })
  effect: RuleEffect;

  @Field(() => String, { nullable: true, description: OVERRIDE_WORDS })
  @IsOptional()
  @IsIn(OFFICER_POSITIONS)
  overridePosition: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cấp của đơn vị có chức danh đó, ví dụ PROVINCIAL_FEDERATION; bỏ trống là mọi cấp. Level of the unit whose position it must be; any when left out.',
  })
  @IsOptional()
  @IsIn(UNIT_LEVELS)
  overrideLevel: string | null;

  @Field(() => GraphQLJSONObject, {
    description:
      'Điều kiện dạng JSON, ghép từ các vị từ trong docs/awards.md. The condition as JSON, composed of the predicates of docs/awards.md.',
  })
  @IsObject()
  predicate: object;
}

/** A quota, or a new version of it. */
@InputType({ description: 'Chỉ tiêu số lượng, hoặc phiên bản mới của nó. A quota, or a new version of it.' })
export class SetAwardQuotaInput extends AwardTypeRowInput {
  @Field({ description: CODE_WORDS })
  @Matches(CODE)
  code: string;

  @Field(() => AwardRecipients, {
    defaultValue: AwardRecipients.Both,
    description: 'Tính cho đối tượng nào. Whom it counts.',
  })
  recipients: AwardRecipients;

  @Field(() => QuotaScope, { description: 'Phạm vi tính. Within what it is counted.' })
  scope: QuotaScope;

  @Field(() => QuotaPeriod, { defaultValue: QuotaPeriod.Year, description: 'Kỳ tính. For what time.' })
  period: QuotaPeriod;

  @Field(() => QuotaMeasure, { description: 'Số tuyệt đối hay tỷ lệ. A number or a share.' })
  measure: QuotaMeasure;

  @Field(() => Int, {
    nullable: true,
    description: 'Số lượng tối đa, 0–1.000.000, bắt buộc với số tuyệt đối. The most, for a number.',
  })
  @IsOptional()
  @Min(0)
  @Max(1_000_000)
  amount: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Tỷ lệ %, 0,01–100, tối đa 2 số thập phân. Percent, 0.01 to 100 with at most 2 decimals, for a share.',
  })
  @IsOptional()
  @Matches(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/)
  sharePercent: string | null;

  @Field(() => QuotaBase, { nullable: true, description: 'Cơ số, bắt buộc với tỷ lệ. Base, for a share.' })
  base: QuotaBase | null;

  @Field(() => String, {
    nullable: true,
    description: 'Ký hiệu loại khen thưởng làm cơ số, chỉ với HOLDERS_OF_AWARD. Code of the award whose holders count.',
  })
  @IsOptional()
  @Matches(/^[A-Z0-9][A-Z0-9_-]{1,59}$/)
  baseAwardCode: string | null;

  @Field(() => Rounding, { nullable: true, description: 'Cách làm tròn, bắt buộc với tỷ lệ. Rounding, for a share.' })
  rounding: Rounding | null;

  @Field(() => String, { nullable: true, description: OVERRIDE_WORDS })
  @IsOptional()
  @IsIn(OFFICER_POSITIONS)
  overridePosition: string | null;
}

/** An award multiple, or a new version of it. */
@InputType({ description: 'Mức thưởng, hoặc phiên bản mới của nó. An award multiple, or a new version of it.' })
export class SetAwardMultipleInput extends AwardTypeRowInput {
  @Field(() => PaidRecipient, { description: 'Đối tượng. Whom it is for.' })
  recipients: PaidRecipient;

  @Field(() => DecimalScalar, {
    description: 'Hệ số × lương cơ sở, 0–1000, tối đa 3 số thập phân. Multiple, 0 to 1000 with at most 3 decimals.',
  })
  @Matches(/^(1000(\.0{1,3})?|\d{1,3}(\.\d{1,3})?)$/)
  multiple: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Là mức tối đa. Whether it is the most that may be paid.' })
  isUpperBound: boolean;

  @Field(() => Rounding, { defaultValue: Rounding.Ceiling, description: 'Cách làm tròn tiền. How it is rounded.' })
  rounding: Rounding;

  @Field(() => Int, {
    defaultValue: 10_000,
    description: 'Làm tròn đến bội số này, 1–1.000.000 đồng. Rounded to a multiple of this, in đồng.',
  })
  @Min(1)
  @Max(1_000_000)
  roundingStepDong: number;
}

/** A base salary from a date on. */
@InputType({ description: 'Lương cơ sở từ một ngày. A base salary from a date on.' })
export class SetBaseSalaryInput extends DatedRowInput {
  @Field(() => GraphQLSafeInt, {
    description: 'Mức, 1–1.000.000.000 đồng/tháng. Amount in whole đồng a month.',
  })
  @Min(1)
  @Max(1_000_000_000)
  amountDong: number;
}

/** That a rule or a quota ends without another in its place. */
@InputType({
  description: 'Chấm dứt một điều kiện hoặc chỉ tiêu mà không thay thế. Ends a rule or a quota without a successor.',
})
export class EndAwardRowInput extends CommandInput {
  @Field(() => ID, { description: 'Điều kiện hoặc chỉ tiêu. The rule or quota.' })
  @IsId()
  rowId: string;

  @Field(() => CalendarDateScalar, {
    description: 'Ngày đầu tiên không còn hiệu lực, không trước hôm nay. First day on which it no longer holds.',
  })
  validUntil: string;

  @Field({ description: 'Lý do, 1–500 ký tự. Why.' })
  @IsWords(500)
  reason: string;
}
