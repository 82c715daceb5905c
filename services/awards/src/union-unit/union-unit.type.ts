import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A unit of the membership subgraph, by its key. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Đơn vị công đoàn. A union unit.' })
export class UnionUnit {
  @Field(() => ID, { description: 'Mã đơn vị. Id of the unit.' })
  id: string;
}
