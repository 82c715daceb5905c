import { RoutingState } from '@thidua/service-kit';
import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { MidYearReview } from './review.entity';

/** Success of openMidYearReview. */
@ObjectType({ description: 'Đã mở sơ kết. The review was opened.' })
export class OpenMidYearReviewSuccess {
  @Field(() => MidYearReview, { description: 'Sơ kết. The review.' })
  review: MidYearReview;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Success of concludeReview. */
@ObjectType({ description: 'Đã kết luận. The review was concluded.' })
export class ConcludeReviewSuccess {
  @Field(() => MidYearReview, { description: 'Sơ kết. The review.' })
  review: MidYearReview;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Success of handleReviewOverdue. */
@ObjectType({ description: 'Đã ghi nhận việc quá hạn. The delay was dealt with.' })
export class HandleReviewOverdueSuccess {
  @Field(() => MidYearReview, { description: 'Sơ kết. The review.' })
  review: MidYearReview;
  @Field(() => RoutingState, { description: 'Quyết định đã đi đến đâu. How far the decision has travelled.' })
  routing: RoutingState;
}

/** Result of openMidYearReview. */
export const OpenMidYearReviewResult = resultOf('OpenMidYearReview', OpenMidYearReviewSuccess, 'mở sơ kết');

/** Result of concludeReview. */
export const ConcludeReviewResult = resultOf('ConcludeReview', ConcludeReviewSuccess, 'kết luận sơ kết');

/** Result of handleReviewOverdue. */
export const HandleReviewOverdueResult = resultOf(
  'HandleReviewOverdue',
  HandleReviewOverdueSuccess,
  'xử lý sơ kết quá hạn',
);
