import { CalendarDateScalar, CommandInput, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { LONGEST_REASON } from '../nomination/nomination.input';

/** The most nominations of one session: they are counted in one transaction. */
export const MOST_BALLOT_ITEMS = 100;
const SHA256 = /^[0-9a-f]{64}$/;
const SEALED = /^[\w-]{111}$/;

/** A session to open. */
@InputType({ description: 'Mở phiên bỏ phiếu kín của hội đồng. Opens a secret ballot of a council.' })
export class OpenBallotSessionInput extends CommandInput {
  @Field(() => ID, { description: 'Cấp có hội đồng. The body whose council votes.' })
  @IsId()
  bodyUnitId: string;

  @Field(() => [ID], {
    description: `Hồ sơ đang ở bước hội đồng của cấp này, 1–${MOST_BALLOT_ITEMS}, theo thứ tự trong biên bản. Nominations at this council’s stage, in the order of the minutes.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_BALLOT_ITEMS)
  @ArrayUnique()
  @IsId({ each: true })
  nominationIds: string[];

  @Field(() => ID, {
    description: 'Thành viên hội đồng chủ trì phiên, ký biên bản. The member of the council who presides.',
  })
  @IsId()
  chairMemberId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Lý do bỏ phiếu lại (≤ 2.000 ký tự); bắt buộc khi một hồ sơ đã có phiên bị hủy hoặc không đủ thành viên. Why the council votes again; needed when a session on one of them was voided or had no quorum.',
  })
  @IsOptional()
  @MaxLength(LONGEST_REASON)
  reason: string | null;
}

/** A vote to cast. */
@InputType({ description: 'Phiếu kín đã niêm phong của chính mình. One’s own sealed vote.' })
export class CastVoteInput extends CommandInput {
  @Field(() => ID, { description: 'Phiên. The session.' })
  @IsId()
  sessionId: string;

  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;

  @Field({
    description:
      'Phiếu niêm phong bằng packages/ballot: base64url, luôn 111 ký tự. The vote as packages/ballot sealed it: base64url, always 111 characters.',
  })
  @Matches(SEALED)
  sealed: string;
}

/** A recusal. */
@InputType({ description: 'Tự rút khỏi biểu quyết về một hồ sơ. Recuses oneself from the vote on a nomination.' })
export class RecuseFromBallotInput extends CommandInput {
  @Field(() => ID, { description: 'Phiên. The session.' })
  @IsId()
  sessionId: string;

  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;

  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}

/** A written vote of an absentee. */
@InputType({
  description:
    'Phiếu bằng văn bản của thành viên vắng mặt: chỉ thư bên ngoài được ghi nhận, phiếu bên trong do thư ký niêm phong. A written vote of an absentee: the outer letter is recorded, the inner slip is sealed by the secretary.',
})
export class RecordWrittenVoteInput extends CastVoteInput {
  @Field(() => ID, { description: 'Thành viên vắng mặt. The absent member.' })
  @IsId()
  memberId: string;

  @Field({ description: 'Số của thư bên ngoài, 1–60 ký tự. Number of the outer letter, 1 to 60 characters.' })
  @Length(1, 60)
  letterNumber: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày của thư, không sau hôm nay. Its date, not after today.' })
  letterDate: string;

  @Field({
    description:
      'SHA-256 (hệ 16, viết thường) của bản quét thư bên ngoài. SHA-256 of the outer letter’s scan, lower-case hexadecimal.',
  })
  @Matches(SHA256)
  letterDigest: string;
}

/** A session to close. */
@InputType({ description: 'Kết thúc phiên và kiểm phiếu. Closes a session and counts its votes.' })
export class CloseBallotSessionInput extends CommandInput {
  @Field(() => ID, { description: 'Phiên. The session.' })
  @IsId()
  sessionId: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Kết thúc cả khi có hồ sơ không đủ thành viên tham gia: phiếu về hồ sơ đó không được kiểm, hồ sơ ở lại bước hội đồng. Close even where a nomination has no quorum: its votes are not opened and it stays at the council.',
  })
  leaveWithoutQuorum: boolean;

  @Field(() => String, { nullable: true, description: 'Số biên bản (≤ 60 ký tự). Number of the minutes.' })
  @IsOptional()
  @Length(1, 60)
  minutesNumber: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Địa danh ghi trên biên bản (≤ 120 ký tự). Place as the minutes name it.',
  })
  @IsOptional()
  @Length(1, 120)
  place: string | null;
}

/** A session to void. */
@InputType({ description: 'Hủy phiên đang mở, có lý do. Voids an open session, with a reason.' })
export class VoidBallotSessionInput extends CommandInput {
  @Field(() => ID, { description: 'Phiên. The session.' })
  @IsId()
  sessionId: string;

  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}
