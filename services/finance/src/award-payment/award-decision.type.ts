import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A decision of awards, to which finance adds the money that it brought. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Quyết định khen thưởng; dữ liệu gốc thuộc phân hệ khen thưởng. A decision over awards; awards owns it, finance adds its payments.',
})
export class AwardDecision {
  @Field(() => ID, { description: 'Mã quyết định. Id of the decision.' })
  id: string;
}
