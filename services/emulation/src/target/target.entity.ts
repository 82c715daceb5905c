import { DecimalScalar, Provenance } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { exactDecimal } from '../achievement/exact-decimal.column';

/** A numbered decision that sets targets (quyết định giao chỉ tiêu). */
@ObjectType({
  description:
    'Quyết định giao chỉ tiêu: số là duy nhất cho mỗi cơ quan ban hành và năm. A decision that sets targets; its number is unique for each issuer and year.',
})
@Entity('target_decision')
@Index('target_decision_number', ['issuerUnitId', 'year', 'number'], { unique: true })
@Index('target_decision_cycle', ['cycleId', 'id'])
export class TargetDecision {
  @Field(() => ID, { description: 'Mã quyết định trong hệ thống. Id of the decision.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cycle_id' })
  cycleId: string;

  @Column('uuid', { name: 'issuer_unit_id' })
  issuerUnitId: string;

  @Field(() => Int, { description: 'Năm ban hành. Year of issue.' })
  @Column('int')
  year: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Số quyết định, ví dụ "12/QĐ-LĐLĐ"; trống khi nguồn không nêu. Number of the decision; null when the source tells none.',
  })
  @Column('varchar', { length: 60, nullable: true })
  number: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Ngày ban hành (YYYY-MM-DD); trống khi nguồn không nêu. Date of issue; null when not stated.',
  })
  @Column('date', { name: 'issued_on', nullable: true })
  issuedOn: string | null;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;

  @Field(() => String, { nullable: true, description: 'Câu gốc của nguồn. The sentence of the source, if any.' })
  @Column('text', { nullable: true })
  sentence: string | null;
}

/** One target of a decision: an indicator for a group or a unit. */
@ObjectType({ description: 'Một chỉ tiêu được giao cho cụm, khối hoặc đơn vị. A target for a group or a unit.' })
@Entity('target')
@Index('target_subject', ['decisionId', 'indicatorCode', 'assigneeId'], { unique: true })
@Index('target_assignee', ['assigneeId', 'indicatorCode'])
export class Target {
  @Field(() => ID, { description: 'Mã. Id of the target.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Column('varchar', { name: 'indicator_code', length: 40 })
  indicatorCode: string;

  /** The group's or the unit's id: whichever is set below. */
  @Column('uuid', { name: 'assignee_id' })
  assigneeId: string;

  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Giá trị chỉ tiêu theo đơn vị tính của chỉ tiêu, không âm; 0 hoặc trống: không áp dụng tỷ lệ. The target in the indicator’s unit of measure, never negative; zero or null: no ratio applies.',
  })
  @Column('decimal', { precision: 24, scale: 6, nullable: true, transformer: exactDecimal })
  value: string | null;
}
