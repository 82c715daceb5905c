import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How far a revocation is; the values are those of contracts' AwardRevocationStage. */
export enum AwardRevocationState {
  Revoking = 'REVOKING',
  Settled = 'SETTLED',
}
registerEnumType(AwardRevocationState, {
  name: 'AwardRevocationState',
  description: 'Việc hủy bỏ đã đến đâu. How far a revocation is.',
  valuesConfig: {
    Revoking: { description: 'Đang báo tài chính hủy chi, ghi bút toán đảo. Finance is being told.' },
    Settled: {
      description: 'Tài chính đã hủy chi, ghi bút toán đảo. Finance has cancelled or reversed every payment.',
    },
  },
});

/** Awards of a decision that were revoked together, with the article and the reason. */
@ObjectType({
  description:
    'Một lần hủy bỏ khen thưởng đối với một hoặc nhiều hồ sơ của quyết định (Luật số 06/2022/QH15, Điều 93). Awards of a decision that were revoked together.',
})
@Entity('award_revocation')
@Index('award_revocation_decision', ['decisionId', 'id'])
export class AwardRevocation {
  @Field(() => ID, { description: 'Mã lần hủy bỏ. Id of the revocation.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Field(() => AwardRevocationState, { description: 'Trạng thái. How far it is.' })
  @Column('varchar', { length: 20 })
  state: AwardRevocationState;

  @Field(() => String, { nullable: true, description: 'Số quyết định hủy bỏ. Number of the revoking decision.' })
  @Column('varchar', { length: 60, nullable: true })
  number: string | null;

  @Field({ description: 'Điều, khoản làm căn cứ hủy bỏ. The article on which it rests.' })
  @Column('varchar', { length: 255 })
  article: string;

  @Field({ description: 'Lý do. The reason.' })
  @Column('varchar', { length: 2000 })
  reason: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày hủy bỏ. Day of the revocation.' })
  @Column('date', { name: 'revoked_on' })
  revokedOn: string;

  @Column('uuid', { name: 'signatory_id' })
  signatoryId: string;

  @Field({ description: 'Chức danh của người ký. Position under which it was signed.' })
  @Column('varchar', { name: 'signatory_position', length: 40 })
  signatoryPosition: string;

  @Column('uuid', { name: 'mandate_id' })
  mandateId: string;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}

/** One award of a revocation, and whether the item itself came back. */
@ObjectType({
  description:
    'Một hồ sơ bị hủy bỏ khen thưởng; tiền thưởng do tài chính theo dõi. One award that was revoked; its money is with finance.',
})
@Entity('award_revocation_item')
export class AwardRevocationItem {
  @PrimaryColumn('uuid', { name: 'revocation_id' })
  revocationId: string;

  @Field(() => ID, { description: 'Mã hồ sơ. Id of the nomination.' })
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày thu hồi hiện vật; null khi chưa thu hồi. Day on which the item came back; null before it.',
  })
  @Column('date', { name: 'item_recovered_on', nullable: true })
  itemRecoveredOn: string | null;

  @Field(() => String, { nullable: true, description: 'Ghi chú về hiện vật. A note on the item.' })
  @Column('varchar', { name: 'item_note', length: 2000, nullable: true })
  itemNote: string | null;
}
