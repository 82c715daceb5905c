import { IsId } from '@thidua/service-kit';
import { ArgsType, Field, ID } from 'type-graphql';

/** The one argument of a query for one row. */
@ArgsType()
export class IdArgument {
  @Field(() => ID, { description: 'Mã (UUID). Id of what is asked for.' })
  @IsId()
  id: string;
}
