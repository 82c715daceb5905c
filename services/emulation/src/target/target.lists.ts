import { connectionOf, keysetPage, type Page, type PageArguments } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { TargetDecision } from './target.entity';

/** A page of target decisions. */
export const TargetDecisionConnection = connectionOf(TargetDecision, 'TargetDecision', 'quyết định giao chỉ tiêu');

/** Target decisions of a cycle. */
export function targetDecisionPage(
  dataSource: DataSource,
  cycleId: string,
  page: PageArguments,
): Promise<Page<TargetDecision>> {
  const query = dataSource
    .getRepository(TargetDecision)
    .createQueryBuilder('decision')
    .where('decision.cycleId = :cycleId', { cycleId });
  return keysetPage(query, page, [{ column: 'decision.id', read: (decision) => decision.id }]);
}
