import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A ceremony at which awards of a decision were handed over. */
@ObjectType({
  description:
    'Một buổi trao thưởng theo quyết định, cho cả danh sách hoặc một phần. A ceremony at which awards of a decision were handed over, all or some.',
})
@Entity('award_handover')
@Index('award_handover_decision', ['decisionId', 'id'])
export class AwardHandover {
  @Field(() => ID, { description: 'Mã buổi trao. Id of the ceremony.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày trao. Day of the ceremony.' })
  @Column('date', { name: 'held_on' })
  heldOn: string;

  @Field({ description: 'Nơi trao. Where it was held.' })
  @Column('varchar', { length: 500 })
  place: string;

  @Field({ description: 'Người trao và chức danh. Who handed the awards over, with their office.' })
  @Column('varchar', { name: 'handed_over_by', length: 255 })
  handedOverBy: string;

  @Field(() => String, {
    nullable: true,
    description: 'Ghi chú, ví dụ người nhận thay. A note, such as who received it.',
  })
  @Column('varchar', { length: 2000, nullable: true })
  note: string | null;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy: string;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}
