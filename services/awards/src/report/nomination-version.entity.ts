import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many versions of a draft are kept, the newest; what was submitted is kept for ever besides. */
export const VERSIONS_KEPT = 50;

/** The report of a nomination as it was saved once: what the next editor may have overwritten. */
@ObjectType({
  description: 'Một phiên bản của bản soạn, như đã lưu. A version of the draft as it was saved.',
})
@Entity('nomination_version')
export class NominationVersion {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => Int, { description: 'Số phiên bản, từ 1. Number of the version, from 1.' })
  @PrimaryColumn('int')
  version: number;

  /** JSON of the report's parts. */
  @Column('mediumtext')
  report: string;

  @Field({
    description:
      'Mã băm SHA-256 của báo cáo ở phiên bản này, như trong nhật ký. SHA-256 of the report, as the history has it.',
  })
  @Column('char', { name: 'achievement_digest', length: 64 })
  achievementDigest: string;

  @Column('uuid', { name: 'saved_by' })
  savedBy: string;

  @Field(() => Date, { description: 'Thời điểm lưu (UTC). When it was saved.' })
  @Column('datetime', { name: 'saved_at', precision: 6 })
  savedAt: Date;
}
