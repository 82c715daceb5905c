import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What whoever returned a dossier says of one of its fields: shown to the nominator beside the field. */
@ObjectType({
  description:
    'Nhận xét về một trường của hồ sơ khi trả lại, hiện bên cạnh trường đó. A comment on a field of the dossier that was returned, shown beside the field.',
})
@Entity('nomination_field_comment')
export class FieldComment {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @PrimaryColumn('int')
  revision: number;

  @PrimaryColumn('int')
  ordinal: number;

  @Field({
    description: 'Đường dẫn của trường, ví dụ achievement. Path of the field in the dossier, for example achievement.',
  })
  @Column('varchar', { length: 200 })
  path: string;

  @Field({ description: 'Nhận xét, 1–1.000 ký tự. The comment.' })
  @Column('varchar', { length: 1000 })
  text: string;
}
