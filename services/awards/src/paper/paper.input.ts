import { CommandInput, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayUnique, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PaperKind } from '../award-type/award-type.enum';

/** A file to send. */
@InputType({
  description:
    'Bắt đầu tải một tệp lên cho đúng một hồ sơ hoặc một danh sách. Begins to send a file for exactly one nomination or list.',
})
export class BeginPaperUploadInput extends CommandInput {
  @Field(() => ID, { nullable: true, description: 'Hồ sơ. The nomination.' })
  @IsOptional()
  @IsId()
  nominationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Danh sách. The list.' })
  @IsOptional()
  @IsId()
  listId?: string | null;

  @Field({ description: 'Tên tệp ở máy bạn, 1–255 ký tự. Name of the file on your machine, 1 to 255 characters.' })
  @Length(1, 255)
  fileName: string;

  @Field(() => Int, {
    description:
      'Kích thước, byte; tối đa 20 MiB nếu hệ thống không đặt khác. Size in bytes; at most 20 MiB by default.',
  })
  @Min(1)
  size: number;

  @Field({
    description:
      'SHA-256 của cả tệp, 64 chữ số hệ 16 viết thường. SHA-256 of the whole file, 64 lower-case hex digits.',
  })
  @Matches(/^[0-9a-f]{64}$/)
  sha256: string;
}

/** The vote that minutes record. */
@InputType({
  description: 'Kết quả bỏ phiếu ghi trong biên bản họp xét của đơn vị. The vote that the unit’s minutes record.',
})
export class MinutesVoteInput {
  @Field(() => Int, { description: 'Số người thuộc thành phần họp, 1–999. How many belong to the meeting, 1 to 999.' })
  @Min(1)
  @Max(999)
  members: number;

  @Field(() => Int, { description: 'Số phiếu tán thành, 0–999. Votes in favour, 0 to 999.' })
  @Min(0)
  @Max(999)
  yes: number;
}

/** A paper to attach. */
@InputType({
  description:
    'Đính kèm tệp đã tải lên đủ vào hồ sơ hoặc danh sách của lần tải. Attaches a file that was sent whole to the nomination or list that it was sent for.',
})
export class AttachPaperInput extends CommandInput {
  @Field(() => ID, { description: 'Lần tải lên của chính bạn. An upload of your own.' })
  @IsId()
  uploadId: string;

  @Field(() => PaperKind, { description: 'Loại giấy tờ. What it is.' })
  kind: PaperKind;

  @Field(() => MinutesVoteInput, {
    nullable: true,
    description: 'Kết quả bỏ phiếu; bắt buộc và chỉ dùng cho biên bản. The vote; for minutes only, and needed there.',
  })
  @IsOptional()
  @ValidateNested()
  vote?: MinutesVoteInput | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Người ký biên bản (đoàn viên), tối đa 20; họ không được thẩm định, biểu quyết hay quyết định hồ sơ này. Who signed the minutes, at most 20 members: they never judge these nominations.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsId({ each: true })
  signatoryMemberIds?: string[] | null;
}

/** A paper to remove. */
@InputType({
  description:
    'Gỡ giấy tờ khỏi hồ sơ đang lập, bị trả lại, hoặc khỏi danh sách; các lần đã trình vẫn giữ. Removes a paper from a draft, a returned nomination or a list; what was submitted keeps it.',
})
export class RemovePaperInput extends CommandInput {
  @Field(() => ID, { description: 'Giấy tờ. The paper.' })
  @IsId()
  paperId: string;
}
