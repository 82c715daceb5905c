import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person or a collective. */
export enum RecipientKind {
  Person = 'PERSON',
  Collective = 'COLLECTIVE',
}

/**
 * How those are called who are nominated or honoured: a copy by which names are searched and reports are divided.
 * Membership owns the names; nobody reads one from here but by an award that they may see.
 */
@Entity('award_recipient')
@Index('award_recipient_read', ['readAt', 'recipientId'])
export class AwardRecipient {
  /** Id of the member or of the unit. */
  @PrimaryColumn('uuid', { name: 'recipient_id' })
  recipientId: string;

  @Column('varchar', { length: 10 })
  kind: RecipientKind;

  /** Null until it was read, or for whom the owner does not know. */
  @Column('varchar', { length: 255, nullable: true })
  name: string | null;

  @Column({
    type: 'varchar',
    name: 'name_folded',
    length: 255,
    charset: 'ascii',
    collation: 'ascii_bin',
    nullable: true,
  })
  nameFolded: string | null;

  /** Gender of a person; null for a collective. */
  @Column('varchar', { length: 10, nullable: true })
  gender: string | null;

  @Column('datetime', { name: 'read_at', precision: 6, nullable: true })
  readAt: Date | null;
}

/** What a recipient is found by: their name from each of its words on. */
@Entity('award_recipient_phrase')
@Index('award_recipient_phrase_of', ['recipientId'])
export class AwardRecipientPhrase {
  @PrimaryColumn('varchar', { length: 10 })
  kind: RecipientKind;

  @PrimaryColumn({ type: 'varchar', length: 60, charset: 'ascii', collation: 'ascii_bin' })
  phrase: string;

  @PrimaryColumn('uuid', { name: 'recipient_id' })
  recipientId: string;
}

/** The rank at work of a person in a period, for reports by worker, staff or manager. */
@Entity('award_recipient_rank')
export class AwardRecipientRank {
  @PrimaryColumn('uuid', { name: 'recipient_id' })
  recipientId: string;

  @PrimaryColumn('date', { name: 'valid_from' })
  validFrom: string;

  /** First day on which it no longer holds. */
  @Column('date', { name: 'valid_until' })
  validUntil: string;

  /** EmploymentRank. */
  @Column('varchar', { name: 'work_rank', length: 10 })
  rank: string;
}
