import { connectionOf } from '@thidua/service-kit';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { DatedRow } from './dated-row.entity';

/** The base salary (lương cơ sở) between two dates: one for the whole country. */
@ObjectType({ description: 'Lương cơ sở theo thời gian, đồng/tháng. The base salary in đồng a month, by date.' })
@Entity('base_salary')
@Index('base_salary_period', ['scope', 'validUntil', 'validFrom'], { unique: true })
export class BaseSalary extends DatedRow {
  /** Always NATIONAL: what the database's key of periods begins with. */
  @Column('varchar', { length: 10 })
  scope: string;

  @Field(() => GraphQLSafeInt, { description: 'Mức lương cơ sở, đồng/tháng. Amount in whole đồng a month.' })
  @Column('bigint', { name: 'amount_dong', transformer: { to: (amount: number) => amount, from: Number } })
  amountDong: number;
}

/** A page of base salaries. */
export const BaseSalaryConnection = connectionOf(BaseSalary, 'BaseSalary', 'lương cơ sở');
