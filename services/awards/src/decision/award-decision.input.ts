import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MOST_NOMINATIONS } from './award-decision.rules';

const LONGEST_TITLE = 500;
const LONGEST_SYMBOL = 40;
const LONGEST_BASIS = 500;
const MOST_BASES = 20;
/** Longest reason. */
const LONGEST_REASON = 2000;
const LONGEST_PLACE = 500;
const LONGEST_NAME = 255;
const LARGEST_NUMBER = 99_999;

/** What a draft says besides its list. */
@InputType({ description: 'Nội dung của dự thảo quyết định. What a draft of a decision says besides its list.' })
abstract class AwardDecisionTextsInput extends CommandInput {
  @Field({ description: 'Trích yếu, 1–500 ký tự. What it is about, 1 to 500 characters.' })
  @IsWords(LONGEST_TITLE)
  title: string;

  @Field({
    defaultValue: 'QĐ-LĐLĐ',
    description: 'Ký hiệu đứng sau số, 1–40 ký tự, ví dụ QĐ-LĐLĐ. What follows the number, 1 to 40 characters.',
  })
  @IsWords(LONGEST_SYMBOL)
  symbol: string;

  @Field(() => [String], {
    description:
      'Căn cứ pháp lý theo thứ tự, 1–20 mục, mỗi mục 1–500 ký tự. Legal bases in order, 1 to 20 of 1 to 500 characters.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_BASES)
  @IsWords(LONGEST_BASIS, { each: true })
  legalBases: string[];

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày có hiệu lực; bỏ trống thì là ngày ký. Day on which it takes effect; else the date of signature.',
  })
  @IsOptional()
  effectiveOn: string | null;
}

/** A decision to draft. */
@InputType({ description: 'Dự thảo quyết định khen thưởng. A decision to draft.' })
export class DraftAwardDecisionInput extends AwardDecisionTextsInput {
  @Field(() => ID, { description: 'Cơ quan ban hành. The body that decides.' })
  @IsId()
  bodyUnitId: string;

  @Field(() => [ID], {
    description:
      'Các hồ sơ đang chờ cơ quan này ký, theo thứ tự trong danh sách, 0–500. Nominations that wait for this body’s decision, in the list’s order, 0 to 500.',
  })
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[];
}

/** A decision and the version of it that was seen. */
@InputType({ description: 'Quyết định và phiên bản đã thấy. A decision and the version of it that was seen.' })
export abstract class AwardDecisionCommandInput extends CommandInput {
  @Field(() => ID, { description: 'Quyết định. The decision.' })
  @IsId()
  decisionId: string;

  @Field(() => Int, {
    description: 'Phiên bản mà bạn đã thấy, từ 1. Version that you saw, from 1; a stale one is CONFLICT.',
  })
  @Min(1)
  version: number;
}

/** New texts of a draft. */
@InputType({ description: 'Sửa nội dung dự thảo. New texts of a draft.' })
export class EditAwardDecisionInput extends AwardDecisionTextsInput {
  @Field(() => ID, { description: 'Quyết định. The decision.' })
  @IsId()
  decisionId: string;

  @Field(() => Int, {
    description: 'Phiên bản mà bạn đã thấy, từ 1. Version that you saw, from 1; a stale one is CONFLICT.',
  })
  @Min(1)
  version: number;
}

/** Nominations to add to a draft's list, or to take off it. */
@InputType({ description: 'Hồ sơ cần thêm vào hoặc bỏ ra. Nominations to add to the list or to take off it.' })
export class ChangeAwardDecisionListInput extends AwardDecisionCommandInput {
  @Field(() => [ID], { description: 'Các hồ sơ, 1–500; tất cả hoặc không. The nominations, 1 to 500; all or none.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[];
}

/** A draft to drop. */
@InputType({ description: 'Bỏ dự thảo. A draft to drop.' })
export class DiscardAwardDecisionInput extends AwardDecisionCommandInput {
  @Field({ description: 'Lý do, 1–2.000 ký tự. The reason, 1 to 2,000 characters.' })
  @IsWords(LONGEST_REASON)
  reason: string;
}

/** A decision to sign. */
@InputType({ description: 'Ký quyết định khen thưởng. Signs an award decision.' })
export class SignAwardDecisionInput extends AwardDecisionCommandInput {
  @Field(() => CalendarDateScalar, {
    description:
      'Ngày ký (YYYY-MM-DD, giờ Việt Nam), không sau hôm nay và không trước ngày trình hồ sơ muộn nhất. Date of signature, not after today and not before the last of the nominations was submitted.',
  })
  decidedOn: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Số do văn thư cấp ngoài hệ thống, 1–60 ký tự; bỏ trống thì hệ thống cấp số kế tiếp trong năm. A number given outside the system, 1 to 60 characters; else the next one of the body and the year.',
  })
  @IsOptional()
  @Length(1, 60)
  number: string | null;
}

/** The last number that was given outside the system. */
@InputType({
  description:
    'Số quyết định cuối cùng đã cấp ngoài hệ thống trong năm; chỉ được tăng. The last number of the year that was given outside the system; it only goes up.',
})
export class RaiseAwardDecisionNumberInput extends CommandInput {
  @Field(() => ID, { description: 'Cơ quan ban hành. The body that decides.' })
  @IsId()
  bodyUnitId: string;

  @Field(() => Int, { description: 'Năm, 2000–2100. Year, 2000 to 2100.' })
  @Min(2000)
  @Max(2100)
  year: number;

  @Field(() => Int, { description: 'Số cuối cùng đã cấp, 1–99.999. The last number given, 1 to 99,999.' })
  @Min(1)
  @Max(LARGEST_NUMBER)
  lastNumber: number;

  @Field({ description: 'Lý do, 1–2.000 ký tự. The reason, 1 to 2,000 characters.' })
  @IsWords(LONGEST_REASON)
  reason: string;
}

/** A decision to publish. */
@InputType({ description: 'Công bố quyết định đã ký. Publishes a signed decision.' })
export class PublishAwardDecisionInput extends AwardDecisionCommandInput {
  @Field(() => CalendarDateScalar, {
    description: 'Ngày công bố, từ ngày ký đến hôm nay. Day of publication, from the signature until today.',
  })
  publishedOn: string;

  @Field({ description: 'Nơi công bố, 1–500 ký tự. Where it was published, 1 to 500 characters.' })
  @IsWords(LONGEST_PLACE)
  place: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Chỉ các hồ sơ này, 1–500; bỏ trống thì mọi hồ sơ chưa công bố. These nominations alone, 1 to 500; else all that are not published yet.',
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[] | null;
}

/** A ceremony at which awards were handed over. */
@InputType({ description: 'Buổi trao thưởng. A ceremony at which awards were handed over.' })
export class RecordAwardHandoverInput extends AwardDecisionCommandInput {
  @Field(() => CalendarDateScalar, {
    description: 'Ngày trao, từ ngày ký đến hôm nay. Day of the ceremony, from the signature until today.',
  })
  heldOn: string;

  @Field({ description: 'Nơi trao, 1–500 ký tự. Where it was held, 1 to 500 characters.' })
  @IsWords(LONGEST_PLACE)
  place: string;

  @Field({
    description:
      'Người trao và chức danh, 1–255 ký tự. Who handed the awards over, with their office, 1 to 255 characters.',
  })
  @IsWords(LONGEST_NAME)
  handedOverBy: string;

  @Field(() => String, {
    nullable: true,
    description: 'Ghi chú, ví dụ người nhận thay, tối đa 2.000 ký tự. A note, at most 2,000 characters.',
  })
  @IsOptional()
  @MaxLength(LONGEST_REASON)
  note: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Chỉ các hồ sơ này, 1–500; bỏ trống thì mọi hồ sơ đã công bố chưa trao. These nominations alone, 1 to 500; else all that are published and not handed over.',
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[] | null;
}
