import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The person who asks. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Người đang sử dụng. The person who asks.' })
export class Viewer {
  @Field(() => ID, { description: 'Mã đoàn viên (UUID). Id of the member who asks.' })
  id: string;
}
