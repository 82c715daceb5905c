import { connectionOf } from '@thidua/service-kit';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { DatedRow } from '../catalogue/dated-row.entity';

/** The scope of the quorum of every body that has none of its own. */
export const EVERY_BODY = 'EVERY_BODY';

/** Which share of its members a council needs, between two dates: of one body, or of every body without one of its own. */
@ObjectType({
  description:
    'Tỷ lệ tối thiểu thành viên hội đồng phải tham gia biểu quyết, theo thời gian: của một cơ quan, hoặc chung cho mọi cơ quan chưa quy định riêng. Which share of its members a council needs, by date: of one body, or of every body without one of its own.',
})
@Entity('council_quorum')
@Index('council_quorum_period', ['scope', 'validUntil', 'validFrom'], { unique: true })
export class CouncilQuorum extends DatedRow {
  /** Id of the body, or EVERY_BODY. */
  @Column('varchar', { length: 36 })
  scope: string;

  @Field(() => Int, { description: 'Tử số, từ 1. Numerator, from 1 on.' })
  @Column('int')
  numerator: number;

  @Field(() => Int, {
    description: 'Mẫu số, không nhỏ hơn tử số, đến 100. Denominator, at least the numerator, up to 100.',
  })
  @Column('int')
  denominator: number;
}

/** A page of quorums. */
export const CouncilQuorumConnection = connectionOf(CouncilQuorum, 'CouncilQuorum', 'tỷ lệ tối thiểu tham gia');
