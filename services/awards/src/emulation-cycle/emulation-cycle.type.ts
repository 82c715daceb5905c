import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A cycle of the emulation subgraph, by its key. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'Chu kỳ thi đua năm. A year’s emulation cycle.' })
export class EmulationCycle {
  @Field(() => ID, { description: 'Mã chu kỳ. Id of the cycle.' })
  id: string;
}
