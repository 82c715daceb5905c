import { Provenance } from '@thidua/service-kit';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An office delegated to another officer of the unit, between two dates. Its id is the delegated mandate's id. */
@Entity('mandate_delegation')
@Index('mandate_delegation_office', ['officeId', 'validFrom'])
@Index('mandate_delegation_member', ['toMemberId', 'validUntil'])
export class MandateDelegationRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'office_id' }) officeId: string;
  @Column('uuid', { name: 'to_member_id' }) toMemberId: string;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 255 }) document: string;
  @Column('varchar', { length: 500 }) reason: string;
  @Column('varchar', { length: 20 }) provenance: Provenance;
}

/** A time in which an office gives no mandate. */
@Entity('mandate_suspension')
@Index('mandate_suspension_office', ['officeId', 'validFrom'])
export class MandateSuspensionRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'office_id' }) officeId: string;
  /** The unit under whose mandate it was made: nobody below undoes it. */
  @Column('uuid', { name: 'unit_id' }) unitId: string;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 255 }) document: string;
  @Column('varchar', { length: 500 }) reason: string;
}
