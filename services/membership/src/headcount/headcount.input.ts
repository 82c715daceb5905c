import { CalendarDateScalar, CommandInput, IsId } from '@thidua/service-kit';
import { IsOptional, Length, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { HeadcountKind, HeadcountMeasure, HeadcountQualifier } from './headcount.enum';

const MOST = 100_000_000;

@InputType({ description: 'Ghi nhận số liệu theo một nguồn. Record a figure as a source states it.' })
export class RecordHeadcountInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsId()
  unitId: string;
  @Field(() => HeadcountKind, { description: 'Đối tượng được đếm. What is counted.' })
  kind: HeadcountKind;
  @Field(() => HeadcountMeasure, {
    description:
      'STOCK cần asOf; FLOW cần periodFrom và periodTo. STOCK needs asOf; FLOW needs periodFrom and periodTo.',
  })
  measure: HeadcountMeasure;
  @Field(() => Int, { description: 'Tổng số, 0–100.000.000. Total.' })
  @Min(0)
  @Max(MOST)
  total: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Trong đó nữ, không quá tổng số. Women among them, at most the total.',
  })
  @IsOptional()
  @Min(0)
  @Max(MOST)
  female: number | null;
  @Field(() => HeadcountQualifier, {
    defaultValue: HeadcountQualifier.Exact,
    description: 'Mức độ chính xác. How exact it is.',
  })
  qualifier: HeadcountQualifier;
  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày đầu kỳ. First day of the period.' })
  periodFrom: string | null;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày cuối kỳ, tính cả ngày đó. Last day of the period, inclusive.',
  })
  periodTo: string | null;
  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày của số liệu. Date of the figure.' })
  asOf: string | null;
  @Field({ description: 'Nguồn, 1–300 ký tự. The source.' })
  @Length(1, 300)
  source: string;
  @Field(() => String, {
    nullable: true,
    description: 'Câu trong nguồn, tối đa 2.000 ký tự. The sentence of the source.',
  })
  @IsOptional()
  @MaxLength(2000)
  sentence: string | null;
}
