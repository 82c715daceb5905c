import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is known of a member as a person: read by few, and by one way only (personal-data.loader). */
@Entity('member_personal_data')
export class PersonalDataRow {
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId: string;
  @Column('date', { name: 'date_of_birth', nullable: true }) dateOfBirth: string | null;
  @Column('varchar', { name: 'national_id', length: 12, nullable: true }) nationalId: string | null;
  @Column('varchar', { length: 16, nullable: true }) phone: string | null;
  @Column('varchar', { length: 300, nullable: true }) address: string | null;
  @Column('varchar', { name: 'bank_account', length: 60, nullable: true }) bankAccount: string | null;
}
