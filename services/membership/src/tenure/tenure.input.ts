import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { UnitSector } from '../unit/unit.enums';
import { EmploymentRank, TenureKind } from './tenure.enum';

/** A period to record. */
@InputType({ description: 'Ghi nhận một khoảng thời gian công tác. Record a period of a member’s tenure.' })
export class RecordTenureInput extends CommandInput {
  @Field(() => ID, { description: 'Đoàn viên. The member.' })
  @IsId()
  memberId: string;
  @Field(() => TenureKind, { description: 'Nội dung. What it says.' })
  kind: TenureKind;
  @Field(() => CalendarDateScalar, {
    description:
      'Ngày đầu, không sau hôm nay; khoảng cùng loại đang mở bắt đầu trước đó sẽ kết thúc vào ngày này. First day, not after today; an open period of the same kind that began before ends on it.',
  })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu tiên không còn; bỏ trống khi đang tiếp diễn; bắt buộc với MATERNITY_LEAVE. First day no longer in it; needed for MATERNITY_LEAVE.',
  })
  until?: string | null;
  @Field(() => EmploymentRank, { nullable: true, description: 'Bắt buộc và chỉ dùng với EMPLOYMENT. For EMPLOYMENT.' })
  rank?: EmploymentRank | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Không chuyên trách; bắt buộc và chỉ dùng với UNION_WORK. Part-time; for UNION_WORK.',
  })
  isPartTime?: boolean | null;
  @Field(() => UnitSector, {
    nullable: true,
    description: 'Khu vực; bắt buộc và chỉ dùng với UNION_WORK. Sector; for UNION_WORK.',
  })
  sector?: UnitSector | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Đơn vị đã công tác, chỉ với UNION_WORK. Unit worked for, for UNION_WORK.',
  })
  @IsOptional()
  @IsId()
  unitId?: string | null;
  @Field(() => String, { nullable: true, description: 'Văn bản chứng minh (≤ 500 ký tự). Document that shows it.' })
  @IsOptional()
  @MaxLength(500)
  document?: string | null;
}

/** A period that was recorded by mistake. */
@InputType({
  description: 'Rút một khoảng thời gian đã ghi nhận nhầm. Withdraw a period that was recorded by mistake.',
})
export class WithdrawTenureInput extends CommandInput {
  @Field(() => ID, { description: 'Khoảng thời gian. The period.' })
  @IsId()
  tenureId: string;
  @Field({ description: 'Lý do, 1–500 ký tự. Why.' })
  @IsWords(500)
  reason: string;
}
