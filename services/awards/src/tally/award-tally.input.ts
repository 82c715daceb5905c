import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Max, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { AwardTrack } from '../award-type/award-type.enum';
import {
  TallyForm,
  TallyGrantor,
  TallyMeasure,
  type TallyPart,
  TallyRelation,
  TallyStanding,
} from './award-tally.rules';

/** More than any source counts; keeps sums within the database's integers. */
const LARGEST_COUNT = 100_000_000;

/** A part of a tally to record. */
@InputType({ description: 'Một phần của số liệu, như nguồn chia. A part of the tally as the source divides it.' })
export class AwardTallyPartInput implements TallyPart {
  @Field({ description: 'Nguồn gọi là gì, 1–255 ký tự. What the source calls it.' })
  @IsWords(255)
  label: string;

  @Field(() => Int, { description: 'Số lượng, 0–100.000.000. How many.' })
  @Max(LARGEST_COUNT)
  count: number;
}

/** A tally already recorded that overlaps the new one. */
@InputType({ description: 'Số liệu đã ghi có thể trùng. A tally already recorded that overlaps the new one.' })
export class AwardTallyOverlapInput {
  @Field(() => ID, { description: 'Số liệu kia. The other tally.' })
  @IsId()
  tallyId: string;

  @Field(() => TallyRelation, { description: 'Quan hệ, nhìn từ số liệu mới. How the new one lies to the other.' })
  relation: TallyRelation;
}

/** Input of recordAwardTally. */
@InputType({
  description: 'Ghi nhận số liệu khen thưởng theo nguồn công bố. Records an award figure as a source states it.',
})
export class RecordAwardTallyInput extends CommandInput {
  @Field(() => ID, { description: 'Liên đoàn mà số liệu được công bố. Federation under which it was published.' })
  @IsId()
  ownerUnitId: string;

  @Field(() => ID, { nullable: true, description: 'Đơn vị mà số liệu nói đến, nếu có ở đây. Its unit, if we have it.' })
  @IsOptional()
  @IsId()
  unitId?: string | null;

  @Field({ description: 'Đơn vị như nguồn gọi, 1–255 ký tự. The body as the source names it.' })
  @IsWords(255)
  unitName: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày đầu kỳ. First day of the period.' })
  periodFrom: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày cuối kỳ, tính cả ngày đó. Last day, inclusive.' })
  periodTo: string;

  @Field({ description: 'Nhãn ngắn, 1–255 ký tự. Short label.' })
  @IsWords(255)
  label: string;

  @Field(() => TallyStanding, { description: 'Đề nghị hay đã khen. Proposed or awarded.' })
  standing: TallyStanding;

  @Field(() => TallyMeasure, {
    defaultValue: TallyMeasure.Awards,
    description: 'Đếm phần thưởng (mặc định) hay lượt. Awards (default) or instances.',
  })
  measure: TallyMeasure;

  @Field(() => TallyGrantor, { description: 'Cơ quan khen. The body that awards.' })
  grantor: TallyGrantor;

  @Field(() => [TallyForm], { description: 'Các hình thức như nguồn nêu, 1–8. Its forms as stated, 1 to 8.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  @ArrayUnique()
  forms: TallyForm[];

  @Field(() => AwardTrack, { nullable: true, description: 'Loại hình, nếu nguồn nêu. Track, when stated.' })
  track?: AwardTrack | null;

  @Field(() => Int, { nullable: true, description: 'Tổng số, chỉ khi nguồn nêu. The total, only when stated.' })
  @IsOptional()
  @Max(LARGEST_COUNT)
  total?: number | null;

  @Field(() => Int, { nullable: true, description: 'Số tập thể, chỉ khi nguồn nêu. Collectives, only when stated.' })
  @IsOptional()
  @Max(LARGEST_COUNT)
  collectives?: number | null;

  @Field(() => Int, { nullable: true, description: 'Số cá nhân, chỉ khi nguồn nêu. Individuals, only when stated.' })
  @IsOptional()
  @Max(LARGEST_COUNT)
  individuals?: number | null;

  @Field(() => [AwardTallyPartInput], { nullable: true, description: 'Các phần, tối đa 20. Its parts, at most 20.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  parts?: AwardTallyPartInput[] | null;

  @Field(() => [AwardTallyOverlapInput], {
    nullable: true,
    description: 'Số liệu có thể trùng, tối đa 20. Tallies that it overlaps, at most 20.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  @ArrayUnique(({ tallyId }: AwardTallyOverlapInput) => tallyId)
  @ValidateNested({ each: true })
  overlaps?: AwardTallyOverlapInput[] | null;

  @Field({ description: 'Nguồn, có ngày, 1–500 ký tự. The source, with its date.' })
  @IsWords(500)
  source: string;

  @Field({ description: 'Câu gốc, 1–5.000 ký tự. The sentence of the source.' })
  @IsWords(5000)
  sentence: string;

  @Field(() => [String], { nullable: true, description: 'Cảnh báo thêm, tối đa 10. More warnings, at most 10.' })
  @IsOptional()
  @ArrayMaxSize(10)
  @IsWords(500, { each: true })
  warnings?: string[] | null;
}
