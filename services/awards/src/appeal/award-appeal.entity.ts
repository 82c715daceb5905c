import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AwardAppealOutcome, AwardAppealState } from './award-appeal.enum';

/** The longest appeal, and the longest answer. */
export const LONGEST_APPEAL = 10_000;

/** An appeal about an award: a dossier of its own, with a deadline and an answer. */
@ObjectType({
  description:
    'Kiến nghị về khen thưởng của một hồ sơ: hồ sơ riêng, có hạn trả lời (mặc định 30 ngày, cần đối chiếu văn bản) và câu trả lời. An appeal about an award: a dossier of its own with a deadline (30 days by default, check against the text) and an answer.',
})
@Entity('award_appeal')
@Index('award_appeal_open', ['nominationId', 'filedBy', 'isOpen'], { unique: true })
@Index('award_appeal_body', ['bodyUnitId', 'state', 'id'])
@Index('award_appeal_filer', ['filedBy', 'id'])
export class AwardAppeal {
  @Field(() => ID, { description: 'Mã kiến nghị. Id of the appeal.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { description: 'Mã hồ sơ khen thưởng. Id of the nomination that it is about.' })
  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Column('uuid', { name: 'body_unit_id' })
  bodyUnitId: string;

  @Column('uuid', { name: 'nominating_unit_id' })
  nominatingUnitId: string;

  @Column('uuid', { name: 'filed_by' })
  filedBy: string;

  @Field({ description: 'Nội dung kiến nghị. What is asked for.' })
  @Column('mediumtext')
  content: string;

  @Field(() => AwardAppealState, { description: 'Trạng thái. How far it is.' })
  @Column('varchar', { length: 20 })
  state: AwardAppealState;

  /** 1 while it is open, else null: what the key of open appeals holds. */
  @Column('tinyint', { name: 'is_open', nullable: true })
  isOpen: number | null;

  @Field(() => Date, { description: 'Thời điểm gửi (UTC). When it was filed.' })
  @Column('datetime', { name: 'filed_at', precision: 6 })
  filedAt: Date;

  @Field(() => Date, { description: 'Hạn trả lời (UTC). When the answer is due.' })
  @Column('datetime', { name: 'due_at', precision: 6 })
  dueAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Thời điểm bị ghi là quá hạn (UTC). When it was marked as overdue.',
  })
  @Column('datetime', { name: 'overdue_at', precision: 6, nullable: true })
  overdueAt: Date | null;

  @Field(() => AwardAppealOutcome, { nullable: true, description: 'Kết quả. What it came to.' })
  @Column('varchar', { length: 20, nullable: true })
  outcome: AwardAppealOutcome | null;

  @Field(() => String, { nullable: true, description: 'Câu trả lời. The answer.' })
  @Column('mediumtext', { nullable: true })
  answer: string | null;

  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredBy: string | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm trả lời hoặc rút (UTC). When it was closed.' })
  @Column('datetime', { name: 'closed_at', precision: 6, nullable: true })
  closedAt: Date | null;
}
