import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A union unit as this service refers to it; membership owns it. */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Đơn vị công đoàn. A union unit, at any level of the tree.' })
export class UnionUnit {
  @Field(() => ID, { description: 'Mã đơn vị. Id of the unit.' })
  id: string;
}

/** A reference to a unit. */
export function unionUnit(id: string): UnionUnit {
  return Object.assign(new UnionUnit(), { id });
}
