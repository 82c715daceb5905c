import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { IsOptional, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { AwardBasis, AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';

/** The first year whose merits can have been honoured: the country's first emulation movement was called in 1948. */
const FIRST_MERIT_YEAR = 1945;
const LAST_MERIT_YEAR = 9999;

/** An award of before this system, or of a body outside it. */
@InputType({
  description:
    'Phần thưởng đã nhận trước đây hoặc do cơ quan khác tặng, khai theo văn bản. An award received earlier, or from another body, stated from a document.',
})
export class RecordPastAwardInput extends CommandInput {
  @Field(() => ID, {
    description:
      'Đơn vị mà người được khen sinh hoạt hôm nay, hoặc chính tập thể được khen. The unit to which the person belongs today, or the collective itself.',
  })
  @IsId()
  homeUnitId: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Cá nhân đã nhận; bỏ trống khi đơn vị nêu trên nhận. The person who received it; empty where the unit named did.',
  })
  @IsOptional()
  @IsId()
  recipientMemberId: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Loại khen thưởng trong danh mục, nếu có: ký hiệu, hình thức, cấp lấy theo đó. Award of the catalogue, when it is there: code, form and level are taken from it.',
  })
  @IsOptional()
  @IsId()
  awardTypeId: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Ký hiệu để quy tắc nhận ra phần thưởng ngoài danh mục: chữ in hoa, số, gạch nối, gạch dưới (2–60). Code by which rules know an award that is not in the catalogue; capitals, digits, hyphens, underscores.',
  })
  @IsOptional()
  @Matches(/^[A-Z0-9][A-Z0-9_-]{1,59}$/)
  awardCode: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Tên phần thưởng (1–255 ký tự); bắt buộc khi không có trong danh mục. Name of the award; needed where it is not in the catalogue.',
  })
  @IsOptional()
  @IsWords(255)
  name: string | null;

  @Field(() => AwardForm, {
    nullable: true,
    description: 'Hình thức; bắt buộc khi không có trong danh mục. Form; needed where it is not in the catalogue.',
  })
  form: AwardForm | null;

  @Field(() => AwardIssuerLevel, {
    nullable: true,
    description:
      'Cấp quyết định; bắt buộc khi không có trong danh mục. Level; needed where it is not in the catalogue.',
  })
  issuerLevel: AwardIssuerLevel | null;

  @Field(() => AwardTrack, {
    nullable: true,
    description: 'Loại hình; mặc định thường xuyên, hoặc theo danh mục. Track; REGULAR, or as the catalogue says.',
  })
  track: AwardTrack | null;

  @Field(() => AwardBasis, {
    nullable: true,
    description: 'Công trạng hay cống hiến; mặc định công trạng, hoặc theo danh mục. Basis; MERIT, or the catalogue’s.',
  })
  basis: AwardBasis | null;

  @Field(() => Int, { description: 'Năm thành tích, 1945–9999, không sau năm của quyết định. The merit year.' })
  @Min(FIRST_MERIT_YEAR)
  @Max(LAST_MERIT_YEAR)
  meritYear: number;

  @Field({ description: 'Số quyết định, 1–60 ký tự. Number of the decision.' })
  @IsWords(60)
  decisionNumber: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày ký, không sau hôm nay. Date of signature, not after today.' })
  decidedOn: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Đơn vị công đoàn đã khen; đúng một trong issuingUnitId và externalBody. The union unit that awarded it; exactly one of this and externalBody.',
  })
  @IsOptional()
  @IsId()
  issuingUnitId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cơ quan ngoài công đoàn đã khen (1–255 ký tự). The body outside the unions that awarded it.',
  })
  @IsOptional()
  @IsWords(255)
  externalBody: string | null;

  @Field({
    description:
      'Nguồn: văn bản, tệp, trang đã xem (1–500 ký tự). The source: document, file or page that was looked at.',
  })
  @IsWords(500)
  sourceDocument: string;
}
