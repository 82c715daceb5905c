import { DecimalScalar } from '@thidua/service-kit';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { PaidRecipient, Rounding } from './catalogue.enum';
import { AwardTypeRow } from './dated-row.entity';

/** The money that goes with an award, as a multiple of the base salary on the day of the decision. */
@ObjectType({
  description:
    'Mức tiền thưởng kèm theo, tính theo lương cơ sở tại ngày ký quyết định. Award money as a multiple of the base salary on the day of the decision.',
})
@Entity('award_multiple')
@Index('award_multiple_period', ['awardTypeId', 'code', 'validUntil', 'validFrom'], { unique: true })
export class AwardMultiple extends AwardTypeRow {
  @Field(() => PaidRecipient, { description: 'Đối tượng. Whom it is for.' })
  @Column('varchar', { length: 20 })
  recipients: PaidRecipient;

  @Field(() => DecimalScalar, { description: 'Hệ số × lương cơ sở, 0–1000. Multiple of the base salary.' })
  @Column('decimal', { precision: 7, scale: 3 })
  multiple: string;

  @Field(() => Boolean, {
    description: 'Là mức tối đa, không phải mức cố định. Whether it is the most that may be paid.',
  })
  @Column('boolean', { name: 'is_upper_bound' })
  isUpperBound: boolean;

  @Field(() => Rounding, { description: 'Cách làm tròn tiền thưởng. How the money is rounded.' })
  @Column('varchar', { length: 10 })
  rounding: Rounding;

  @Field(() => Int, { description: 'Làm tròn đến bội số này, đồng. Rounded to a multiple of this, in đồng.' })
  @Column('int', { name: 'rounding_step_dong' })
  roundingStepDong: number;
}
