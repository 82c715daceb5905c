import { DecimalScalar, IsWords } from '@thidua/service-kit';
import { IsOptional, Length, Max, MaxLength, Min, ValidateNested, ArrayMaxSize } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type {
  AchievementReport as Report,
  CriterionAchievement as Criterion,
  ReportChange,
  ReportedFigure as Figure,
  ReportedInitiative as Initiative,
} from './achievement-report.rules';

/** The most characters of the summary. */
export const LONGEST_SUMMARY = 20_000;
/** The most characters of any other text of a report. */
const LONGEST_TEXT = 5000;
const MOST_CRITERIA = 30;
const MOST_INITIATIVES = 20;
const MOST_FIGURES = 50;

/** The parts of a report as the graph names them. */
export enum ReportPart {
  Background = 'BACKGROUND',
  Summary = 'SUMMARY',
  Criteria = 'CRITERIA',
  Initiatives = 'INITIATIVES',
  Figures = 'FIGURES',
  PastAwards = 'PAST_AWARDS',
  Commitments = 'COMMITMENTS',
}
registerEnumType(ReportPart, {
  name: 'ReportPart',
  description: 'Phần của báo cáo thành tích. A part of an achievement report.',
  valuesConfig: {
    Background: { description: 'Sơ lược lý lịch, đặc điểm tình hình. Background of the person or collective.' },
    Summary: { description: 'Tóm tắt thành tích. Summary.' },
    Criteria: { description: 'Thành tích theo từng tiêu chuẩn. What was achieved by each criterion.' },
    Initiatives: { description: 'Sáng kiến và hiệu quả. Initiatives and what came of them.' },
    Figures: { description: 'Số liệu kết quả. Results in figures.' },
    PastAwards: { description: 'Các hình thức đã được khen thưởng. Awards already received.' },
    Commitments: { description: 'Cam kết về tính trung thực, phương hướng. Commitments.' },
  },
});

/** How much an award asks for a part. */
export enum ReportPartUse {
  Required = 'REQUIRED',
  Expected = 'EXPECTED',
  Optional = 'OPTIONAL',
}
registerEnumType(ReportPartUse, {
  name: 'ReportPartUse',
  description: 'Loại khen thưởng cần phần này đến mức nào. How much an award asks for a part.',
  valuesConfig: {
    Required: { description: 'Bắt buộc: thiếu thì không trình được. Needed: no submission without it.' },
    Expected: { description: 'Nên có: thiếu thì bị cảnh báo khi thẩm định. Expected: its lack is pointed out.' },
    Optional: { description: 'Tùy chọn. Optional.' },
  },
});

const CRITERION = 'Một tiêu chuẩn và thành tích đạt được. A criterion and what was achieved by it.';
const CRITERION_NAME = 'Tiêu chuẩn, 1–300 ký tự. The criterion, 1 to 300 characters.';
const CRITERION_TEXT = 'Thành tích, 1–5.000 ký tự. What was achieved, 1 to 5,000 characters.';

/** What was achieved by one criterion. */
@ObjectType({ description: CRITERION })
export class CriterionAchievement implements Criterion {
  @Field({ description: CRITERION_NAME })
  criterion: string;

  @Field({ description: CRITERION_TEXT })
  achievement: string;
}

/** The same, written. */
@InputType({ description: CRITERION })
export class CriterionAchievementInput implements Criterion {
  @Field({ description: CRITERION_NAME })
  @IsWords(300)
  criterion: string;

  @Field({ description: CRITERION_TEXT })
  @IsWords(LONGEST_TEXT)
  achievement: string;
}

const INITIATIVE = 'Một sáng kiến nêu trong báo cáo. An initiative of the report.';
const INITIATIVE_TITLE = 'Tên sáng kiến, 1–500 ký tự. Its title, 1 to 500 characters.';
const INITIATIVE_LEVEL =
  'Cấp công nhận, bằng lời (≤ 200 ký tự); null khi chưa được công nhận. Level at which it was accepted, in words; null while it was not.';
const INITIATIVE_EFFECT = 'Hiệu quả, ví dụ số tiền làm lợi (≤ 5.000 ký tự). What came of it.';

/** An initiative of the report. */
@ObjectType({ description: INITIATIVE })
export class ReportedInitiative implements Initiative {
  @Field({ description: INITIATIVE_TITLE })
  title: string;

  @Field(() => String, { nullable: true, description: INITIATIVE_LEVEL })
  acceptedAt: string | null;

  @Field(() => String, { nullable: true, description: INITIATIVE_EFFECT })
  effect: string | null;
}

/** The same, written. */
@InputType({ description: INITIATIVE })
export class ReportedInitiativeInput implements Initiative {
  @Field({ description: INITIATIVE_TITLE })
  @IsWords(500)
  title: string;

  @Field(() => String, { nullable: true, description: INITIATIVE_LEVEL })
  @IsOptional()
  @MaxLength(200)
  acceptedAt: string | null;

  @Field(() => String, { nullable: true, description: INITIATIVE_EFFECT })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  effect: string | null;
}

const FIGURE = 'Một số liệu kết quả. A result in figures.';
const FIGURE_NAME = 'Tên số liệu, 1–300 ký tự. What is counted, 1 to 300 characters.';
const FIGURE_VALUE = 'Giá trị, số thập phân chính xác. The value, an exact decimal.';
const FIGURE_UNIT = 'Đơn vị tính, ví dụ người, đồng, % (1–40 ký tự). Unit of measure, 1 to 40 characters.';
const FIGURE_YEAR = 'Năm của số liệu, 1945–9999; null khi không theo năm. Calendar year; null where it has none.';

/** A result in figures. */
@ObjectType({ description: FIGURE })
export class ReportedFigure implements Figure {
  @Field({ description: FIGURE_NAME })
  name: string;

  @Field(() => DecimalScalar, { description: FIGURE_VALUE })
  value: string;

  @Field({ description: FIGURE_UNIT })
  unitOfMeasure: string;

  @Field(() => Int, { nullable: true, description: FIGURE_YEAR })
  year: number | null;
}

/** The same, written. */
@InputType({ description: FIGURE })
export class ReportedFigureInput implements Figure {
  @Field({ description: FIGURE_NAME })
  @IsWords(300)
  name: string;

  @Field(() => DecimalScalar, { description: FIGURE_VALUE })
  value: string;

  @Field({ description: FIGURE_UNIT })
  @Length(1, 40)
  unitOfMeasure: string;

  @Field(() => Int, { nullable: true, description: FIGURE_YEAR })
  @IsOptional()
  @Min(1945)
  @Max(9999)
  year: number | null;
}

const BACKGROUND =
  'Sơ lược lý lịch (cá nhân) hoặc đặc điểm tình hình (tập thể), ≤ 5.000 ký tự. Background of the person or collective.';
const SUMMARY = 'Tóm tắt thành tích, ≤ 20.000 ký tự. Summary of what was achieved.';
const CRITERIA = 'Thành tích theo từng tiêu chuẩn, tối đa 30. What was achieved by each criterion, at most 30.';
const INITIATIVES = 'Các sáng kiến, tối đa 20. Initiatives, at most 20.';
const FIGURES = 'Số liệu kết quả, tối đa 50. Results in figures, at most 50.';
const PAST_AWARDS = 'Các hình thức đã được khen thưởng, ≤ 5.000 ký tự. Awards already received, in words.';
const COMMITMENTS = 'Cam kết, ≤ 5.000 ký tự. Commitments.';

/** An achievement report in its parts. */
@ObjectType({
  description:
    'Báo cáo thành tích theo từng phần; phần chưa viết là null hoặc rỗng. An achievement report in its parts; one that is not written is null or empty.',
})
export class AchievementReport implements Report {
  @Field(() => String, { nullable: true, description: BACKGROUND })
  background: string | null;

  @Field(() => String, { nullable: true, description: SUMMARY })
  summary: string | null;

  @Field(() => [CriterionAchievement], { description: CRITERIA })
  criteria: CriterionAchievement[];

  @Field(() => [ReportedInitiative], { description: INITIATIVES })
  initiatives: ReportedInitiative[];

  @Field(() => [ReportedFigure], { description: FIGURES })
  figures: ReportedFigure[];

  @Field(() => String, { nullable: true, description: PAST_AWARDS })
  pastAwards: string | null;

  @Field(() => String, { nullable: true, description: COMMITMENTS })
  commitments: string | null;
}

/** Parts of an achievement report to write. */
@InputType({
  description:
    'Các phần của báo cáo cần ghi: phần không gửi thì giữ nguyên, null hoặc danh sách rỗng thì xóa. Cả báo cáo tối đa 100.000 ký tự. Parts of the report to write: one that is left out stays, null or an empty list takes it away. The whole report: at most 100,000 characters.',
})
export class AchievementReportInput implements ReportChange {
  @Field(() => String, { nullable: true, description: BACKGROUND })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  background?: string | null;

  @Field(() => String, { nullable: true, description: SUMMARY })
  @IsOptional()
  @MaxLength(LONGEST_SUMMARY)
  summary?: string | null;

  @Field(() => [CriterionAchievementInput], { nullable: true, description: CRITERIA })
  @IsOptional()
  @ArrayMaxSize(MOST_CRITERIA)
  @ValidateNested({ each: true })
  criteria?: CriterionAchievementInput[] | null;

  @Field(() => [ReportedInitiativeInput], { nullable: true, description: INITIATIVES })
  @IsOptional()
  @ArrayMaxSize(MOST_INITIATIVES)
  @ValidateNested({ each: true })
  initiatives?: ReportedInitiativeInput[] | null;

  @Field(() => [ReportedFigureInput], { nullable: true, description: FIGURES })
  @IsOptional()
  @ArrayMaxSize(MOST_FIGURES)
  @ValidateNested({ each: true })
  figures?: ReportedFigureInput[] | null;

  @Field(() => String, { nullable: true, description: PAST_AWARDS })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  pastAwards?: string | null;

  @Field(() => String, { nullable: true, description: COMMITMENTS })
  @IsOptional()
  @MaxLength(LONGEST_TEXT)
  commitments?: string | null;
}

/** A part of the report of one nomination: how much its award asks for it, and whether something is written. */
@ObjectType({
  description:
    'Một phần của báo cáo: loại khen thưởng cần đến mức nào, đã viết chưa. A part of the report: how much the award asks for it, and whether it is written.',
})
export class ReportPartState {
  @Field(() => ReportPart, { description: 'Phần. The part.' })
  part: ReportPart;

  @Field(() => ReportPartUse, {
    description:
      'Mức cần; mặc định do hệ thống đặt (D), cần đối chiếu mẫu báo cáo hiện hành. How much it is asked for; our own design default, to be checked against the form in force.',
  })
  use: ReportPartUse;

  @Field({ description: 'Đã có nội dung. Whether something is written in it.' })
  written: boolean;
}
