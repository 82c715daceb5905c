import { CalendarDateScalar, CommandInput, IsId, PageArguments } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { AwardPaymentState, PaymentChannel } from './award-payment.enum';

const MOST_PAYMENTS = 500;

/** Award money that moved. */
@InputType({ description: 'Tiền thưởng đã chi hoặc đã thu hồi. Award money that was paid out or recovered.' })
export class ConfirmAwardMoneyInput extends CommandInput {
  @Field(() => [ID], {
    description:
      'Các khoản của cùng một đơn vị, 1–500; tất cả hoặc không. Payments of one unit, 1 to 500; all or none.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PAYMENTS)
  @IsId({ each: true })
  paymentIds: string[];

  @Field(() => CalendarDateScalar, {
    description: 'Ngày chi hoặc thu hồi, không sau hôm nay. Day on which the money moved, not after today.',
  })
  on: string;

  @Field(() => PaymentChannel, { description: 'Hình thức. The way by which it moved.' })
  channel: PaymentChannel;

  @Field(() => String, {
    nullable: true,
    description: 'Chứng từ, tối đa 200 ký tự. The voucher, at most 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  document?: string | null;
}

/** Arguments of awardPayment. */
@ArgsType()
export class AwardPaymentArguments {
  @Field(() => ID, { description: 'Mã khoản chi. Id of the payment.' })
  @IsId()
  id: string;
}

/** Arguments of awardPayments. */
@ArgsType()
export class AwardPaymentsArguments extends PageArguments {
  @Field(() => ID, { description: 'Đơn vị chi. The unit that pays.' })
  @IsId()
  unitId: string;

  @Field(() => ID, { nullable: true, description: 'Chỉ của quyết định này. Only those of this decision.' })
  @IsOptional()
  @IsId()
  decisionId?: string | null;

  @Field(() => AwardPaymentState, {
    nullable: true,
    description: 'Chỉ tình trạng này; ORDERED là chưa chi. Only of this state; ORDERED are those not paid yet.',
  })
  state?: AwardPaymentState | null;
}
