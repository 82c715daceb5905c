import { Provenance } from '@thidua/service-kit';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { UnitSector } from '../unit/unit.enums';
import { EmploymentRank, TenureKind } from './tenure.enum';

/** A period of a member's tenure. Rows are never changed but to end them; a wrong one is withdrawn, and stays. */
@Entity('member_tenure')
@Index('member_tenure_member', ['memberId', 'kind', 'validFrom'])
export class TenureRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'member_id' }) memberId: string;
  @Column('varchar', { length: 20 }) kind: TenureKind;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_until' }) validUntil: string;
  @Column('varchar', { length: 10, name: 'employment_rank', nullable: true }) rank: EmploymentRank | null;
  @Column('boolean', { name: 'is_part_time', nullable: true }) isPartTime: boolean | null;
  @Column('varchar', { length: 20, nullable: true }) sector: UnitSector | null;
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId: string | null;
  @Column('varchar', { length: 500, nullable: true }) document: string | null;
  @Column('datetime', { name: 'withdrawn_at', precision: 6, nullable: true }) withdrawnAt: Date | null;
  @Column('varchar', { length: 20 }) provenance: Provenance;
}
