import { CalendarDateScalar, CommandInput, IsWords } from '@thidua/service-kit';
import { IsOptional, Length, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type { ConcludeReviewCommand, HandleOverdueCommand, OpenReviewCommand } from './review.service';

/** Input of openMidYearReview. */
@InputType({
  description:
    'Mở sơ kết của một cụm, khối hoặc đơn vị, từ mốc MID_YEAR_REVIEW của lịch. Opens the review of a group or a unit, from the calendar’s milestone MID_YEAR_REVIEW on.',
})
export class OpenMidYearReviewInput extends CommandInput implements OpenReviewCommand {
  @Field(() => ID, { description: 'Chu kỳ. The cycle.' })
  @IsIdentifier()
  cycleId: string;

  @Field(() => ID, { nullable: true, description: 'Cụm, khối được sơ kết. The group; either this or unitId.' })
  @IsOptional()
  @IsIdentifier()
  groupId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Đơn vị được sơ kết. The unit; either this or groupId.' })
  @IsOptional()
  @IsIdentifier()
  unitId?: string | null;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu kỳ; mặc định 01/01 của năm. First day of the period; 1 January of the cycle’s year when not given. It must lie within that year.',
  })
  periodFrom?: string | null;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày cuối kỳ, tính cả ngày đó; mặc định theo mốc sơ kết trong lịch. Last day, inclusive; by default the calendar’s mid-year milestone, or 31 December when that lies outside the year. Within the cycle’s year and never after today.',
  })
  periodTo?: string | null;
}

/** Input of concludeReview. */
@InputType({
  description: 'Kết luận sơ kết; số liệu được giữ nguyên từ đó. Concludes a review; its figures are frozen.',
})
export class ConcludeReviewInput extends CommandInput implements ConcludeReviewCommand {
  @Field(() => ID, { description: 'Nhiệm vụ CONCLUDE_REVIEW. The task.' })
  @IsIdentifier()
  taskId: string;

  @Field(() => Int, { description: 'Phiên bản nhiệm vụ đã thấy. Version of the task that you saw.' })
  @Min(1)
  version: number;

  @Field({ description: 'Hạn chế, tối đa 20.000 ký tự. Limits, at most 20,000 characters.' })
  @Length(0, 20_000)
  limits: string;

  @Field({ description: 'Biện pháp, tối đa 20.000 ký tự. Remedies, at most 20,000 characters.' })
  @Length(0, 20_000)
  remedies: string;

  @Field({ description: 'Kết luận, 1 đến 20.000 ký tự. Conclusion, 1 to 20,000 characters.' })
  @IsWords(20_000)
  conclusion: string;
}

/** Input of handleReviewOverdue. */
@InputType({ description: 'Xử lý sơ kết quá hạn. Deals with an overdue review.' })
export class HandleReviewOverdueInput extends CommandInput implements HandleOverdueCommand {
  @Field(() => ID, { description: 'Nhiệm vụ HANDLE_REVIEW_OVERDUE. The task.' })
  @IsIdentifier()
  taskId: string;

  @Field(() => Int, { description: 'Phiên bản nhiệm vụ đã thấy. Version of the task that you saw.' })
  @Min(1)
  version: number;

  @Field({ description: 'Ý kiến xử lý, 1 đến 2.000 ký tự. What was done about it, 1 to 2,000 characters.' })
  @IsWords(2000)
  note: string;
}
