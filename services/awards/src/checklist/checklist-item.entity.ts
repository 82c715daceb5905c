import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an appraisal at a stage goes through: dated data of the route, never code. */
@ObjectType({
  description: 'Một mục trong danh mục thẩm định của bước. An item of the checklist that an appraisal goes through.',
})
@Entity('award_route_checklist_item')
export class ChecklistItem {
  @PrimaryColumn('uuid', { name: 'route_version_id' })
  routeVersionId: string;

  @Field({ description: 'Tên bước. Name of the stage.' })
  @PrimaryColumn('varchar', { length: 40 })
  stage: string;

  @Field({ description: 'Ký hiệu mục, duy nhất trong bước. Code of the item, unique in its stage.' })
  @PrimaryColumn('varchar', { length: 40 })
  code: string;

  @Column('int')
  ordinal: number;

  @Field({ description: 'Nội dung bằng tiếng Việt. What is to be checked, in Vietnamese.' })
  @Column('varchar', { name: 'text_vi', length: 500 })
  textVi: string;

  @Field({ description: 'Nội dung bằng tiếng Anh. What is to be checked, in English.' })
  @Column('varchar', { name: 'text_en', length: 500 })
  textEn: string;

  @Field({
    description: 'Phải trả lời mới được chuyển bước. Whether the stage cannot be passed without an answer.',
  })
  @Column('boolean', { name: 'is_required' })
  isRequired: boolean;
}
