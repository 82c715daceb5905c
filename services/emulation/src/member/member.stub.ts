import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A member as this service refers to them; membership owns them. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Đoàn viên công đoàn. A union member.' })
export class Member {
  @Field(() => ID, { description: 'Mã đoàn viên. Id of the member.' })
  id: string;
}

/** A reference to a member. */
export function member(id: string): Member {
  return Object.assign(new Member(), { id });
}
