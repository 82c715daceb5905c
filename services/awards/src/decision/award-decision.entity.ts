import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A signed award decision: its number is unique for the body and the year. */
@ObjectType({
  description:
    'Quyết định khen thưởng: số không trùng trong năm của cơ quan ban hành. An award decision; its number is unique for the body and the year.',
})
@Entity('award_decision')
@Index('award_decision_number', ['bodyUnitId', 'year', 'number'], { unique: true })
@Index('award_decision_nomination', ['nominationId'], { unique: true })
export class AwardDecision {
  @Field(() => ID, { description: 'Mã quyết định. Id of the decision.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Column('uuid', { name: 'body_unit_id' })
  bodyUnitId: string;

  @Field(() => Int, { description: 'Năm của ngày ký (giờ Việt Nam). Year of the date of signature.' })
  @Column('int')
  year: number;

  @Field({ description: 'Số quyết định, ví dụ 125/QĐ-LĐLĐ. Number of the decision.' })
  @Column('varchar', { length: 60 })
  number: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày ký. Date of signature.' })
  @Column('date', { name: 'decided_on' })
  decidedOn: string;

  @Column('uuid', { name: 'signatory_id' })
  signatoryId: string;

  @Field({ description: 'Chức danh của người ký, ví dụ CHAIR. Position under which it was signed.' })
  @Column('varchar', { name: 'signatory_position', length: 40 })
  signatoryPosition: string;

  @Field(() => ID, { description: 'Mã nhiệm kỳ (chức danh) đã dùng để ký. Id of the mandate used.' })
  @Column('uuid', { name: 'mandate_id' })
  mandateId: string;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}
