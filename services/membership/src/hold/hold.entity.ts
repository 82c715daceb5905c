import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { HoldKind } from './hold.enum';

/** A time in which a person or a unit is not to be honoured. Lifting it ends it; it stays. */
@Entity('award_hold')
@Index('award_hold_member', ['memberId', 'validFrom'])
@Index('award_hold_unit', ['unitId', 'validFrom'])
export class HoldRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'member_id', nullable: true }) memberId: string | null;
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId: string | null;
  @Column('varchar', { length: 20 }) kind: HoldKind;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 500 }) document: string;
  /** The unit under whose mandate it was placed: only it, or one above it, lifts it. */
  @Column('uuid', { name: 'placed_by_unit_id' }) placedByUnitId: string;
  @Column('varchar', { name: 'lifted_document', length: 500, nullable: true }) liftedDocument: string | null;
}
