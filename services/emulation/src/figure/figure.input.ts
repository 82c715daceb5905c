import { CalendarDateScalar, CommandInput, DecimalScalar, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, IsOptional, Length, Min } from 'class-validator';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type { RecordActualCommand, RecordStatedFigureCommand } from './figure.service';
import { FigureKind, FigureMeasure, FigureQualifier } from './stated-figure-rules';

/** Input of recordStatedFigure. */
@InputType({ description: 'Ghi nhận số liệu theo nguồn công bố. Records a figure as a source states it.' })
export class RecordStatedFigureInput extends CommandInput implements RecordStatedFigureCommand {
  @Field(() => ID, { description: 'Liên đoàn mà số liệu được công bố. Federation under which it was published.' })
  @IsIdentifier()
  ownerUnitId: string;

  @Field(() => ID, { nullable: true, description: 'Cụm, khối mà số liệu nói đến. The group that it speaks of.' })
  @IsOptional()
  @IsIdentifier()
  groupId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Đơn vị mà số liệu nói đến. The unit that it speaks of.' })
  @IsOptional()
  @IsIdentifier()
  unitId?: string | null;

  @Field(() => [String], { description: 'Mã các chỉ tiêu, tối đa 10. Codes of its indicators, at most 10.' })
  @ArrayMaxSize(10)
  @Length(2, 40, { each: true })
  indicatorCodes: string[];

  @Field(() => CalendarDateScalar, { description: 'Ngày đầu kỳ. First day of the period.' })
  periodFrom: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày cuối kỳ, tính cả ngày đó. Last day, inclusive.' })
  periodTo: string;

  @Field(() => FigureKind, { description: 'Dạng số liệu; quyết định trường nào bắt buộc. Form: says what is needed.' })
  kind: FigureKind;

  @Field(() => FigureMeasure, {
    defaultValue: FigureMeasure.Flow,
    description:
      'Số thời điểm (STOCK, vào ngày cuối kỳ) hay số phát sinh trong kỳ (FLOW, mặc định). A stock on the last day, or a flow in the period (default).',
  })
  measure: FigureMeasure;

  @Field({ description: 'Nhãn như nguồn gọi, 1 đến 255 ký tự. What the source calls it.' })
  @IsWords(255)
  label: string;

  @Field(() => FigureQualifier, { defaultValue: FigureQualifier.Exact, description: 'Từ chỉ mức độ. Qualifier.' })
  qualifier: FigureQualifier;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tử số (RATIO). Numerator, not negative.' })
  numerator?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Mẫu số (RATIO). Denominator, not negative.' })
  denominator?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tỷ lệ phần trăm (PERCENT). Percentage.' })
  percent?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tỷ lệ thấp nhất (PERCENT_RANGE). Lowest percentage.' })
  percentMin?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tỷ lệ cao nhất (PERCENT_RANGE). Highest percentage.' })
  percentMax?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Đầu trên của khoảng là "hơn, vượt". Whether the range’s upper end is "over".',
  })
  percentMaxIsExceeded?: boolean | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Số lượng (QUANTITY). Quantity, not negative.' })
  quantity?: string | null;

  @Field(() => String, { nullable: true, description: 'Đơn vị tính, tối đa 60 ký tự. Unit of measure.' })
  @IsOptional()
  @IsWords(60)
  unitOfMeasure?: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Tổng số tiền (MONEY), đồng. Sum of money, đồng.' })
  @IsOptional()
  @Min(0)
  amount?: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Mức thấp nhất mỗi suất, đồng. Least for each, đồng.' })
  @IsOptional()
  @Min(0)
  amountEachMin?: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Mức cao nhất mỗi suất, đồng. Most for each, đồng.' })
  @IsOptional()
  @Min(0)
  amountEachMax?: number | null;

  @Field({ description: 'Nguồn, 1 đến 500 ký tự. The source, 1 to 500 characters.' })
  @IsWords(500)
  source: string;

  @Field({ description: 'Câu gốc, 1 đến 5.000 ký tự. The sentence of the source, 1 to 5,000 characters.' })
  @IsWords(5000)
  sentence: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Cảnh báo thêm, tối đa 10; hệ thống tự thêm khi số không khớp. More warnings, at most 10.',
  })
  @IsOptional()
  @ArrayMaxSize(10)
  @IsWords(500, { each: true })
  warnings?: string[] | null;
}

/** Input of recordActual. */
@InputType({
  description:
    'Nhập số thực hiện cho chỉ tiêu không có sổ nào ghi. Types in a figure for an indicator no ledger feeds.',
})
export class RecordActualInput extends CommandInput implements RecordActualCommand {
  @Field(() => ID, { description: 'Chu kỳ. The cycle.' })
  @IsIdentifier()
  cycleId: string;

  @Field({ description: 'Mã chỉ tiêu có nguồn TYPED_IN. Code of an indicator whose source is TYPED_IN.' })
  @Length(2, 40)
  indicatorCode: string;

  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsIdentifier()
  unitId: string;

  @Field(() => CalendarDateScalar, { description: 'Lũy kế đến ngày. Day up to which the figure counts.' })
  asOf: string;

  @Field(() => DecimalScalar, { description: 'Số lũy kế, không âm. Cumulative figure, not negative.' })
  value: string;

  @Field({ description: 'Minh chứng, 1 đến 1.000 ký tự. Evidence, 1 to 1,000 characters.' })
  @IsWords(1000)
  evidence: string;
}
