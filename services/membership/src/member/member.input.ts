import { CalendarDateScalar, CommandInput, PageArguments, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { Gender } from './gender.enum';

@InputType({ description: 'Một người được kết nạp. A person to be admitted.' })
export class NewMemberInput {
  @Field(() => String, {
    nullable: true,
    description: 'Mã đoàn viên, 1–60 ký tự, duy nhất. Code of the member, unique.',
  })
  @IsOptional()
  @Length(1, 60)
  @Matches(/^\S+$/)
  code: string | null;
  @Field({ description: 'Họ và tên, 1–120 ký tự. Full name.' })
  @Length(1, 120)
  @Matches(/\S/)
  fullName: string;
  @Field(() => Gender, { description: 'Giới tính. Gender.' })
  gender: Gender;
}

@InputType({ description: 'Kết nạp đoàn viên vào một đơn vị. Admit members to a unit.' })
export class AdmitMembersInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị kết nạp. The unit.' })
  @IsId()
  unitId: string;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày kết nạp (lịch Việt Nam), không sau hôm nay. Date of admission, not after today.',
  })
  admittedOn: string;
  @Field(() => [NewMemberInput], { description: 'Những người được kết nạp, 1–500. The persons, 1 to 500.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  members: NewMemberInput[];
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Đánh dấu là dữ liệu minh họa, không phải sự thật. Marks what is written as demonstration data, never a fact.',
  })
  demonstration?: boolean;
}

/** Arguments of the list of members. */
@ArgsType()
export class MembersArguments extends PageArguments {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsId()
  unitId: string;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Kể cả đoàn viên của mọi đơn vị bên dưới. Whether members of all units below are included.',
  })
  includeBelow: boolean;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Xem tại ngày này; mặc định hôm nay. As of this date; default today.',
  })
  asOf: string | null;
}

/** Arguments of a unit's list of members. */
@ArgsType()
export class UnitMembersArguments extends PageArguments {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Kể cả đoàn viên của mọi đơn vị bên dưới. Whether members of all units below are included.',
  })
  includeBelow: boolean;
}
