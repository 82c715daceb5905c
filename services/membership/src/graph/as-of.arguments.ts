import { CalendarDateScalar } from '@thidua/service-kit';
import { ArgsType, Field } from 'type-graphql';

/** The date on which something is looked at. */
@ArgsType()
export class AsOfArguments {
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Xem tại ngày này (lịch Việt Nam); mặc định là hôm nay, hoặc ngày của đơn vị đang xem. As it stands on this date in Việt Nam; default: today, or the date of the unit it is asked of.',
  })
  asOf: string | null;
}
