import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a nomination was forwarded one level up (khen cao), and what for. */
@Entity('nomination_forwarding')
export class Forwarding {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  /** The nomination that it opens. */
  @Column('uuid', { name: 'forwarded_to_id' })
  forwardedToId: string;

  /** The award that it is for. */
  @Column('uuid', { name: 'award_type_id' })
  awardTypeId: string;

  /** The unit that forwarded it and nominates now. */
  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Column('varchar', { length: 2000 })
  reason: string;

  @Column('uuid', { name: 'forwarded_by' })
  forwardedBy: string;

  @Column('datetime', { name: 'forwarded_at', precision: 6 })
  forwardedAt: Date;
}
