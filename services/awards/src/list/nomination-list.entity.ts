import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Several nominations of one unit under one cover: they share papers and nothing else. */
@ObjectType({
  description:
    'Danh sách đề nghị khen thưởng: nhiều hồ sơ của một đơn vị dùng chung giấy tờ; biểu quyết, trả lại và quyết định vẫn theo từng hồ sơ. A list of nominations of one unit that share papers; vote, return and decision stay per nomination.',
})
@Entity('nomination_list')
@Index('nomination_list_unit', ['nominatingUnitId', 'id'])
@Index('nomination_list_drafter', ['draftedBy', 'id'])
export class NominationList {
  @Field(() => ID, { description: 'Mã danh sách. Id of the list.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'nominating_unit_id' })
  nominatingUnitId: string;

  @Field({ description: 'Tên danh sách, 1–255 ký tự. Title of the list, 1 to 255 characters.' })
  @Column('varchar', { length: 255 })
  title: string;

  @Column('uuid', { name: 'drafted_by' })
  draftedBy: string;

  @Field(() => Date, { description: 'Thời điểm lập (UTC). When it was drafted.' })
  @Column('datetime', { name: 'drafted_at', precision: 6 })
  draftedAt: Date;
}
