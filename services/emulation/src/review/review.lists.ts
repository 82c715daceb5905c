import { connectionOf, keysetPage, type Page, type PageArguments } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { MidYearReview } from './review.entity';

/** A page of reviews. */
export const MidYearReviewConnection = connectionOf(MidYearReview, 'MidYearReview', 'sơ kết');

/** Reviews of a cycle. */
export function reviewPage(dataSource: DataSource, cycleId: string, page: PageArguments): Promise<Page<MidYearReview>> {
  const query = dataSource
    .getRepository(MidYearReview)
    .createQueryBuilder('review')
    .where('review.cycleId = :cycleId', { cycleId });
  return keysetPage(query, page, [{ column: 'review.reviewedId', read: (review) => review.reviewedId }]);
}
