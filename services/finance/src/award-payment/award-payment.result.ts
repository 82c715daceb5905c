import { CommandRefused } from '@thidua/service-kit';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { AwardPayment } from './award-payment.entity';

/** The payments were confirmed. */
@ObjectType({ description: 'Đã xác nhận chi. The payments were confirmed.' })
export class ConfirmAwardPaymentsSuccess {
  @Field(() => [AwardPayment], { description: 'Các khoản theo thứ tự đã gửi. The payments in the order given.' })
  payments: AwardPayment[];
}

/** What confirmAwardPayments returns. */
export const ConfirmAwardPaymentsResult = createUnionType({
  name: 'ConfirmAwardPaymentsResult',
  description: 'Đã xác nhận chi, hoặc bị từ chối có lý do. Confirmed, or refused with reasons.',
  types: () => [ConfirmAwardPaymentsSuccess, CommandRefused] as const,
});

/** The recoveries were confirmed. */
@ObjectType({ description: 'Đã xác nhận thu hồi. The recoveries were confirmed.' })
export class ConfirmAwardRecoveriesSuccess {
  @Field(() => [AwardPayment], { description: 'Các khoản theo thứ tự đã gửi. The payments in the order given.' })
  payments: AwardPayment[];
}

/** What confirmAwardRecoveries returns. */
export const ConfirmAwardRecoveriesResult = createUnionType({
  name: 'ConfirmAwardRecoveriesResult',
  description: 'Đã xác nhận thu hồi, hoặc bị từ chối có lý do. Confirmed, or refused with reasons.',
  types: () => [ConfirmAwardRecoveriesSuccess, CommandRefused] as const,
});
