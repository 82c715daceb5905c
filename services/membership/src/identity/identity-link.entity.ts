import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Names that an issuer gives: ASCII, compared byte by byte, spaces at the end included. */
const EXACT = { type: 'varchar', charset: 'ascii', collation: 'ascii_nopad_bin' } as const;

/** A member's account at an issuer: who signs in with it is the member. */
@Entity('identity_link')
@Index('identity_link_member', ['provider', 'memberId'], { unique: true })
export class IdentityLinkRow {
  @PrimaryColumn({ ...EXACT, length: 40 }) provider: string;
  @PrimaryColumn({ ...EXACT, length: 255 }) subject: string;
  @Column('uuid', { name: 'member_id' }) memberId: string;
  @Column('datetime', { name: 'linked_at', precision: 3 }) linkedAt: Date;
  /** Member id of who linked them, or the name of the process. */
  @Column('varchar', { name: 'linked_by', length: 64 }) linkedBy: string;
  /** The unit under whose mandate it was made: a link lasts as long as that unit is above the member's offices. */
  @Column('uuid', { name: 'unit_id' }) unitId: string;
}

/** A session that ended before its token did: the gateway takes the token no more. */
@Entity('ended_session')
@Index('ended_session_expiry', ['expiresAt'])
export class EndedSessionRow {
  @PrimaryColumn({ ...EXACT, length: 40 }) provider: string;
  @PrimaryColumn({ ...EXACT, length: 255 }) subject: string;
  @PrimaryColumn({ ...EXACT, name: 'token_id', length: 255 }) tokenId: string;
  /** When the token ends by itself; the row is of no use afterwards. */
  @Column('datetime', { name: 'expires_at', precision: 3 }) expiresAt: Date;
}
