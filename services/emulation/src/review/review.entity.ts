import { DecimalScalar } from '@thidua/service-kit';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { exactDecimal } from '../achievement/exact-decimal.column';
import { LedgerKind, TargetBasis } from './review-figures';

/** State of a review, as its workflow last said. */
export enum ReviewStateValue {
  Collecting = 'COLLECTING',
  InReview = 'IN_REVIEW',
  Concluded = 'CONCLUDED',
}
registerEnumType(ReviewStateValue, {
  name: 'ReviewState',
  description: 'Trạng thái của sơ kết. State of a mid-year review.',
  valuesConfig: {
    Collecting: { description: 'Đang tổng hợp số liệu. Figures are being collected.' },
    InReview: { description: 'Đã có số liệu, chờ kết luận. Figures are there; the conclusion is awaited.' },
    Concluded: { description: 'Đã kết luận, số liệu được giữ nguyên. Concluded; the figures are frozen.' },
  },
});
registerEnumType(LedgerKind, {
  name: 'LedgerKind',
  description: 'Sổ mà số liệu được lấy ra. The ledger that holds the rows of a figure.',
  valuesConfig: {
    MemberAdmissions: { description: 'Kết nạp đoàn viên (membership). Admissions of members.' },
    UnitFoundations: { description: 'Thành lập CĐCS (membership). Foundations of grassroots unions.' },
    PartyReferrals: { description: 'Giới thiệu cho Đảng (membership). Referrals to the Party.' },
    UnionFundReceipts: { description: 'Phiếu thu kinh phí công đoàn (finance). Receipts of union fund.' },
    DuesReceipts: { description: 'Phiếu thu đoàn phí (finance). Receipts of membership dues.' },
    TypedFigures: { description: 'Số liệu nhập tay kèm minh chứng (emulation). Typed-in figures with evidence.' },
  },
});
registerEnumType(TargetBasis, {
  name: 'TargetBasis',
  description: 'Chỉ tiêu lấy từ đâu. Where the target of a review’s line comes from.',
  valuesConfig: {
    TargetDecision: { description: 'Quyết định giao chỉ tiêu. A target decision.' },
    Budget: { description: 'Dự toán thu của dịch vụ finance. Finance’s budget of the year.' },
    None: { description: 'Chưa giao. No target was set.' },
  },
});

/** A mid-year review (sơ kết) of a group, a unit or the province. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Sơ kết của một cụm, khối hoặc đơn vị: số liệu do hệ thống tổng hợp, hạn chế, biện pháp, kết luận. A mid-year review: figures drawn from the ledgers, limits, remedies, conclusion.',
})
@Entity('mid_year_review')
@Index('mid_year_review_subject', ['cycleId', 'reviewedId'], { unique: true })
export class MidYearReview {
  @Field(() => ID, { description: 'Mã sơ kết. Id of the review.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cycle_id' })
  cycleId: string;

  /** The group's or the unit's id: whichever is set below. */
  @Column('uuid', { name: 'reviewed_id' })
  reviewedId: string;

  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId: string | null;

  @Column('uuid', { name: 'concluding_unit_id' })
  concludingUnitId: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Field(() => ReviewStateValue, { description: 'Trạng thái. State of the review.' })
  @Column('varchar', { length: 20 })
  state: ReviewStateValue;

  @Field({ description: 'Ngày đầu kỳ (YYYY-MM-DD). First day of the period.' })
  @Column('date', { name: 'period_from' })
  periodFrom: string;

  @Field({ description: 'Ngày cuối kỳ, tính cả ngày đó (YYYY-MM-DD). Last day of the period, inclusive.' })
  @Column('date', { name: 'period_to' })
  periodTo: string;

  @Field(() => Date, { description: 'Hạn kết luận (UTC). When the conclusion is due.' })
  @Column('datetime', { name: 'deadline_at', precision: 6 })
  deadlineAt: Date;

  @Field(() => Date, { description: 'Thời điểm mở (UTC). When it was opened.' })
  @Column('datetime', { name: 'opened_at', precision: 6 })
  openedAt: Date;

  @Field(() => Date, { nullable: true, description: 'Thời điểm có số liệu (UTC). When the figures were recorded.' })
  @Column('datetime', { name: 'actuals_recorded_at', precision: 6, nullable: true })
  actualsRecordedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm bị ghi quá hạn (UTC). When it was marked overdue.' })
  @Column('datetime', { name: 'overdue_at', precision: 6, nullable: true })
  overdueAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm kết luận (UTC). When it was concluded.' })
  @Column('datetime', { name: 'concluded_at', precision: 6, nullable: true })
  concludedAt: Date | null;

  @Column('uuid', { name: 'concluded_by', nullable: true })
  concludedBy: string | null;

  @Field(() => String, { nullable: true, description: 'Hạn chế, khó khăn. Limits and difficulties.' })
  @Column('text', { nullable: true })
  limits: string | null;

  @Field(() => String, { nullable: true, description: 'Biện pháp khắc phục. Remedies.' })
  @Column('text', { nullable: true })
  remedies: string | null;

  @Field(() => String, { nullable: true, description: 'Kết luận. The conclusion.' })
  @Column('text', { nullable: true })
  conclusion: string | null;

  @Column('text', { name: 'overdue_note', nullable: true })
  overdueNote: string | null;
}

/** A unit whose contribution a review shows apart, fixed when the review is opened. */
@Entity('review_unit')
export class ReviewUnit {
  @PrimaryColumn('uuid', { name: 'review_id' })
  reviewId: string;

  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId: string;

  /** Whether this unit's figures contain those of all the others: the reviewed unit itself. */
  @Column('boolean', { name: 'is_whole' })
  isWhole: boolean;
}

/** One indicator's line of a review. */
@ObjectType({ description: 'Một dòng của sơ kết: một chỉ tiêu. One indicator’s line of a review.' })
@Entity('review_line')
@Index('review_line_review', ['reviewId', 'ordinal'], { unique: true })
export class ReviewLine {
  @Field(() => ID, { description: 'Mã dòng. Id of the line.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'review_id' })
  reviewId: string;

  @Column('int')
  ordinal: number;

  @Column('varchar', { name: 'indicator_code', length: 40 })
  indicatorCode: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Chỉ tiêu giao; trống khi chưa giao. The target.' })
  @Column('decimal', { precision: 24, scale: 6, nullable: true, transformer: exactDecimal })
  target: string | null;

  @Field(() => TargetBasis, { description: 'Chỉ tiêu lấy từ đâu. Where the target comes from.' })
  @Column('varchar', { name: 'target_basis', length: 20 })
  targetBasis: TargetBasis;

  @Field(() => ID, { nullable: true, description: 'Quyết định giao chỉ tiêu đã dùng. The target decision used.' })
  @Column('uuid', { name: 'target_decision_id', nullable: true })
  targetDecisionId: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Số thực hiện trong kỳ. The actual figure of the period.',
  })
  @Column('decimal', { precision: 24, scale: 6, nullable: true, transformer: exactDecimal })
  actual: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cảnh báo, bằng tiếng Việt và tiếng Anh. A warning in both languages, when the figure needs one.',
  })
  @Column('varchar', { length: 500, nullable: true })
  warning: string | null;
}

/** What one unit contributes to a line. */
@ObjectType({
  description:
    'Phần đóng góp của một đơn vị và mọi đơn vị trực thuộc vào một dòng sơ kết. What a unit, with everything under it, contributes to a line.',
})
@Entity('review_contribution')
export class ReviewContribution {
  @PrimaryColumn('uuid', { name: 'line_id' })
  lineId: string;

  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId: string;

  @Field(() => DecimalScalar, { description: 'Số thực hiện của đơn vị. The unit’s figure.' })
  @Column('decimal', { precision: 24, scale: 6, transformer: exactDecimal })
  numerator: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Chỉ tiêu hoặc dự toán của riêng đơn vị, nếu có. The unit’s own target or budget, if any.',
  })
  @Column('decimal', { precision: 24, scale: 6, nullable: true, transformer: exactDecimal })
  denominator: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Số dòng dữ liệu được đếm; trống khi là tổng tiền. How many rows were counted; null for sums of money.',
  })
  @Column('int', { nullable: true })
  records: number | null;

  @Field(() => LedgerKind, { description: 'Sổ chứa các dòng dữ liệu. The ledger that holds the rows.' })
  @Column('varchar', { name: 'recorded_in', length: 30 })
  recordedIn: LedgerKind;

  @Field({
    description:
      'Phần của chính đơn vị được sơ kết, ngoài các đơn vị trực thuộc trực tiếp đã nêu riêng. Whether it is the reviewed unit’s own remainder, beside the units directly under it.',
  })
  @Column('boolean', { name: 'is_remainder' })
  isRemainder: boolean;
}
