import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index } from 'typeorm';
import { AwardRecipients } from '../award-type/award-type.enum';
import { RuleEffect } from './catalogue.enum';
import { AwardTypeRow } from './dated-row.entity';

/** A rule that a nominee must meet, composed of the documented predicates. */
@ObjectType({
  description:
    'Điều kiện xét của một loại khen thưởng, ghép từ các vị từ có sẵn. A rule of an award type, composed of documented predicates.',
})
@Entity('award_rule')
@Index('award_rule_period', ['awardTypeId', 'code', 'validUntil', 'validFrom'], { unique: true })
export class AwardRule extends AwardTypeRow {
  @Field({ description: 'Nội dung bằng lời. What it asks for, in words.' })
  @Column('varchar', { length: 500 })
  name: string;

  @Field(() => String, { nullable: true, description: 'Nội dung bằng tiếng Anh. The same in English.' })
  @Column('varchar', { name: 'english_name', length: 500, nullable: true })
  englishName: string | null;

  @Field(() => AwardRecipients, { description: 'Áp dụng cho đối tượng nào. Whom it is for.' })
  @Column('varchar', { length: 20 })
  recipients: AwardRecipients;

  @Field(() => RuleEffect, { description: 'Hệ quả khi không đạt. What it means when it does not hold.' })
  @Column('varchar', { length: 10 })
  effect: RuleEffect;

  @Field(() => String, {
    nullable: true,
    description:
      'Chức danh được vượt điều kiện, kèm lý do, ví dụ CHAIR; null là không ai. Position that may override it with a reason; null: nobody.',
  })
  @Column('varchar', { name: 'override_position', length: 40, nullable: true })
  overridePosition: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cấp của đơn vị có chức danh đó (UnitLevel); null là mọi cấp. Level of the unit whose position it must be; null: any.',
  })
  @Column('varchar', { name: 'override_level', length: 30, nullable: true })
  overrideLevel: string | null;

  @Field(() => GraphQLJSONObject, {
    description:
      'Điều kiện dạng JSON, ghép từ các vị từ trong docs/awards.md. The condition as JSON, composed of the predicates of docs/awards.md.',
  })
  @Column('text', {
    transformer: { to: (value: object) => JSON.stringify(value), from: (text: string) => JSON.parse(text) as object },
  })
  predicate: object;
}
