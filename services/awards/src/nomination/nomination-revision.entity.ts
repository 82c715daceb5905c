import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The dossier as it was submitted: kept for ever, whatever comes after. */
@ObjectType({
  description:
    'Hồ sơ ở một lần trình, giữ nguyên văn. The dossier as it was submitted once; later revisions do not change it.',
})
@Entity('nomination_revision')
export class NominationRevision {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => Int, { description: 'Lần trình thứ mấy, từ 1. Number of the revision, from 1.' })
  @PrimaryColumn('int')
  number: number;

  @Field({ description: 'Báo cáo thành tích ở lần trình này. Achievement report of this revision.' })
  @Column('mediumtext')
  achievement: string;

  /** JSON of the report's parts; null for a revision from before there were parts. */
  @Column('mediumtext', { nullable: true })
  report: string | null;

  @Column('uuid', { name: 'submitted_by' })
  submittedBy: string;

  @Field(() => Date, { description: 'Thời điểm trình (UTC). When it was submitted.' })
  @Column('datetime', { name: 'submitted_at', precision: 6 })
  submittedAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Lý do trả lại; null khi không bị trả lại. Why this revision was returned; null when it was not.',
  })
  @Column('varchar', { name: 'return_reason', length: 2000, nullable: true })
  returnReason: string | null;

  @Field(() => String, { nullable: true, description: 'Bước đã trả lại. Stage that returned it.' })
  @Column('varchar', { name: 'returned_from_stage', length: 40, nullable: true })
  returnedFromStage: string | null;

  @Column('uuid', { name: 'returned_by', nullable: true })
  returnedBy: string | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm trả lại (UTC). When it was returned.' })
  @Column('datetime', { name: 'returned_at', precision: 6, nullable: true })
  returnedAt: Date | null;
}
