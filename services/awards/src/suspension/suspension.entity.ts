import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { NominationStatus } from '../nomination/nomination.enum';

/** A time during which a nomination stood still; every deadline moved by it. */
@ObjectType({
  description:
    'Lần tạm dừng hồ sơ: thời hạn không chạy và được cộng bù khi tiếp tục. A suspension: clocks stand still, and deadlines move by its length when it ends.',
})
@Entity('nomination_suspension')
@Index('nomination_suspension_time', ['nominationId', 'suspendedAt'])
export class Suspension {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => NominationStatus, {
    description: 'Trạng thái lúc tạm dừng, trở lại khi tiếp tục. State that it goes back to.',
  })
  @Column('varchar', { length: 20 })
  state: NominationStatus;

  @Field({ description: 'Lý do tạm dừng. Why it was suspended.' })
  @Column('varchar', { length: 2000 })
  reason: string;

  @Column('uuid', { name: 'suspended_by' })
  suspendedBy: string;

  @Field(() => Date, { description: 'Thời điểm tạm dừng (UTC). When it was suspended.' })
  @Column('datetime', { name: 'suspended_at', precision: 6 })
  suspendedAt: Date;

  @Field(() => String, { nullable: true, description: 'Lý do tiếp tục. Why it was resumed; null while suspended.' })
  @Column('varchar', { name: 'resume_reason', length: 2000, nullable: true })
  resumeReason: string | null;

  @Column('uuid', { name: 'resumed_by', nullable: true })
  resumedBy: string | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm tiếp tục (UTC). When it was resumed.' })
  @Column('datetime', { name: 'resumed_at', precision: 6, nullable: true })
  resumedAt: Date | null;
}
