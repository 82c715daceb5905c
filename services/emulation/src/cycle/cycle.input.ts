import type { CycleMilestone } from '@thidua/contracts';
import { CalendarDateScalar, CommandInput, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, IsOptional, Length, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { MilestoneGiven } from '../calendar/cycle-calendar';
import { IsIdentifier } from '../identifier/identifier.validation';
import { CycleMilestoneName } from './cycle.entity';
import type { OpenCycleCommand } from './cycle.service';

/** A milestone by date or by offset. */
@InputType({
  description:
    'Một mốc, cho bằng ngày hoặc bằng khoảng cách tính từ lúc mở chu kỳ (chỉ một trong hai). A milestone by date or by offset from the opening, one of the two.',
})
export class CycleMilestoneInput implements MilestoneGiven {
  @Field(() => CycleMilestoneName, { description: 'Mốc. The milestone.' })
  milestone: CycleMilestone;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày theo lịch Việt Nam: hạn chót hết hiệu lực khi hết ngày, mốc khác bắt đầu từ đầu ngày. A date in Việt Nam: a deadline passes when the day ends, anything else begins when the day begins.',
  })
  date?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Khoảng thời gian ISO 8601 từ lúc mở, không âm, ví dụ "P1M15D", "PT30S". ISO 8601 duration from the opening, not negative.',
  })
  @IsOptional()
  @Length(2, 40)
  offset?: string | null;
}

/** Input of openCycle. */
@InputType({ description: 'Mở chu kỳ thi đua của một năm. Opens a year’s cycle.' })
export class OpenCycleInput extends CommandInput implements OpenCycleCommand {
  @Field(() => ID, { description: 'Đơn vị chủ trì. Unit that owns the cycle.' })
  @IsIdentifier()
  ownerId: string;

  @Field(() => Int, { description: 'Năm, 1990 đến 2100. Year, 1990 to 2100.' })
  @Min(1990)
  @Max(2100)
  year: number;

  @Field({ description: 'Chủ đề thi đua, 1 đến 500 ký tự. The year’s theme, 1 to 500 characters.' })
  @IsWords(500)
  theme: string;

  @Field(() => Int, {
    defaultValue: 1,
    description:
      'Số hoạt động chung tối thiểu của mỗi giao ước, 0 đến 20; mặc định 1. Least number of joint activities of a pledge, 0 to 20; 1 when not given.',
  })
  @Min(0)
  @Max(20)
  minimumJointActivities: number;

  @Field(() => [CycleMilestoneInput], {
    description:
      'Lịch: mỗi mốc đúng một lần, theo thứ tự thời gian. The calendar: each milestone once, none before the one before it.',
  })
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  calendar: CycleMilestoneInput[];
}
