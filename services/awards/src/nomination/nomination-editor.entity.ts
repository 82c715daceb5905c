import { Entity, PrimaryColumn } from 'typeorm';

/** Who edited a nomination's report besides the one who drafted it: a party to it, so they never judge it. */
@Entity('nomination_editor')
export class NominationEditor {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId: string;
}
