import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { BallotMove, BallotOutcome, BallotSessionState, RecusalKind } from './ballot-session.enum';

/** A council’s secret ballot over a list of nominations. */
@ObjectType({
  description:
    'Phiên bỏ phiếu kín của hội đồng về một danh sách hồ sơ. A council’s secret ballot over a list of nominations.',
})
@Entity('ballot_session')
@Index('ballot_session_body', ['bodyUnitId', 'id'])
@Index('ballot_session_unfinished', ['finishedAt', 'state'])
export class BallotSession {
  @Field(() => ID, { description: 'Mã phiên. Id of the session.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'body_unit_id' })
  bodyUnitId: string;

  @Column('varchar', { name: 'body_name', length: 255 })
  bodyName: string;

  @Field(() => BallotSessionState, { description: 'Tình trạng. How far it is.' })
  @Column('varchar', { length: 10 })
  state: BallotSessionState;

  @Column('uuid', { name: 'chair_member_id' })
  chairMemberId: string;

  @Field(() => String, {
    nullable: true,
    description: 'Lý do bỏ phiếu lại; null ở lần đầu. Why the council votes again; null at first.',
  })
  @Column('varchar', { length: 2000, nullable: true })
  reason: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Phiên trước về một trong các hồ sơ này. The session before it on any of these nominations.',
  })
  @Column('uuid', { name: 'previous_session_id', nullable: true })
  previousSessionId: string | null;

  @Field(() => Int, {
    description:
      'Tổng số thành viên hội đồng khi mở phiên: mẫu số, kể cả người vắng và người không được bỏ phiếu. All members when it opened: the denominator, absent and recused ones included.',
  })
  @Column('int', { name: 'member_count' })
  memberCount: number;

  @Field(() => Int, { description: 'Tử số của tỷ lệ tối thiểu tham gia. Numerator of the quorum.' })
  @Column('int', { name: 'quorum_numerator' })
  quorumNumerator: number;

  @Field(() => Int, { description: 'Mẫu số của tỷ lệ tối thiểu tham gia. Denominator of the quorum.' })
  @Column('int', { name: 'quorum_denominator' })
  quorumDenominator: number;

  @Field({
    description:
      'Khóa công khai của phiên (base64url), để niêm phong phiếu bằng packages/ballot. The session’s public key, base64url: votes are sealed to it.',
  })
  @Column('varchar', { name: 'public_key', length: 120 })
  publicKey: string;

  @Field({
    description:
      'Dấu vân tay khóa (SHA-256, hệ 16), có trong nhật ký. Fingerprint of the key, as the audit trail has it.',
  })
  @Column('char', { name: 'key_fingerprint', length: 64 })
  keyFingerprint: string;

  /** In which store of keys the private half was put; null for sessions of before stores had ids. */
  @Column('varchar', { name: 'key_store_id', length: 60, nullable: true })
  keyStoreId: string | null;

  @Column('uuid', { name: 'opened_by' })
  openedBy: string;

  @Column('varchar', { name: 'opened_by_name', length: 120 })
  openedByName: string;

  @Field(() => Date, { description: 'Thời điểm mở (UTC). When it was opened.' })
  @Column('datetime', { name: 'opened_at', precision: 6 })
  openedAt: Date;

  @Column('uuid', { name: 'closed_by', nullable: true })
  closedBy: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Thời điểm kiểm phiếu hoặc hủy (UTC). When it was counted or voided.',
  })
  @Column('datetime', { name: 'closed_at', precision: 6, nullable: true })
  closedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Lý do hủy phiên. Why it was voided.' })
  @Column('varchar', { name: 'void_reason', length: 2000, nullable: true })
  voidReason: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Gốc Merkle (SHA-256, hệ 16) của mã băm mọi phiếu, khi đã kiểm. Merkle root of all votes’ digests, once counted.',
  })
  @Column('char', { length: 64, nullable: true })
  root: string | null;

  @Field(() => String, { nullable: true, description: 'Số biên bản. Number of the minutes.' })
  @Column('varchar', { name: 'minutes_number', length: 60, nullable: true })
  minutesNumber: string | null;

  @Column('varchar', { length: 120, nullable: true })
  place: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Thời điểm hủy khóa bí mật (UTC): từ đó không ai mở được phiếu nào. When the private key was destroyed.',
  })
  @Column('datetime', { name: 'key_destroyed_at', precision: 6, nullable: true })
  keyDestroyedAt: Date | null;

  @Column('datetime', { name: 'finished_at', precision: 6, nullable: true })
  finishedAt: Date | null;
}

/** A nomination in a session, and what the votes on it came to. */
@ObjectType({
  description: 'Một hồ sơ trong phiên và kết quả. A nomination in a session, and what the votes on it came to.',
})
@Entity('ballot_item')
@Index('ballot_item_open', ['openNominationId'], { unique: true })
@Index('ballot_item_task', ['taskId'])
@Index('ballot_item_nomination', ['nominationId', 'sessionId'])
export class BallotItem {
  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId: string;

  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => Int, { description: 'Thứ tự trong danh sách, từ 1. Place in the list, from 1.' })
  @Column('int')
  ordinal: number;

  @Field(() => Int, { description: 'Lần trình được biểu quyết. Revision that is voted on.' })
  @Column('int')
  revision: number;

  @Column('uuid', { name: 'task_id' })
  taskId: string;

  @Field(() => Int, {
    description: 'Ngưỡng thông qua, % của TỔNG SỐ thành viên. Threshold in percent of ALL members.',
  })
  @Column('int', { name: 'threshold_percent' })
  thresholdPercent: number;

  @Column('uuid', { name: 'route_version_id', nullable: true })
  routeVersionId: string | null;

  @Field({
    description: 'Tên người hoặc tập thể được đề nghị khi mở phiên. Name of the nominee when it opened.',
  })
  @Column('varchar', { name: 'nominee_name', length: 255 })
  nomineeName: string;

  @Field({ description: 'Tên hình thức khen thưởng. Name of the award.' })
  @Column('varchar', { name: 'award_name', length: 255 })
  awardName: string;

  @Field({ description: 'Tên đơn vị đề nghị. Name of the nominating unit.' })
  @Column('varchar', { name: 'nominating_unit_name', length: 255 })
  nominatingUnitName: string;

  /** The nomination while its session is open: one nomination is in one open session at the most. */
  @Column('uuid', { name: 'open_nomination_id', nullable: true })
  openNominationId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Phiếu tán thành; null khi chưa kiểm. Votes for; null until counted.',
  })
  @Column('int', { nullable: true })
  yes: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Phiếu không tán thành; null khi chưa kiểm. Votes against; null until counted.',
  })
  @Column('int', { nullable: true })
  no: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Phiếu trắng; null khi chưa kiểm. Abstentions; null until counted.',
  })
  @Column('int', { nullable: true })
  abstain: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Phiếu không hợp lệ; null khi chưa kiểm. Invalid votes; null until counted.',
  })
  @Column('int', { nullable: true })
  invalid: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Số thành viên không bỏ phiếu, kể cả người không được bỏ; null khi chưa kiểm. Members who cast no vote, recused ones included; null until counted.',
  })
  @Column('int', { name: 'not_cast', nullable: true })
  notCast: number | null;

  @Field(() => BallotOutcome, {
    nullable: true,
    description: 'Kết quả; null khi chưa kiểm. Outcome; null until counted.',
  })
  @Column('varchar', { length: 20, nullable: true })
  outcome: BallotOutcome | null;

  @Field(() => BallotMove, { description: 'Đã đưa hồ sơ đi tiếp chưa. Whether it has moved its nomination.' })
  @Column('varchar', { length: 20 })
  move: BallotMove;
}

/** A member of the council as the session froze it. */
@Entity('ballot_roll')
@Index('ballot_roll_member', ['memberId', 'sessionId'])
export class BallotRollMember {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId: string;
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId: string;
  /** The office that made them a member of the council on that day. */
  @Column('uuid', { name: 'office_id' }) officeId: string;
  @Column('varchar', { name: 'full_name', length: 120 }) fullName: string;
}

/** A member who does not vote on a nomination. They stay in the denominator. */
@ObjectType({
  description:
    'Thành viên không bỏ phiếu về một hồ sơ; vẫn tính trong mẫu số. A member who does not vote on a nomination and stays in the denominator.',
})
@Entity('ballot_recusal')
export class BallotRecusal {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId: string;
  @PrimaryColumn('uuid', { name: 'nomination_id' }) nominationId: string;
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId: string;

  @Field(() => RecusalKind, { description: 'Vì sao. Why.' })
  @Column('varchar', { length: 20 })
  kind: RecusalKind;

  @Field(() => String, { nullable: true, description: 'Lý do tự nêu. The reason that they gave.' })
  @Column('varchar', { length: 2000, nullable: true })
  reason: string | null;

  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}

/** A vote: what was sealed, until the session is over, and its digest for ever. Never what it says. */
@Entity('ballot')
export class Ballot {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId: string;
  @PrimaryColumn('uuid', { name: 'nomination_id' }) nominationId: string;
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId: string;
  @Column('varbinary', { length: 83, nullable: true }) sealed: Buffer | null;
  @Column('char', { length: 64 }) digest: string;
  @Column('datetime', { name: 'cast_at', precision: 6 }) castAt: Date;
  /** The outer letter of a written vote. */
  @Column('varchar', { name: 'letter_number', length: 60, nullable: true }) letterNumber: string | null;
  @Column('date', { name: 'letter_date', nullable: true }) letterDate: string | null;
  @Column('char', { name: 'letter_digest', length: 64, nullable: true }) letterDigest: string | null;
}
