import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { AchievementReportInput, LONGEST_SUMMARY } from '../report/achievement-report.type';

/** Longest reason or opinion. */
export const LONGEST_REASON = 2000;

const ACHIEVEMENT =
  'Cách viết ngắn: phần tóm tắt của báo cáo thành tích, 1–20.000 ký tự. The short way: the summary of the achievement report, 1 to 20,000 characters.';
const REPORT = 'Các phần của báo cáo; dùng thay cho achievement. The parts of the report; in place of achievement.';

/** A nomination to draft. */
@InputType({
  description:
    'Hồ sơ đề nghị khen thưởng: đúng một đối tượng, cá nhân hoặc tập thể. A nomination: exactly one nominee, a person or a collective.',
})
export class DraftNominationInput extends CommandInput {
  @Field(() => ID, { description: 'Loại khen thưởng. The award type.' })
  @IsId()
  awardTypeId: string;

  @Field(() => ID, { description: 'Đơn vị đề nghị. The nominating unit.' })
  @IsId()
  nominatingUnitId: string;

  @Field(() => ID, { nullable: true, description: 'Cá nhân được đề nghị (đoàn viên). The person nominated: a member.' })
  @IsOptional()
  @IsId()
  nomineeMemberId: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Tập thể được đề nghị: đơn vị đề nghị hoặc đơn vị trực thuộc. The collective nominated: the nominating unit or one under it.',
  })
  @IsOptional()
  @IsId()
  nomineeUnitId: string | null;

  @Field(() => ID, { nullable: true, description: 'Chu kỳ thi đua liên quan, nếu có. The emulation cycle, if any.' })
  @IsOptional()
  @IsId()
  cycleId: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Danh sách chung mà hồ sơ thuộc về, cùng đơn vị đề nghị; danh sách dùng chung giấy tờ. The list that it belongs to, of the same nominating unit: a list shares its papers.',
  })
  @IsOptional()
  @IsId()
  listId?: string | null;

  @Field(() => String, { nullable: true, description: ACHIEVEMENT })
  @IsOptional()
  @Length(1, LONGEST_SUMMARY)
  achievement?: string | null;

  @Field(() => AchievementReportInput, { nullable: true, description: REPORT })
  @IsOptional()
  @ValidateNested()
  report?: AchievementReportInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Năm thành tích (2000–9999), không sau năm nay; mặc định năm nay (giờ Việt Nam). The merit year, not after this year; this year in Việt Nam by default.',
  })
  @IsOptional()
  @Min(2000)
  @Max(9999)
  meritYear?: number | null;
}

/** A change of a draft or of a returned dossier. */
@InputType({
  description:
    'Sửa báo cáo của hồ sơ đang lập hoặc bị trả lại; biểu mẫu tự lưu bằng lệnh này, không quá một lần mỗi 10 giây. A change of the report of a draft or of a returned nomination: what a form saves by itself, at most every ten seconds.',
})
export class EditNominationInput extends CommandInput {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;

  @Field(() => Int, {
    description: 'Phiên bản bản soạn mà bạn đã thấy. Version of the draft that you saw; a stale one is CONFLICT.',
  })
  @Min(1)
  version: number;

  @Field(() => String, { nullable: true, description: ACHIEVEMENT })
  @IsOptional()
  @Length(1, LONGEST_SUMMARY)
  achievement?: string | null;

  @Field(() => AchievementReportInput, { nullable: true, description: REPORT })
  @IsOptional()
  @ValidateNested()
  report?: AchievementReportInput | null;
}

/** A nomination to submit for the first time. */
@InputType({ description: 'Trình hồ sơ lần đầu. Submits a nomination for the first time.' })
export class SubmitNominationInput extends CommandInput {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;
}

/** The most nominations of one command. */
export const MOST_NOMINATIONS = 500;

/** Nominations to submit for the first time, each by itself. */
@InputType({
  description:
    'Trình nhiều hồ sơ lần đầu, ví dụ cả danh sách; mỗi hồ sơ một kết quả. Submits several nominations for the first time, those of a list for example; each has its own result.',
})
export class SubmitNominationsInput extends CommandInput {
  @Field(() => [ID], { description: 'Các hồ sơ, 1–500, mỗi hồ sơ một lần. The nominations, 1 to 500, each once.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[];
}

/** A returned nomination to submit again. */
@InputType({
  description: 'Trình lại hồ sơ bị trả lại, thành lần trình mới. Submits a returned nomination as a new revision.',
})
export class ResubmitNominationInput extends CommandInput {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Nhiệm vụ hoàn thiện hồ sơ; bỏ trống thì lấy nhiệm vụ đang mở. The task to revise; else the open one.',
  })
  @IsOptional()
  @IsId()
  taskId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Phiên bản của nhiệm vụ; bắt buộc khi có taskId. Version of the task; needed with taskId.',
  })
  @IsOptional()
  @Min(1)
  version: number | null;
}

/** What every decision on a task begins with. */
@InputType({ description: 'Nhiệm vụ và phiên bản đã thấy. A task and the version of it that was seen.' })
export abstract class TaskDecisionInput extends CommandInput {
  @Field(() => ID, { description: 'Nhiệm vụ. The task.' })
  @IsId()
  taskId: string;

  @Field(() => Int, {
    description: 'Phiên bản của nhiệm vụ mà bạn đã thấy. Version of the task that you saw; a stale one is CONFLICT.',
  })
  @Min(1)
  version: number;
}

/** An appraisal that lets the nomination pass. */
@InputType({ description: 'Thẩm định đạt. An appraisal that lets the nomination pass.' })
export class PassAppraisalInput extends TaskDecisionInput {
  @Field(() => String, { nullable: true, description: 'Ý kiến thẩm định (≤ 2.000 ký tự). Opinion of the appraiser.' })
  @IsOptional()
  @MaxLength(LONGEST_REASON)
  opinion: string | null;
}

/** A comment on a field of the dossier that is returned. */
@InputType({ description: 'Nhận xét về một trường của hồ sơ. A comment on a field of the dossier.' })
export class FieldCommentInput {
  @Field({
    description:
      'Đường dẫn của trường, ví dụ achievement hoặc report.results[0]. Path of the field, for example achievement.',
  })
  @MaxLength(200)
  @Matches(/^[A-Za-z]\w*(?:\.[A-Za-z]\w*|\[\d{1,3}\])*$/)
  path: string;

  @Field({ description: 'Nhận xét, 1–1.000 ký tự. The comment, 1 to 1,000 characters.' })
  @IsWords(1000)
  text: string;
}

/** A return of the dossier. */
@InputType({ description: 'Trả lại hồ sơ để hoàn thiện. Returns the nomination to be revised.' })
export class ReturnNominationInput extends TaskDecisionInput {
  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;

  @Field(() => [FieldCommentInput], {
    nullable: true,
    description: 'Nhận xét về từng trường, tối đa 100. Comments on fields of the dossier, 100 at most.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  comments?: FieldCommentInput[] | null;
}

/** A rejection. */
@InputType({ description: 'Không chấp thuận hồ sơ. Rejects the nomination.' })
export class RejectNominationInput extends TaskDecisionInput {
  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}

/** The council's vote. */
@InputType({
  description:
    'Kết quả biểu quyết của hội đồng; mẫu số là TỔNG SỐ thành viên. The council’s vote; the denominator is ALL members.',
})
export class RecordCouncilVoteInput extends TaskDecisionInput {
  @Field(() => Int, { description: 'Tổng số thành viên hội đồng, 1–999. All council members, 1 to 999.' })
  @Min(1)
  @Max(999)
  councilMembers: number;

  @Field(() => Int, { description: 'Số phiếu tán thành. Votes for, 0 to 999.' })
  @Min(0)
  @Max(999)
  yes: number;

  @Field(() => Int, { description: 'Số phiếu không tán thành. Votes against, 0 to 999.' })
  @Min(0)
  @Max(999)
  no: number;

  @Field(() => Int, { description: 'Số phiếu trắng. Abstentions, 0 to 999.' })
  @Min(0)
  @Max(999)
  abstain: number;
}

/** The award decision. */
@InputType({ description: 'Ký quyết định khen thưởng. Signs the award decision.' })
export class DecideNominationInput extends TaskDecisionInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Số quyết định, ví dụ 125/QĐ-LĐLĐ (1–60 ký tự), không trùng trong năm của cơ quan; bỏ trống thì hệ thống cấp số kế tiếp. Number of the decision, 1 to 60 characters, unique for the body and the year; else the next one.',
  })
  @IsOptional()
  @Length(1, 60)
  decisionNumber: string | null;

  @Field(() => CalendarDateScalar, {
    description:
      'Ngày ký (YYYY-MM-DD, giờ Việt Nam), không sau hôm nay và không trước ngày trình. Date of signature, not after today and not before the nomination was submitted.',
  })
  decidedOn: string;
}

/** A task to claim or to give back. */
@InputType({ description: 'Nhận hoặc trả lại nhiệm vụ. Claims a task or gives it back.' })
export class ClaimAwardTaskInput extends TaskDecisionInput {}
