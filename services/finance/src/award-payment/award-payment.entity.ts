import { CalendarDateScalar, connectionOf } from '@thidua/service-kit';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { amountColumn } from '../ledger/amount';
import { AwardPaymentState } from './award-payment.enum';

const optionalAmount = {
  to: (amount: number | null): number | null => (amount === null ? null : amountColumn.to(amount)),
  from: (stored: string | number | null): number | null => (stored === null ? null : amountColumn.from(stored)),
};

/** The money of one award: one nomination of one decision, paid once. */
@ObjectType({
  description:
    'Tiền thưởng của một hồ sơ trong một quyết định: chỉ chi một lần. The money of one award: one nomination of one decision, paid once.',
})
@Entity('award_payment')
@Index('award_payment_key', ['decisionId', 'nominationId'], { unique: true })
@Index('award_payment_unit', ['unitId', 'state', 'id'])
export class AwardPayment {
  @Field(() => ID, { description: 'Mã khoản chi. Id of the payment.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { description: 'Mã quyết định khen thưởng. Id of the award decision.' })
  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Field(() => ID, { description: 'Mã hồ sơ khen thưởng. Id of the nomination.' })
  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field(() => ID, { nullable: true, description: 'Mã cá nhân được thưởng; null khi là tập thể. The person’s id.' })
  @Column('uuid', { name: 'nominee_member_id', nullable: true })
  nomineeMemberId: string | null;

  @Field(() => ID, { nullable: true, description: 'Mã tập thể được thưởng; null khi là cá nhân. The collective’s id.' })
  @Column('uuid', { name: 'nominee_unit_id', nullable: true })
  nomineeUnitId: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description:
      'Số tiền, đồng: hệ số × lương cơ sở, đã làm tròn; null khi bị hủy trước khi có lệnh chi. Amount in whole đồng; null where it was revoked before it was ordered.',
  })
  @Column('bigint', { nullable: true, transformer: optionalAmount })
  amount: number | null;

  @Field(() => String, { nullable: true, description: 'Hệ số, ví dụ 1.500. The multiple, a decimal text.' })
  @Column('decimal', { precision: 7, scale: 3, nullable: true })
  multiple: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Lương cơ sở ngày ký quyết định, đồng. The base salary on the day of the decision, đồng.',
  })
  @Column('bigint', { name: 'base_salary', nullable: true, transformer: optionalAmount })
  baseSalary: number | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày ký quyết định. Day of the decision.' })
  @Column('date', { name: 'decided_on', nullable: true })
  decidedOn: string | null;

  @Field(() => AwardPaymentState, { description: 'Tình trạng. How far it is.' })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  state: AwardPaymentState;

  @Field(() => ID, {
    nullable: true,
    description: 'Mã lần hủy bỏ, khi bị hủy bỏ. Id of the revocation, where it was revoked.',
  })
  @Column('uuid', { name: 'revocation_id', nullable: true })
  revocationId: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày chi. Day on which it was paid.' })
  @Column('date', { name: 'paid_on', nullable: true })
  paidOn: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày thu hồi. Day on which it was recovered.' })
  @Column('date', { name: 'recovered_on', nullable: true })
  recoveredOn: string | null;

  @Field(() => Date, { description: 'Thời điểm ghi nhận lần đầu (UTC). When it was first recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}

/** A page of award payments. */
export const AwardPaymentConnection = connectionOf(AwardPayment, 'AwardPayment', 'khoản chi thưởng');
