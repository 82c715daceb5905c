import { connectionOf, Provenance } from '@thidua/service-kit';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { amountColumn } from '../ledger/amount';
import { FundStream } from '../ledger/fund-stream';

/** A unit's yearly budget of one stream. A new one supersedes it by a row of its own; none is ever changed or deleted. */
@ObjectType({
  description:
    'Dự toán thu trong năm của riêng đơn vị, theo từng nguồn. A unit’s own yearly budget of receipts of one stream, without the units below it.',
})
@Entity('budget')
@Index('budget_revision', ['unitId', 'year', 'stream', 'revision'], { unique: true })
@Index('budget_sum', ['unitId', 'year', 'supersededAt', 'stream', 'amount'])
export class Budget {
  @Field(() => ID, { description: 'Mã dự toán. Id of the budget.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field(() => Int, { description: 'Năm ngân sách, 2000 đến 2100. Budget year, 2000 to 2100.' })
  @Column('smallint')
  year: number;

  @Field(() => FundStream, { description: 'Nguồn thu. Stream of money.' })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  stream: FundStream;

  @Field(() => Int, {
    description:
      'Lần giao, từ 1. How often the budget of this unit, year and stream had been set with this one, from 1.',
  })
  @Column('int')
  revision: number;

  @Field(() => GraphQLSafeInt, { description: 'Số tiền, đồng, từ 1 đến 10^13. Amount in whole đồng, 1 to 10^13.' })
  @Column('bigint', { transformer: amountColumn })
  amount: number;

  @Field(() => String, {
    nullable: true,
    description: 'Văn bản giao dự toán, ví dụ "12/QĐ-LĐLĐ". The document that sets it, when one is named.',
  })
  @Column('varchar', { length: 200, nullable: true })
  document: string | null;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;

  @Field(() => String, {
    nullable: true,
    description:
      'Câu trong nguồn mà số liệu này minh họa. The sentence of a source behind which a demonstration row stands.',
  })
  @Column('varchar', { length: 2000, nullable: true })
  sentence: string | null;

  @Field(() => String, { nullable: true, description: 'Nguồn của câu đó. The source of that sentence.' })
  @Column('varchar', { length: 500, nullable: true })
  source: string | null;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was set.' })
  @Column('datetime', { name: 'set_at', precision: 6 })
  setAt: Date;

  @Field(() => Date, {
    nullable: true,
    description:
      'Thời điểm bị thay thế (UTC); trống nếu đang hiệu lực. When a later budget took its place; null in force.',
  })
  @Column('datetime', { name: 'superseded_at', precision: 6, nullable: true })
  supersededAt: Date | null;
}

/** A page of budgets. */
export const BudgetConnection = connectionOf(Budget, 'Budget', 'dự toán');
