import { CalendarDateScalar, CommandInput, IsId } from '@thidua/service-kit';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { NewMemberInput } from '../member/member.input';
import { Position } from './position.enum';

@InputType({ description: 'Công nhận chức danh cho một đoàn viên. Appoint a member to a position.' })
export class AppointOfficerInput extends CommandInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Đoàn viên đang sinh hoạt trong phạm vi chức danh của người công nhận; hoặc memberId hoặc newMember. A member who belongs today to a unit within reach of the appointing mandate: either this or newMember.',
  })
  @IsOptional()
  @IsId()
  memberId: string | null;
  @Field(() => NewMemberInput, {
    nullable: true,
    description: 'Người chưa có trong danh sách đoàn viên. A person who is not recorded as a member yet.',
  })
  @IsOptional()
  @ValidateNested()
  newMember: NewMemberInput | null;
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsId()
  unitId: string;
  @Field(() => Position, { description: 'Chức danh. The position.' })
  position: Position;
  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu tiên không còn giữ; null khi không thời hạn. First day on which it is no longer held; null when open.',
  })
  until: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Văn bản công nhận, tối đa 255 ký tự. The document it rests on.',
  })
  @IsOptional()
  @MaxLength(255)
  document: string | null;
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Đánh dấu là dữ liệu minh họa, không phải sự thật. Marks what is written as demonstration data, never a fact.',
  })
  demonstration?: boolean;
}

@InputType({ description: 'Kết thúc một chức danh. End an office.' })
export class EndOfficeInput extends CommandInput {
  @Field(() => ID, { description: 'Chức danh cần kết thúc. The office.' })
  @IsId()
  officerId: string;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày đầu tiên không còn giữ. First day on which it is no longer held.',
  })
  until: string;
  @Field(() => String, { nullable: true, description: 'Lý do, tối đa 500 ký tự. The reason.' })
  @IsOptional()
  @MaxLength(500)
  reason: string | null;
}
