import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The signed-in person, by the member's id. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Người đang đăng nhập. The signed-in person.' })
export class Viewer {
  @Field(() => ID, { description: 'Mã đoàn viên của người đang đăng nhập. The person’s member id.' })
  id: string;
}
