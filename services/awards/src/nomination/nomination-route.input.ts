import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { ConsultationSilence } from '../award-type/award-type.enum';
import { ChecklistVerdict } from '../checklist/checklist-answer.entity';
import { ConsultationOpinion } from '../consultation/consultation.entity';
import { LONGEST_REASON, TaskDecisionInput } from './nomination.input';

/** A nomination and why. */
@InputType({ description: 'Hồ sơ và lý do. A nomination and the reason.' })
abstract class NominationReasonInput extends CommandInput {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;

  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}

/** A nomination to withdraw. */
@InputType({ description: 'Rút hồ sơ đã trình. Withdraws a nomination that was submitted.' })
export class WithdrawNominationInput extends NominationReasonInput {}

/** A nomination to suspend. */
@InputType({ description: 'Tạm dừng hồ sơ (kỷ luật, thanh tra, khiếu nại). Suspends a nomination.' })
export class SuspendNominationInput extends NominationReasonInput {}

/** A nomination to resume. */
@InputType({ description: 'Tiếp tục hồ sơ đang tạm dừng. Resumes a nomination that is suspended.' })
export class ResumeNominationInput extends NominationReasonInput {}

/** A deadline to move. */
@InputType({ description: 'Thay đổi thời hạn của bước đang mở. Moves the deadline of the open stage.' })
export class MoveNominationDeadlineInput extends TaskDecisionInput {
  @Field(() => Date, {
    description: 'Hạn mới (UTC), sau lúc này và không quá 365 ngày nữa. New deadline, after now and within 365 days.',
  })
  dueAt: Date;

  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}

/** What the unit above did about a stage that was left overdue. */
@InputType({
  description: 'Xử lý hồ sơ mà đơn vị cấp dưới để quá hạn lâu. What was done about a nomination left overdue below.',
})
export class HandleOverdueNominationInput extends TaskDecisionInput {
  @Field({ description: 'Đã xử lý thế nào, 1–2.000 ký tự. What was done, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  note: string;
}

/** The answer to an item. */
@InputType({ description: 'Trả lời một mục thẩm định. The answer to an item of the checklist.' })
export class ChecklistAnswerInput {
  @Field({ description: 'Ký hiệu mục. Code of the item.' })
  @MaxLength(40)
  code: string;

  @Field(() => ChecklistVerdict, { description: 'Trả lời. The answer.' })
  answer: ChecklistVerdict;

  @Field(() => String, {
    nullable: true,
    description: 'Ghi chú, tối đa 1.000 ký tự; bắt buộc khi trả lời “không”. A note; needed with NO.',
  })
  @IsOptional()
  @MaxLength(1000)
  note?: string | null;
}

/** Answers to the checklist of the open appraisal. */
@InputType({ description: 'Trả lời danh mục thẩm định của bước đang mở. Answers to the open appraisal’s checklist.' })
export class AnswerChecklistInput extends TaskDecisionInput {
  @Field(() => [ChecklistAnswerInput], { description: 'Các trả lời, 1–50. The answers, 1 to 50.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  answers: ChecklistAnswerInput[];
}

/** A letter to a body outside the unions. */
@InputType({ description: 'Gửi văn bản hiệp y. A letter that consults a body outside the unions.' })
export class RequestConsultationInput extends TaskDecisionInput {
  @Field({ description: 'Cơ quan được hỏi, 1–255 ký tự. The body that is asked.' })
  @IsWords(255)
  body: string;

  @Field({ description: 'Số công văn hỏi, 1–60 ký tự. Number of the letter.' })
  @IsWords(60)
  letterNumber: string;

  @Field(() => CalendarDateScalar, {
    description: 'Ngày công văn hỏi, không sau hôm nay. Date of the letter, today at the latest.',
  })
  letterDate: string;

  @Field(() => String, { nullable: true, description: 'Nội dung hỏi, tối đa 2.000 ký tự. What is asked.' })
  @IsOptional()
  @MaxLength(LONGEST_REASON)
  question?: string | null;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày cuối để trả lời; bỏ trống thì theo số ngày làm việc của bước. Last day for an answer; else by the working days that the stage gives.',
  })
  answerBy?: string | null;

  @Field(() => ConsultationSilence, {
    nullable: true,
    description: 'Hết hạn không trả lời thì sao; bỏ trống thì theo bước. What silence means; else as the stage says.',
  })
  silence?: ConsultationSilence | null;
}

/** The letter in which a body answered. */
@InputType({ description: 'Ghi văn bản trả lời hiệp y. The letter in which the body answered.' })
export class RecordConsultationAnswerInput extends TaskDecisionInput {
  @Field(() => ConsultationOpinion, { description: 'Ý kiến. What it answered.' })
  answer: ConsultationOpinion;

  @Field({ description: 'Số công văn trả lời, 1–60 ký tự. Number of the answer.' })
  @IsWords(60)
  letterNumber: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày công văn trả lời. Date of the answer.' })
  letterDate: string;

  @Field(() => String, { nullable: true, description: 'Ghi chú, tối đa 2.000 ký tự. A note.' })
  @IsOptional()
  @MaxLength(LONGEST_REASON)
  note?: string | null;
}

/** A consultation that is no longer waited for. */
@InputType({ description: 'Thôi chờ trả lời hiệp y. Gives up waiting for an answer.' })
export class CloseConsultationInput extends TaskDecisionInput {
  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}

/** A nomination to forward. */
@InputType({
  description: 'Chuyển hồ sơ lên cấp trên đề nghị khen cao. Forwards a nomination to a higher level’s award.',
})
export class ForwardNominationInput extends TaskDecisionInput {
  @Field(() => ID, {
    description: 'Hình thức khen của cấp cao hơn. The award of a higher level that it is forwarded for.',
  })
  @IsId()
  awardTypeId: string;

  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @MaxLength(LONGEST_REASON)
  reason: string;
}
