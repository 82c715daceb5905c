import { CalendarDateScalar, CommandInput, IsId } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';

@InputType({
  description: 'Giới thiệu đoàn viên ưu tú của một đơn vị cho Đảng. Refer outstanding members of a unit to the Party.',
})
export class ReferToPartyInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị mà các đoàn viên đang sinh hoạt. The unit to which the members belong.' })
  @IsId()
  unitId: string;
  @Field(() => [ID], { description: 'Các đoàn viên, 1–500, không trùng. The members, 1 to 500, each once.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsId({ each: true })
  memberIds: string[];
  @Field(() => CalendarDateScalar, {
    description: 'Ngày giới thiệu, không sau hôm nay. Date of the referral, not after today.',
  })
  referredOn: string;
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Đánh dấu là dữ liệu minh họa, không phải sự thật. Marks what is written as demonstration data, never a fact.',
  })
  demonstration?: boolean;
}

@InputType({
  description:
    'Ghi nhận đoàn viên được kết nạp vào Đảng sau khi giới thiệu. Record that a referred member was admitted to the Party.',
})
export class RecordPartyAdmissionInput extends CommandInput {
  @Field(() => ID, { description: 'Lần giới thiệu. The referral.' })
  @IsId()
  referralId: string;
  @Field(() => CalendarDateScalar, {
    description:
      'Ngày kết nạp, từ ngày giới thiệu đến hôm nay. Date of admission, not before the referral and not after today.',
  })
  admittedOn: string;
}
