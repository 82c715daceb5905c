import { registerEnumType } from 'type-graphql';

/** How far the money of one award is. */
export enum AwardPaymentState {
  Ordered = 'ORDERED',
  Paid = 'PAID',
  Cancelled = 'CANCELLED',
  Reversed = 'REVERSED',
  Recovered = 'RECOVERED',
}
registerEnumType(AwardPaymentState, {
  name: 'AwardPaymentState',
  description: 'Tiền thưởng đã đến đâu. How far the money of one award is.',
  valuesConfig: {
    Ordered: { description: 'Phải chi, chưa chi. Due and not paid yet.' },
    Paid: { description: 'Đã chi. Paid out.' },
    Cancelled: {
      description:
        'Không chi: quyết định đã bị hủy bỏ trước khi chi, kể cả trước khi có lệnh chi. Not to be paid: revoked before it was paid, or before it was even ordered.',
    },
    Reversed: {
      description:
        'Đã chi rồi bị hủy bỏ: đã ghi bút toán đảo, phải thu hồi. Paid and revoked: reversed, to be recovered.',
    },
    Recovered: { description: 'Đã thu hồi. Recovered.' },
  },
});

/** The way by which award money goes out or comes back. */
export enum PaymentChannel {
  BankTransfer = 'BANK_TRANSFER',
  Cash = 'CASH',
}
registerEnumType(PaymentChannel, {
  name: 'PaymentChannel',
  description: 'Hình thức chi, thu hồi. The way by which award money goes out or comes back.',
  valuesConfig: {
    BankTransfer: { description: 'Chuyển khoản. By bank transfer.' },
    Cash: { description: 'Tiền mặt. In cash.' },
  },
});
