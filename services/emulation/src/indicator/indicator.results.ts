import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { Indicator } from './indicator.entity';

/** An indicator was defined. */
@ObjectType({ description: 'Đã định nghĩa chỉ tiêu. The indicator was defined.' })
export class DefineIndicatorSuccess {
  @Field(() => Indicator, { description: 'Chỉ tiêu. The indicator.' })
  indicator: Indicator;
}

/** Result of defineIndicator. */
export const DefineIndicatorResult = resultOf('DefineIndicator', DefineIndicatorSuccess, 'định nghĩa chỉ tiêu');
