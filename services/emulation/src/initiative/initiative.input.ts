import { CalendarDateScalar, CommandInput, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import { InitiativeKind, InitiativeLevel } from './initiative.enum';

/** That a body accepted it. */
@InputType({ description: 'Việc công nhận ở một cấp. That a body accepted it.' })
export class InitiativeAcceptanceInput {
  @Field(() => InitiativeLevel, { description: 'Cấp công nhận. Level.' })
  level: InitiativeLevel;

  @Field(() => CalendarDateScalar, { description: 'Ngày công nhận, không sau hôm nay. Day, not after today.' })
  acceptedOn: string;

  @Field({ description: 'Giấy công nhận, quyết định (1–500 ký tự). The certificate or decision.' })
  @IsWords(500)
  document: string;
}

/** Input of recordInitiative. */
@InputType({ description: 'Ghi nhận một sáng kiến, đề tài, sản phẩm. Records an initiative, topic or product.' })
export class RecordInitiativeInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị nơi thực hiện. Unit in which it was made.' })
  @IsIdentifier()
  unitId: string;

  @Field(() => InitiativeKind, {
    defaultValue: InitiativeKind.Initiative,
    description: 'Loại. What was made.',
  })
  kind: InitiativeKind;

  @Field({ description: 'Tên, 1–500 ký tự. Title.' })
  @IsWords(500)
  title: string;

  @Field(() => Int, { description: 'Năm áp dụng, từ 1990 đến năm nay. Year in which it was applied, 1990 to this.' })
  @Min(1990)
  @Max(2100)
  year: number;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description:
      'Giá trị làm lợi năm đầu, 0–10^12 đồng; bỏ trống khi không tính bằng tiền. Benefit over the first year, 0 to 10^12 đồng.',
  })
  @IsOptional()
  @Min(0)
  @Max(1_000_000_000_000)
  benefitDong: number | null;

  @Field(() => [ID], { description: 'Các tác giả, 1–20 đoàn viên, không trùng. Authors, 1 to 20 members, each once.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIdentifier({ each: true })
  authorMemberIds: string[];

  @Field(() => InitiativeAcceptanceInput, {
    nullable: true,
    description: 'Việc công nhận đầu tiên, nếu đã có. The first acceptance, if there is one.',
  })
  @IsOptional()
  @ValidateNested()
  acceptance: InitiativeAcceptanceInput | null;
}

/** Input of acceptInitiative. */
@InputType({ description: 'Ghi nhận một cấp công nhận sáng kiến. Records that a body accepted an initiative.' })
export class AcceptInitiativeInput extends CommandInput {
  @Field(() => ID, { description: 'Sáng kiến. The initiative.' })
  @IsIdentifier()
  initiativeId: string;

  @Field(() => InitiativeAcceptanceInput, { description: 'Việc công nhận. The acceptance.' })
  @ValidateNested()
  acceptance: InitiativeAcceptanceInput;
}

/** Input of withdrawInitiative. */
@InputType({ description: 'Rút một sáng kiến ghi nhận nhầm. Withdraws an initiative that was recorded by mistake.' })
export class WithdrawInitiativeInput extends CommandInput {
  @Field(() => ID, { description: 'Sáng kiến. The initiative.' })
  @IsIdentifier()
  initiativeId: string;

  @Field({ description: 'Lý do, 1–500 ký tự. Why.' })
  @IsWords(500)
  reason: string;
}
