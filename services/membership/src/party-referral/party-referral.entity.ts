import { Provenance } from '@thidua/service-kit';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An outstanding member referred to the Party: referred is not admitted, so the two have a date each. */
@Entity('party_referral')
@Index('party_referral_once', ['memberId', 'referredOn'], { unique: true })
@Index('party_referral_unit', ['unitId', 'referredOn'])
@Index('party_referral_date', ['referredOn', 'unitId'])
export class PartyReferralRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'member_id' }) memberId: string;
  @Column('uuid', { name: 'unit_id' }) unitId: string;
  @Column('date', { name: 'referred_on' }) referredOn: string;
  @Column('date', { name: 'admitted_on', nullable: true }) admittedOn: string | null;
  @Column('varchar', { length: 20 }) provenance: Provenance;
}
