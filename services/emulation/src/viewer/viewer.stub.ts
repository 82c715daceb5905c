import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The signed-in person as this service refers to them; membership owns the type. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Người đang đăng nhập. The signed-in person.' })
export class Viewer {
  @Field(() => ID, { description: 'Mã đoàn viên của người đang đăng nhập. Member id of the signed-in person.' })
  id: string;
}
