import { IsOptional, Length } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from './connection';

/** Arguments of every history: the page, and what it is narrowed to. */
@ArgsType()
export class HistoryArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Chỉ việc của người này (mã đoàn viên), bộ hẹn giờ hoặc tiến trình này. Only what this member, timer or process did.',
  })
  @IsOptional()
  @Length(1, 64)
  actorId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Chỉ việc này, ví dụ SUBMIT. Only this action, for example SUBMIT.',
  })
  @IsOptional()
  @Length(1, 60)
  action: string | null;

  @Field(() => Date, { nullable: true, description: 'Từ thời điểm này. At this time or later.' })
  @IsOptional()
  from: Date | null;

  @Field(() => Date, { nullable: true, description: 'Trước thời điểm này. Before this time.' })
  @IsOptional()
  until: Date | null;
}
