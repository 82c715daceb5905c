import { CalendarDateScalar, CommandInput, PageArguments } from '@thidua/service-kit';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { GraphQLSafeInt } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { LARGEST_AMOUNT } from '../ledger/amount';
import { FundStream } from '../ledger/fund-stream';
import { ReceiptChannel } from '../ledger/receipt-channel';

/** One receipt of recordReceipts. */
@InputType({ description: 'Một khoản thu cần ghi. A receipt to record.' })
export class ReceiptLineInput {
  @Field(() => FundStream, { description: 'Nguồn thu. Stream of money.' })
  stream: FundStream;

  @Field(() => ReceiptChannel, { description: 'Kênh thu. The way by which the money came in.' })
  channel: ReceiptChannel;

  @Field(() => GraphQLSafeInt, {
    description: 'Số tiền, đồng, từ 1 đến 10^13. Amount in whole đồng, 1 to 10^13.',
  })
  @Min(1)
  @Max(LARGEST_AMOUNT)
  amount: number;

  @Field(() => CalendarDateScalar, { description: 'Ngày thu, không sau hôm nay. Day of receipt, not after today.' })
  receivedOn: string;

  @Field(() => String, {
    nullable: true,
    description: 'Chứng từ, tối đa 200 ký tự. The voucher, at most 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  document?: string | null;
}

/** Input of recordReceipts. */
@InputType({ description: 'Các khoản thu của một đơn vị. Receipts of one unit.' })
export class RecordReceiptsInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị thu. The unit that received the money.' })
  @IsUUID()
  unitId: string;

  @Field(() => [ReceiptLineInput], {
    description: 'Các khoản thu, 1 đến 500; ghi tất cả hoặc không ghi gì. The receipts, 1 to 500; all or none.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  lines: ReceiptLineInput[];
}

/** Input of reverseReceipt. */
@InputType({ description: 'Bút toán đảo cần ghi. The reversal to record.' })
export class ReverseReceiptInput extends CommandInput {
  @Field(() => ID, { description: 'Khoản thu cần đảo. The receipt to reverse.' })
  @IsUUID()
  receiptId: string;

  @Field(() => String, { description: 'Lý do, 1 đến 1.000 ký tự. The reason, 1 to 1,000 characters.' })
  @Matches(/\S/u)
  @MaxLength(1000)
  reason: string;
}

/** Arguments of receipt. */
@ArgsType()
export class ReceiptArguments {
  @Field(() => ID, { description: 'Mã khoản thu. Id of the receipt.' })
  @IsUUID()
  id: string;
}

/** Arguments of receipts. */
@ArgsType()
export class ReceiptsArguments extends PageArguments {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsUUID()
  unitId: string;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Từ ngày. First day of receipt.' })
  from?: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Đến hết ngày. Last day of receipt, inclusive.' })
  to?: string | null;

  @Field(() => FundStream, {
    nullable: true,
    description: 'Nguồn thu; trống là mọi nguồn. Stream; all when not given.',
  })
  stream?: FundStream | null;

  @Field(() => ReceiptChannel, {
    nullable: true,
    description: 'Kênh thu; trống là mọi kênh. Channel; all when not given.',
  })
  channel?: ReceiptChannel | null;
}
