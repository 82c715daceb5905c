import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { UnitRatingRow } from './unit-rating.entity';

/** A unit was rated. */
@ObjectType({ description: 'Đã xếp loại đơn vị. The unit was rated.' })
export class RateUnitSuccess {
  @Field(() => UnitRatingRow, { description: 'Xếp loại. The rating.' })
  rating: UnitRatingRow;
}

/** Result of rateUnit. */
export const RateUnitResult = resultOf('RateUnit', RateUnitSuccess, 'xếp loại đơn vị');
