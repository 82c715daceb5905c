import { DecimalScalar, Provenance } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { exactDecimal } from '../achievement/exact-decimal.column';
import { FigureKind, FigureMeasure, FigureQualifier } from './stated-figure-rules';

registerEnumType(FigureKind, {
  name: 'StatedFigureKind',
  description: 'Dạng của số liệu công bố. Form of a stated figure.',
  valuesConfig: {
    Ratio: { description: 'Thực hiện ÷ chỉ tiêu, cả hai đều được nêu. Actual ÷ target, both stated.' },
    Percent: {
      description: 'Tỷ lệ do nguồn khẳng định; không suy ra tử số, mẫu số. An asserted percentage; no inputs invented.',
    },
    PercentRange: {
      description: 'Khoảng từ thấp nhất đến cao nhất giữa các đơn vị. Lowest to highest among member units.',
    },
    Quantity: { description: 'Số lượng. A quantity.' },
    Money: { description: 'Số tiền (đồng). A sum of money, đồng.' },
  },
});
registerEnumType(FigureMeasure, {
  name: 'StatedFigureMeasure',
  description:
    'Số thời điểm hay số phát sinh trong kỳ; không so sánh, không cộng hai loại với nhau. A level or what happened in a period: the two are never compared or added up.',
  valuesConfig: {
    Stock: { description: 'Số có vào ngày cuối kỳ. A stock: what there was on the last day of the period.' },
    Flow: { description: 'Số phát sinh trong kỳ. A flow: what happened within the period.' },
  },
});
registerEnumType(FigureQualifier, {
  name: 'StatedFigureQualifier',
  description: 'Từ chỉ mức độ đi kèm số liệu. The qualifier that stands before a stated figure.',
  valuesConfig: {
    Exact: { description: 'Chính xác. Exactly.' },
    MoreThan: { description: 'Hơn, trên. More than.' },
    LessThan: { description: 'Dưới. Less than.' },
    Nearly: { description: 'Gần. Nearly.' },
  },
});

/** A number that a source states, kept as printed. */
const decimalColumn = { precision: 24, scale: 6, nullable: true, transformer: exactDecimal } as const;

/** A figure as a source states it (số liệu theo nguồn công bố): never corrected, never split. */
@ObjectType({
  description:
    'Số liệu theo nguồn công bố, giữ nguyên như nguồn, kèm câu gốc và cảnh báo. A figure as a source states it, with its sentence and warnings: never corrected, never split.',
})
@Entity('stated_figure')
@Index('stated_figure_owner', ['ownerUnitId', 'id'])
@Index('stated_figure_group', ['groupId', 'id'])
export class StatedFigure {
  @Field(() => ID, { description: 'Mã số liệu. Id of the figure.' })
  @PrimaryColumn('uuid')
  id: string;

  /** The federation under which the figure was published. */
  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId: string | null;

  @Column('json', { name: 'indicator_codes' })
  indicatorCodes: string[];

  @Field({ description: 'Ngày đầu kỳ (YYYY-MM-DD). First day of the period.' })
  @Column('date', { name: 'period_from' })
  periodFrom: string;

  @Field({ description: 'Ngày cuối kỳ, tính cả ngày đó. Last day of the period, inclusive.' })
  @Column('date', { name: 'period_to' })
  periodTo: string;

  @Field(() => FigureKind, { description: 'Dạng số liệu. Form of the figure.' })
  @Column('varchar', { length: 20 })
  kind: FigureKind;

  @Field(() => FigureMeasure, {
    description: 'Số thời điểm (cuối kỳ) hay số phát sinh trong kỳ. A stock on the last day, or a flow in the period.',
  })
  @Column('varchar', { length: 10 })
  measure: FigureMeasure;

  @Field({ description: 'Nhãn của số liệu, như nguồn gọi, ví dụ "HTTNV". What the source calls it.' })
  @Column('varchar', { length: 255 })
  label: string;

  @Field(() => FigureQualifier, { description: 'Từ chỉ mức độ. Qualifier of the figure.' })
  @Column('varchar', { length: 20 })
  qualifier: FigureQualifier;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tử số được nêu. Numerator, when stated.' })
  @Column('decimal', decimalColumn)
  numerator: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Mẫu số được nêu. Denominator, when stated.' })
  @Column('decimal', decimalColumn)
  denominator: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tỷ lệ phần trăm được khẳng định. Asserted percentage.' })
  @Column('decimal', decimalColumn)
  percent: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tỷ lệ thấp nhất của khoảng. Lowest percentage.' })
  @Column('decimal', { ...decimalColumn, name: 'percent_min' })
  percentMin: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Tỷ lệ cao nhất của khoảng. Highest percentage.' })
  @Column('decimal', { ...decimalColumn, name: 'percent_max' })
  percentMax: string | null;

  @Field({ description: 'Đầu trên của khoảng là "hơn, vượt". Whether the range’s upper end is "over".' })
  @Column('boolean', { name: 'percent_max_is_exceeded', default: false })
  percentMaxIsExceeded: boolean;

  @Field(() => DecimalScalar, { nullable: true, description: 'Số lượng. Quantity.' })
  @Column('decimal', decimalColumn)
  quantity: string | null;

  @Field(() => String, { nullable: true, description: 'Đơn vị tính của số lượng. Unit of measure of the quantity.' })
  @Column('varchar', { name: 'unit_of_measure', length: 60, nullable: true })
  unitOfMeasure: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Tổng số tiền (đồng). Sum of money, đồng.' })
  @Column('bigint', { nullable: true, transformer: { to: (value: unknown) => value, from: numberOrNull } })
  amount: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Mức thấp nhất mỗi suất (đồng). Least for each, đồng.' })
  @Column('bigint', {
    name: 'amount_each_min',
    nullable: true,
    transformer: { to: (value: unknown) => value, from: numberOrNull },
  })
  amountEachMin: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Mức cao nhất mỗi suất (đồng). Most for each, đồng.' })
  @Column('bigint', {
    name: 'amount_each_max',
    nullable: true,
    transformer: { to: (value: unknown) => value, from: numberOrNull },
  })
  amountEachMax: number | null;

  @Field({ description: 'Nguồn: bài báo, báo cáo. The source: an article, a report.' })
  @Column('varchar', { length: 500 })
  source: string;

  @Field({ description: 'Câu gốc của nguồn. The sentence of the source.' })
  @Column('text')
  sentence: string;

  @Field(() => [String], {
    description:
      'Cảnh báo, bằng tiếng Việt và tiếng Anh; số liệu vẫn giữ nguyên. Warnings in both languages; the figure is kept as printed.',
  })
  @Column('json')
  warnings: string[];

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** A figure that a person typed in for an indicator no ledger knows (số liệu nhập tay). */
@ObjectType({
  description:
    'Số thực hiện nhập tay cho chỉ tiêu không có sổ nào ghi, kèm minh chứng. A typed-in figure with who, when and evidence.',
})
@Entity('typed_figure')
@Index('typed_figure_unit', ['cycleId', 'indicatorCode', 'unitId', 'asOf'])
export class TypedFigure {
  @Field(() => ID, { description: 'Mã. Id of the figure.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cycle_id' })
  cycleId: string;

  @Column('varchar', { name: 'indicator_code', length: 40 })
  indicatorCode: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field({ description: 'Lũy kế đến ngày (YYYY-MM-DD). The figure is cumulative up to this day.' })
  @Column('date', { name: 'as_of' })
  asOf: string;

  @Field(() => DecimalScalar, { description: 'Số thực hiện lũy kế, không âm. Cumulative figure, never negative.' })
  @Column('decimal', { precision: 24, scale: 6, transformer: exactDecimal })
  value: string;

  @Field({ description: 'Minh chứng: văn bản, đường dẫn. Evidence: a document or a link.' })
  @Column('varchar', { length: 1000 })
  evidence: string;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy: string;

  @Field(() => Date, { description: 'Thời điểm nhập (UTC). When it was typed in.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;

  @Field(() => Int, { description: 'Năm của chu kỳ. Year of the cycle.' })
  @Column('int')
  year: number;
}
