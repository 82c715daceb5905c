import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A member of the membership subgraph, by its key. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Đoàn viên. A union member.' })
export class Member {
  @Field(() => ID, { description: 'Mã đoàn viên. Id of the member.' })
  id: string;
}
