import { DecimalScalar } from '@thidua/service-kit';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { FundStream } from '../ledger/fund-stream';
import { ReceiptChannel } from '../ledger/receipt-channel';

/** Collected ÷ budget. */
@ObjectType({
  description:
    'Tỷ lệ thu so với dự toán. Collected ÷ budget, never capped; not applicable without a budget, never 100 % then.',
})
export class CollectionRatio {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Tỷ lệ phần trăm, hai chữ số thập phân, ví dụ "103.14"; trống khi không áp dụng. Per cent with two decimals; null when not applicable.',
  })
  percent: string | null;

  @Field(() => String, {
    description:
      'Cách hiển thị, ví dụ "103,14 %"; chưa đủ dự toán thì không bao giờ hiển thị 100 %. As shown to people, for example "103,14 %"; what falls short of the budget is never shown as 100 %.',
  })
  display: string;

  @Field(() => Boolean, { description: 'Có dự toán để so hay không. Whether there is a budget to compare with.' })
  applicable: boolean;
}

/** What came in through one channel. */
@ObjectType({ description: 'Số thu qua một kênh. What came in through one channel.' })
export class ChannelCollection {
  @Field(() => ReceiptChannel, { description: 'Kênh thu. The channel.' })
  channel: ReceiptChannel;

  @Field(() => GraphQLSafeInt, {
    description: 'Số thu, đồng, đã trừ bút toán đảo. Collected, in whole đồng, reversals subtracted.',
  })
  collected: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Tỷ trọng trong tổng thu, phần trăm, hai chữ số thập phân; trống khi chưa thu. Share of all that was collected, in per cent with two decimals; null when nothing was.',
  })
  share: string | null;
}

/** What a unit collects of one stream in a year. */
@ObjectType({
  description: 'Tình hình thu trong năm của một nguồn. What is collected of one stream in a year, against the budget.',
})
export class FundCollection {
  @Field(() => Int, { description: 'Năm. The year.' })
  year: number;

  @Field(() => FundStream, { description: 'Nguồn thu. The stream.' })
  stream: FundStream;

  @Field(() => Boolean, { description: 'Có cộng các đơn vị cấp dưới hay không. Whether the units below are included.' })
  includesBelow: boolean;

  @Field(() => GraphQLSafeInt, {
    description: 'Tổng dự toán đang hiệu lực, đồng; 0 khi chưa giao. Sum of the budgets in force, in whole đồng.',
  })
  budget: number;

  @Field(() => GraphQLSafeInt, {
    description: 'Tổng thu, đồng, đã trừ bút toán đảo. Collected, in whole đồng, reversals subtracted.',
  })
  collected: number;

  @Field(() => CollectionRatio, { description: 'Tỷ lệ thu so với dự toán. Collected ÷ budget.' })
  ratio: CollectionRatio;

  @Field(() => [ChannelCollection], {
    description: 'Theo từng kênh, đủ mọi kênh. By channel; every channel is listed.',
  })
  byChannel: ChannelCollection[];
}
