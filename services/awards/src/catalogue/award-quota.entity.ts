import { DecimalScalar } from '@thidua/service-kit';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { AwardRecipients } from '../award-type/award-type.enum';
import { QuotaBase, QuotaMeasure, QuotaPeriod, QuotaScope, Rounding } from './catalogue.enum';
import { AwardTypeRow } from './dated-row.entity';

/** How many of an award there may be. */
@ObjectType({
  description:
    'Chỉ tiêu số lượng của một loại khen thưởng: số tuyệt đối hoặc tỷ lệ của một cơ số. How many of an award there may be: a number, or a share of a named base.',
})
@Entity('award_quota')
@Index('award_quota_period', ['awardTypeId', 'code', 'validUntil', 'validFrom'], { unique: true })
export class AwardQuota extends AwardTypeRow {
  @Field(() => AwardRecipients, { description: 'Tính cho đối tượng nào. Whom it counts.' })
  @Column('varchar', { length: 20 })
  recipients: AwardRecipients;

  @Field(() => QuotaScope, { description: 'Phạm vi tính. Within what it is counted.' })
  @Column('varchar', { length: 30 })
  scope: QuotaScope;

  @Field(() => QuotaPeriod, { description: 'Kỳ tính. For what time.' })
  @Column('varchar', { length: 20 })
  period: QuotaPeriod;

  @Field(() => QuotaMeasure, { description: 'Cách tính. A number or a share.' })
  @Column('varchar', { length: 10 })
  measure: QuotaMeasure;

  @Field(() => Int, { nullable: true, description: 'Số lượng tối đa; null với tỷ lệ. The most; null for a share.' })
  @Column('int', { nullable: true })
  amount: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Tỷ lệ %, 0,01–100; null với số tuyệt đối. Percent, 0.01 to 100; null for a number.',
  })
  @Column('decimal', { name: 'share_percent', precision: 5, scale: 2, nullable: true })
  sharePercent: string | null;

  @Field(() => QuotaBase, { nullable: true, description: 'Cơ số của tỷ lệ. Base of the share.' })
  @Column('varchar', { length: 30, nullable: true })
  base: QuotaBase | null;

  @Field(() => String, {
    nullable: true,
    description: 'Ký hiệu loại khen thưởng làm cơ số. Code of the award whose holders are the base.',
  })
  @Column('varchar', { name: 'base_award_code', length: 60, nullable: true })
  baseAwardCode: string | null;

  @Field(() => Rounding, { nullable: true, description: 'Cách làm tròn tỷ lệ. How a share is rounded.' })
  @Column('varchar', { length: 10, nullable: true })
  rounding: Rounding | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Chức danh được vượt chỉ tiêu, kèm lý do; null là không ai. Position that may exceed it with a reason; null: nobody.',
  })
  @Column('varchar', { name: 'override_position', length: 40, nullable: true })
  overridePosition: string | null;
}
