import { CommandRefused } from '@thidua/service-kit';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Receipt } from './receipt.entity';

/** The receipts were recorded. */
@ObjectType({ description: 'Đã ghi các khoản thu. The receipts were recorded.' })
export class RecordReceiptsSuccess {
  @Field(() => [Receipt], { description: 'Các khoản thu theo thứ tự đã gửi. The receipts in the order of the lines.' })
  receipts: Receipt[];
}

/** What recordReceipts returns. */
export const RecordReceiptsResult = createUnionType({
  name: 'RecordReceiptsResult',
  description: 'Kết quả của lệnh ghi khoản thu. What recordReceipts returns.',
  types: () => [RecordReceiptsSuccess, CommandRefused] as const,
});

/** The receipt was reversed. */
@ObjectType({
  description: 'Đã đảo khoản thu; cả hai bút toán được giữ lại. The receipt was reversed; both entries stay.',
})
export class ReverseReceiptSuccess {
  @Field(() => Receipt, { description: 'Khoản thu gốc. The original receipt.' })
  receipt: Receipt;

  @Field(() => Receipt, { description: 'Bút toán đảo. The entry that reverses it.' })
  reversal: Receipt;
}

/** What reverseReceipt returns. */
export const ReverseReceiptResult = createUnionType({
  name: 'ReverseReceiptResult',
  description: 'Kết quả của lệnh đảo khoản thu. What reverseReceipt returns.',
  types: () => [ReverseReceiptSuccess, CommandRefused] as const,
});
