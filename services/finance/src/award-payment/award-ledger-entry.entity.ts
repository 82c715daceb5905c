import { CalendarDateScalar } from '@thidua/service-kit';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { amountColumn } from '../ledger/amount';
import { PaymentChannel } from './award-payment.enum';

/** An entry of award money: paid out, or the reversal of that. Entries are only ever added. */
@ObjectType({
  description:
    'Bút toán chi thưởng hoặc bút toán đảo; chỉ thêm, không xóa. An entry of award money, paid out or reversed; nothing is deleted.',
})
@Entity('award_ledger_entry')
@Index('award_ledger_entry_reverses', ['reversesId'], { unique: true })
@Index('award_ledger_entry_payment', ['paymentId', 'id'])
export class AwardLedgerEntry {
  @Field(() => ID, { description: 'Mã bút toán. Id of the entry.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'payment_id' })
  paymentId: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field(() => GraphQLSafeInt, {
    description: 'Số tiền, đồng; bút toán đảo mang dấu âm. Amount in whole đồng; a reversal carries the opposite sign.',
  })
  @Column('bigint', { transformer: amountColumn })
  amount: number;

  @Field(() => CalendarDateScalar, { description: 'Ngày ghi sổ. Day of the entry.' })
  @Column('date', { name: 'entered_on' })
  enteredOn: string;

  @Field(() => PaymentChannel, {
    nullable: true,
    description: 'Hình thức chi; null với bút toán đảo. The way by which it was paid; null for a reversal.',
  })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  channel: PaymentChannel | null;

  @Field(() => String, { nullable: true, description: 'Chứng từ. The voucher.' })
  @Column('varchar', { length: 200, nullable: true })
  document: string | null;

  @Field(() => ID, { nullable: true, description: 'Bút toán bị đảo. The entry that it reverses.' })
  @Column('uuid', { name: 'reverses_id', nullable: true })
  reversesId: string | null;

  /** Member id of who confirmed the payment; name of the process for a reversal. */
  @Column('varchar', { name: 'recorded_by', length: 64 })
  recordedBy: string;

  @Field(() => Date, { description: 'Thời điểm ghi (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}
