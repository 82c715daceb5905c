import { CalendarDateScalar, connectionOf, Provenance } from '@thidua/service-kit';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { amountColumn } from '../ledger/amount';
import { FundStream } from '../ledger/fund-stream';
import { ReceiptChannel } from '../ledger/receipt-channel';

/** One entry of a unit's receipts. Entries are only ever added: a correction is an entry of the opposite sign. */
@ObjectType({
  description:
    'Khoản thu của đơn vị; sửa sai bằng bút toán đảo, không xóa. A receipt of a unit; a correction is a reversing entry, nothing is deleted.',
})
@Entity('receipt')
@Index('receipt_list', ['unitId', 'receivedOn', 'id'])
@Index('receipt_sum', ['unitId', 'year', 'receivedOn', 'stream', 'channel', 'amount'])
@Index('receipt_reverses', ['reversesId'], { unique: true })
export class Receipt {
  @Field(() => ID, { description: 'Mã khoản thu. Id of the receipt.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field(() => FundStream, { description: 'Nguồn thu. Stream of money.' })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  stream: FundStream;

  @Field(() => ReceiptChannel, { description: 'Kênh thu. The way by which the money came in.' })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  channel: ReceiptChannel;

  @Field(() => GraphQLSafeInt, {
    description:
      'Số tiền, đồng; bút toán đảo mang dấu âm. Amount in whole đồng; a reversing entry carries the opposite sign.',
  })
  @Column('bigint', { transformer: amountColumn })
  amount: number;

  @Field(() => CalendarDateScalar, {
    description:
      'Ngày thu; bút toán đảo giữ ngày của khoản thu gốc. Day of receipt; a reversing entry keeps that of the original, so that the period’s sum is right.',
  })
  @Column('date', { name: 'received_on' })
  receivedOn: string;

  /** Year of receivedOn: lets sums over a year read one range of the index for each unit. */
  @Column('smallint')
  year: number;

  @Field(() => String, {
    nullable: true,
    description: 'Chứng từ, ví dụ số phiếu thu. The voucher, when one is named.',
  })
  @Column('varchar', { length: 200, nullable: true })
  document: string | null;

  @Column('uuid', { name: 'reverses_id', nullable: true })
  reversesId: string | null;

  @Field(() => String, { nullable: true, description: 'Lý do đảo bút toán. Why the original was reversed.' })
  @Column('varchar', { length: 1000, nullable: true })
  reason: string | null;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;

  @Field(() => String, {
    nullable: true,
    description:
      'Câu trong nguồn mà số liệu này minh họa. The sentence of a source behind which a demonstration row stands.',
  })
  @Column('varchar', { length: 2000, nullable: true })
  sentence: string | null;

  @Field(() => String, { nullable: true, description: 'Nguồn của câu đó. The source of that sentence.' })
  @Column('varchar', { length: 500, nullable: true })
  source: string | null;

  @Field(() => Date, { description: 'Thời điểm ghi sổ (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}

/** A page of receipts. */
export const ReceiptConnection = connectionOf(Receipt, 'Receipt', 'khoản thu');
