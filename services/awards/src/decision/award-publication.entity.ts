import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A publication of a decision, for all of its list or for some of it. */
@ObjectType({
  description:
    'Một lần công bố quyết định, cho cả danh sách hoặc một phần. A publication of a decision, of all of its list or of some of it.',
})
@Entity('award_publication')
@Index('award_publication_decision', ['decisionId', 'id'])
export class AwardPublication {
  @Field(() => ID, { description: 'Mã lần công bố. Id of the publication.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày công bố. Day of publication.' })
  @Column('date', { name: 'published_on' })
  publishedOn: string;

  @Field({ description: 'Nơi công bố: trang thông tin, hội nghị, văn bản gửi. Where: a page, a meeting, a letter.' })
  @Column('varchar', { length: 500 })
  place: string;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy: string;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}
