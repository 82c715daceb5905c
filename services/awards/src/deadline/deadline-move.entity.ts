import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A deadline of a stage that was moved, with the reason. */
@ObjectType({ description: 'Lần thay đổi thời hạn của một bước. A deadline of a stage that was moved.' })
@Entity('nomination_deadline_move')
@Index('nomination_deadline_move_time', ['nominationId', 'movedAt'])
export class DeadlineMove {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Column('uuid', { name: 'task_id' })
  taskId: string;

  @Field({ description: 'Bước. The stage.' })
  @Column('varchar', { length: 40 })
  stage: string;

  @Field(() => Date, { nullable: true, description: 'Hạn cũ (UTC). When it was due before.' })
  @Column('datetime', { name: 'due_before', precision: 6, nullable: true })
  dueBefore: Date | null;

  @Field(() => Date, { description: 'Hạn mới (UTC). When it is due since.' })
  @Column('datetime', { name: 'due_after', precision: 6 })
  dueAfter: Date;

  @Field({ description: 'Lý do. Why.' })
  @Column('varchar', { length: 2000 })
  reason: string;

  @Column('uuid', { name: 'moved_by' })
  movedBy: string;

  @Field(() => Date, { description: 'Thời điểm thay đổi (UTC). When it was moved.' })
  @Column('datetime', { name: 'moved_at', precision: 6 })
  movedAt: Date;
}
