import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The recorded result of a council's vote on one revision. */
@ObjectType({
  description:
    'Kết quả biểu quyết của hội đồng thi đua – khen thưởng. The recorded result of the council’s vote; the denominator is ALL members.',
})
@Entity('council_vote')
@Index('council_vote_nomination', ['nominationId', 'recordedAt'])
export class CouncilVote {
  @Field(() => ID, { description: 'Mã kết quả. Id of the result.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => Int, { description: 'Lần trình được biểu quyết. Revision that was voted on.' })
  @Column('int')
  revision: number;

  @Field(() => Int, { description: 'Tổng số thành viên hội đồng (mẫu số). All council members: the denominator.' })
  @Column('int')
  members: number;

  @Field(() => Int, { description: 'Số phiếu tán thành. Votes for.' })
  @Column('int')
  yes: number;

  @Field(() => Int, { description: 'Số phiếu không tán thành. Votes against.' })
  @Column('int')
  no: number;

  @Field(() => Int, { description: 'Số phiếu trắng. Abstentions.' })
  @Column('int')
  abstain: number;

  @Field(() => Int, {
    description: 'Số phiếu không hợp lệ (phiếu kín). Invalid votes, of a secret ballot.',
  })
  @Column('int', { default: 0 })
  invalid: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Phiên bỏ phiếu kín; null khi ghi nhận phiếu giấy. The secret ballot; null for a paper one.',
  })
  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId: string | null;

  @Field(() => Int, { description: 'Ngưỡng thông qua, %. Threshold in percent that applied.' })
  @Column('int', { name: 'threshold_percent' })
  thresholdPercent: number;

  @Field({ description: 'Đạt ngưỡng hay không. Whether it passed: yes × 100 ≥ threshold × members.' })
  @Column('boolean')
  passed: boolean;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy: string;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}
