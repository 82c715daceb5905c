import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { StatedFigure, TypedFigure } from './stated-figure.entity';

/** A stated figure was recorded. */
@ObjectType({ description: 'Đã ghi nhận số liệu. The figure was recorded.' })
export class RecordStatedFigureSuccess {
  @Field(() => StatedFigure, { description: 'Số liệu, kèm cảnh báo nếu có. The figure, with its warnings.' })
  figure: StatedFigure;
}

/** A typed-in figure was recorded. */
@ObjectType({ description: 'Đã nhập số thực hiện. The figure was typed in.' })
export class RecordActualSuccess {
  @Field(() => TypedFigure, { description: 'Số thực hiện. The figure.' })
  figure: TypedFigure;
}

/** Result of recordStatedFigure. */
export const RecordStatedFigureResult = resultOf('RecordStatedFigure', RecordStatedFigureSuccess, 'ghi nhận số liệu');
/** Result of recordActual. */
export const RecordActualResult = resultOf('RecordActual', RecordActualSuccess, 'nhập số thực hiện');
