import { CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { Field, ID, InputType } from 'type-graphql';
import { LONGEST_APPEAL } from './award-appeal.entity';
import { AwardAppealOutcome } from './award-appeal.enum';

const LONGEST_REASON = 2000;

/** An appeal to file. */
@InputType({ description: 'Kiến nghị về khen thưởng. An appeal to file.' })
export class FileAwardAppealInput extends CommandInput {
  @Field(() => ID, { description: 'Hồ sơ khen thưởng đã trình. The nomination, once submitted.' })
  @IsId()
  nominationId: string;

  @Field({ description: 'Nội dung, 1–10.000 ký tự. What is asked for, 1 to 10,000 characters.' })
  @IsWords(LONGEST_APPEAL)
  content: string;
}

/** An answer to an appeal. */
@InputType({ description: 'Trả lời kiến nghị. An answer to an appeal.' })
export class AnswerAwardAppealInput extends CommandInput {
  @Field(() => ID, { description: 'Kiến nghị. The appeal.' })
  @IsId()
  appealId: string;

  @Field(() => AwardAppealOutcome, { description: 'Kết quả. What it comes to.' })
  outcome: AwardAppealOutcome;

  @Field({ description: 'Câu trả lời, 1–10.000 ký tự. The answer, 1 to 10,000 characters.' })
  @IsWords(LONGEST_APPEAL)
  answer: string;
}

/** An appeal to withdraw. */
@InputType({ description: 'Rút kiến nghị. An appeal to withdraw.' })
export class WithdrawAwardAppealInput extends CommandInput {
  @Field(() => ID, { description: 'Kiến nghị. The appeal.' })
  @IsId()
  appealId: string;

  @Field({ description: 'Lý do, 1–2.000 ký tự. The reason, 1 to 2,000 characters.' })
  @IsWords(LONGEST_REASON)
  reason: string;
}
