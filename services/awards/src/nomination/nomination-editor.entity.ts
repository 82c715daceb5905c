import { Entity, PrimaryColumn } from 'typeorm';

/**
 * Who had a hand in a nomination besides the one who drafted it: edited its report, attached or removed a paper, signed
 * the minutes. A party to it, so they never judge it.
 */
@Entity('nomination_editor')
export class NominationEditor {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId: string;
}
