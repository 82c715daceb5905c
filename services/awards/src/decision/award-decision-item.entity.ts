import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AwardDecisionItemState } from './award-decision.enum';

/** One nomination of a decision's attached list. */
@ObjectType({
  description: 'Một dòng của danh sách kèm theo quyết định. One nomination of the list attached to a decision.',
})
@Entity('award_decision_item')
@Index('award_decision_item_held', ['heldNominationId'], { unique: true })
@Index('award_decision_item_order', ['decisionId', 'ordinal'])
export class AwardDecisionItem {
  @PrimaryColumn('uuid', { name: 'decision_id' })
  decisionId: string;

  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => Int, { description: 'Số thứ tự trong danh sách, từ 1. Place in the list, from 1.' })
  @Column('int')
  ordinal: number;

  @Field(() => AwardDecisionItemState, { description: 'Tình trạng. How far it is.' })
  @Column('varchar', { length: 20 })
  state: AwardDecisionItemState;

  /** The nomination while this decision holds it: unique, so that no other decision takes it; null once refused. */
  @Column('uuid', { name: 'held_nomination_id', nullable: true })
  heldNominationId: string | null;

  @Column('uuid', { name: 'publication_id', nullable: true })
  publicationId: string | null;

  @Column('uuid', { name: 'handover_id', nullable: true })
  handoverId: string | null;

  @Column('uuid', { name: 'revocation_id', nullable: true })
  revocationId: string | null;

  @Column('varchar', { name: 'refusal_code', length: 60, nullable: true })
  refusalCode: string | null;

  @Column('varchar', { name: 'refusal_vi', length: 500, nullable: true })
  refusalVi: string | null;

  @Column('varchar', { name: 'refusal_en', length: 500, nullable: true })
  refusalEn: string | null;
}
