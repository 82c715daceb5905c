import { IsId } from '@thidua/service-kit';
import { ArgsType, Field, ID } from 'type-graphql';

/** The id of what is asked for. */
@ArgsType()
export class IdArguments {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id, a lower-case UUID.' })
  @IsId()
  id: string;
}
