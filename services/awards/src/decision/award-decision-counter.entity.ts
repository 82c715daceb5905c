import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last number that a body gave to a decision of a year: it only ever grows, so that no number is given twice. */
@Entity('award_decision_counter')
export class AwardDecisionCounter {
  @PrimaryColumn('uuid', { name: 'body_unit_id' })
  bodyUnitId: string;

  @PrimaryColumn('int')
  year: number;

  @Column('int', { name: 'last_ordinal' })
  lastOrdinal: number;
}
