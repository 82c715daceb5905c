import { CalendarDateScalar, CommandInput, IsWords, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { RuleEffect } from '../catalogue/catalogue.enum';
import {
  AwardBasis,
  AwardForm,
  AwardIssuerLevel,
  AwardKind,
  AwardRecipients,
  AwardTrack,
  PaperKind,
  ConsultationSilence,
  SourceStatus,
  StageActorRule,
  StageKind,
} from './award-type.enum';

/** A paper that a stage asks for. */
@InputType({ description: 'Giấy tờ phải có ở một bước. A paper that a stage asks for.' })
export class RoutePaperInput {
  @Field(() => PaperKind, { description: 'Loại giấy tờ. Which paper.' })
  paper: PaperKind;

  @Field(() => AwardRecipients, {
    defaultValue: AwardRecipients.Both,
    description: 'Bắt buộc với đối tượng nào. For whom it is needed.',
  })
  recipients: AwardRecipients;

  @Field(() => RuleEffect, {
    defaultValue: RuleEffect.Warn,
    description:
      'Hệ quả khi thiếu: cảnh báo, hoặc chặn từ lúc hồ sơ đến bước này (bước đầu: từ lúc trình). What it means when it is missing: a warning, or a block from when the nomination reaches the stage, the first one by being submitted.',
  })
  effect?: RuleEffect;

  @Field(() => SourceStatus, {
    defaultValue: SourceStatus.DesignDefault,
    description: 'Mức độ kiểm chứng. How well it is known.',
  })
  sourceStatus: SourceStatus;

  @Field(() => String, { nullable: true, description: 'Văn bản, điều khoản (≤ 500 ký tự). Document and article.' })
  @IsOptional()
  @MaxLength(500)
  document: string | null;
}

/** An item of a stage's checklist. */
@InputType({ description: 'Một mục thẩm định của bước. An item of a stage’s checklist.' })
export class ChecklistItemInput {
  @Field({ description: 'Ký hiệu mục: chữ in hoa, số và _. Code of the item: capitals, digits and _; at most 40.' })
  @Matches(/^[A-Z][A-Z0-9_]{1,39}$/)
  code: string;

  @Field({ description: 'Nội dung bằng tiếng Việt, 1–500 ký tự. What is to be checked, in Vietnamese.' })
  @IsWords(500)
  textVi: string;

  @Field({ description: 'Nội dung bằng tiếng Anh, 1–500 ký tự. What is to be checked, in English.' })
  @IsWords(500)
  textEn: string;

  @Field({
    defaultValue: true,
    description: 'Phải trả lời mới được chuyển bước. Whether the stage cannot be passed without an answer.',
  })
  isRequired: boolean;
}

/** A stage of a route to define. */
@InputType({ description: 'Một bước của quy trình. A stage of a route.' })
export class RouteStageInput {
  @Field({ description: 'Tên bước: chữ in hoa, số và _. Name of the stage: capitals, digits and _; at most 40.' })
  @Matches(/^[A-Z][A-Z0-9_]{1,39}$/)
  stage: string;

  @Field(() => StageKind, { description: 'Việc phải làm. What is done.' })
  kind: StageKind;

  @Field(() => StageActorRule, { description: 'Đơn vị nào xử lý. Which unit acts.' })
  actorRule: StageActorRule;

  @Field(() => Int, { description: 'Thời hạn, 1–365 ngày. Time limit, 1 to 365 calendar days.' })
  @Min(1)
  @Max(365)
  timeLimitDays: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Ngưỡng thông qua 1–100 %, bắt buộc và chỉ dùng cho bước hội đồng. Threshold, 1 to 100 percent; for a council stage only, and needed there.',
  })
  @IsOptional()
  @Min(1)
  @Max(100)
  thresholdPercent: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Nhắc trước hạn số ngày này, 1–60. Days before it is due at which one is reminded, 1 to 60.',
  })
  @IsOptional()
  @Min(1)
  @Max(60)
  remindBeforeDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Quá hạn số ngày này thì báo đơn vị cấp trên, 0–365. Days after it was due at which the unit above is told, 0 to 365.',
  })
  @IsOptional()
  @Min(0)
  @Max(365)
  escalateAfterDays?: number | null;

  @Field(() => Int, {
    defaultValue: 7,
    description:
      'Hạn trả lời hiệp y, 1–90 ngày làm việc. Working days that an outside body has to answer a consultation, 1 to 90.',
  })
  @Min(1)
  @Max(90)
  consultationWorkingDays: number = 7;

  @Field(() => ConsultationSilence, {
    defaultValue: ConsultationSilence.Consent,
    description: 'Hết hạn hiệp y mà không có trả lời thì sao. What silence at its deadline means.',
  })
  consultationSilence: ConsultationSilence = ConsultationSilence.Consent;

  @Field(() => [ChecklistItemInput], {
    nullable: true,
    description: 'Danh mục thẩm định, tối đa 50 mục. Checklist of an appraisal, 50 items at most.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  checklist?: ChecklistItemInput[] | null;

  @Field(() => SourceStatus, {
    defaultValue: SourceStatus.DesignDefault,
    description: 'Mức độ kiểm chứng của thời hạn, ngưỡng. How well time limit and threshold are known.',
  })
  sourceStatus: SourceStatus;

  @Field(() => String, { nullable: true, description: 'Văn bản, điều khoản (≤ 500 ký tự). Document and article.' })
  @IsOptional()
  @MaxLength(500)
  document: string | null;

  @Field(() => [RoutePaperInput], {
    defaultValue: [],
    description: 'Giấy tờ phải có khi vào bước, mỗi loại một lần. Papers that must be there, each once; at most 10.',
  })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  papers: RoutePaperInput[];
}

/** An award type to define, with its first route. */
@InputType({ description: 'Loại khen thưởng và quy trình đầu tiên. An award type with its first route.' })
export class DefineAwardTypeInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị ban hành. Unit that defines it; it and those under it can use it.' })
  @IsId()
  ownerUnitId: string;

  @Field({
    description:
      'Ký hiệu: chữ in hoa, số, gạch nối, gạch dưới (2–60). Code: capitals, digits, hyphens, underscores; 2 to 60.',
  })
  @Matches(/^[A-Z0-9][A-Z0-9_-]{1,59}$/)
  code: string;

  @Field({ description: 'Tên tiếng Việt, 1–255 ký tự. Name in Vietnamese.' })
  @IsWords(255)
  name: string;

  @Field(() => AwardKind, { description: 'Danh hiệu hay hình thức khen. Title or commendation.' })
  kind: AwardKind;

  @Field(() => AwardForm, { description: 'Hình thức cụ thể. What is handed over.' })
  form: AwardForm;

  @Field(() => AwardIssuerLevel, { description: 'Cấp quyết định. Level that awards it.' })
  issuerLevel: AwardIssuerLevel;

  @Field(() => AwardTrack, { description: 'Thường xuyên, chuyên đề hay đột xuất. Regular, thematic or ad hoc.' })
  track: AwardTrack;

  @Field(() => AwardBasis, {
    defaultValue: AwardBasis.Merit,
    description: 'Công trạng hay cống hiến. Merit or long service.',
  })
  basis: AwardBasis;

  @Field(() => AwardRecipients, { description: 'Đối tượng được khen. Who can receive it.' })
  recipients: AwardRecipients;

  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu áp dụng. First day on which it can be awarded.' })
  validFrom: string;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày thôi áp dụng, nếu biết (không gồm ngày này). First day on which it no longer can, when known.',
  })
  validUntil: string | null;

  @Field(() => String, { nullable: true, description: 'Văn bản căn cứ (≤ 500 ký tự). Document on which it rests.' })
  @IsOptional()
  @MaxLength(500)
  document: string | null;

  @Field(() => SourceStatus, {
    defaultValue: SourceStatus.DesignDefault,
    description: 'Mức độ kiểm chứng. How well it is known.',
  })
  sourceStatus: SourceStatus;

  @Field(() => [RouteStageInput], {
    description:
      'Các bước theo thứ tự, 1–20; không có bước nào với loại do cấp ngoài công đoàn quyết định. Stages in order, 1 to 20; none for an award of a body outside the union.',
  })
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  stages: RouteStageInput[];
}

/** A new route from a date on. */
@InputType({
  description:
    'Quy trình mới từ một ngày; hồ sơ đã trình giữ quy trình cũ. A new route from a date on; nominations already submitted keep theirs.',
})
export class ChangeAwardRouteInput extends CommandInput {
  @Field(() => ID, { description: 'Loại khen thưởng. The award type.' })
  @IsId()
  awardTypeId: string;

  @Field(() => CalendarDateScalar, {
    description: 'Ngày bắt đầu hiệu lực, không trước hôm nay. First day on which it holds; today at the earliest.',
  })
  validFrom: string;

  @Field(() => String, { nullable: true, description: 'Văn bản căn cứ (≤ 500 ký tự). Document on which it rests.' })
  @IsOptional()
  @MaxLength(500)
  document: string | null;

  @Field(() => SourceStatus, {
    defaultValue: SourceStatus.DesignDefault,
    description: 'Mức độ kiểm chứng. How well it is known.',
  })
  sourceStatus: SourceStatus;

  @Field(() => [RouteStageInput], { description: 'Các bước theo thứ tự, 1–20. Stages in order, 1 to 20.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  stages: RouteStageInput[];
}

/** That an award type can no longer be awarded from a date on. */
@InputType({
  description:
    'Thôi áp dụng một loại khen thưởng từ một ngày; hồ sơ đã trình vẫn được xét. Ends an award type from a date on; nominations already submitted go on.',
})
export class EndAwardTypeInput extends CommandInput {
  @Field(() => ID, { description: 'Loại khen thưởng. The award type.' })
  @IsId()
  awardTypeId: string;

  @Field(() => CalendarDateScalar, {
    description:
      'Ngày đầu tiên không còn áp dụng, không trước hôm nay. First day on which it no longer can be awarded.',
  })
  validUntil: string;

  @Field({ description: 'Lý do, 1–500 ký tự. Why.' })
  @IsWords(500)
  reason: string;
}
