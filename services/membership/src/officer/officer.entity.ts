import { Provenance } from '@thidua/service-kit';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Position } from './position.enum';

/** An office held: a member's position in a unit between two dates. Its id is the mandate's id. */
@Entity('officer')
@Index('officer_member', ['memberId', 'validUntil'])
@Index('officer_unit', ['unitId', 'position', 'validUntil'])
export class OfficerRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'member_id' }) memberId: string;
  @Column('uuid', { name: 'unit_id' }) unitId: string;
  @Column('varchar', { length: 40 }) position: Position;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 500, nullable: true }) document: string | null;
  @Column('varchar', { length: 20 }) provenance: Provenance;
}
