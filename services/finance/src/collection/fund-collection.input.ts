import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import { FundStream } from '../ledger/fund-stream';
import { FIRST_YEAR, LAST_YEAR } from '../ledger/years';

/** Arguments of UnionUnit.fundCollection. */
@ArgsType()
export class FundCollectionArguments {
  @Field(() => Int, { description: 'Năm, 2000 đến 2100. The year, 2000 to 2100.' })
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  year: number;

  @Field(() => FundStream, { description: 'Nguồn thu. The stream.' })
  stream: FundStream;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Cộng cả các đơn vị cấp dưới. Whether everything under the unit counts too.',
  })
  includeBelow: boolean;
}
