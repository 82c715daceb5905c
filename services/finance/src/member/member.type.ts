import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A member of the membership subgraph, by its key: finance adds nothing of its own. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'Đoàn viên. A union member.' })
export class Member {
  @Field(() => ID, { description: 'Mã đoàn viên. Id of the member.' })
  id: string;
}
