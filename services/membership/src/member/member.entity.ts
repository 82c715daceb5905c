import { Provenance } from '@thidua/service-kit';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Gender } from './gender.enum';

/** A member (đoàn viên): a person, not a headcount. */
@Entity('member')
@Index('member_code', ['code'], { unique: true })
export class MemberRow {
  @PrimaryColumn('uuid') id: string;
  @Column('varchar', { length: 60, nullable: true }) code: string | null;
  @Column('varchar', { name: 'full_name', length: 120 }) fullName: string;
  @Column('varchar', { length: 10 }) gender: Gender;
  @Column('varchar', { length: 20 }) provenance: Provenance;
}

/** A member's belonging to a unit between two dates. The database refuses two at once (UNIQUE … WITHOUT OVERLAPS). */
@Entity('member_affiliation')
@Index('member_affiliation_period', ['memberId', 'validUntil', 'validFrom'], { unique: true })
@Index('member_affiliation_unit', ['unitId', 'memberId'])
@Index('member_affiliation_admitted', ['unitId', 'admittedOn'])
export class AffiliationRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'member_id' }) memberId: string;
  @Column('uuid', { name: 'unit_id' }) unitId: string;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  /** Date of admission to the union; null when the member came from another unit or the date is not known. */
  @Column('date', { name: 'admitted_on', nullable: true }) admittedOn: string | null;
}
