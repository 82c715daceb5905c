import { connectionOf, keysetPage, type Page, type PageArguments } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { EmulationPledge, type PledgeStateValue } from './pledge.entity';

/** A page of pledges. */
export const EmulationPledgeConnection = connectionOf(EmulationPledge, 'EmulationPledge', 'giao ước thi đua');

/** Pledges of a cycle, or of one state in it. */
export function pledgePage(
  dataSource: DataSource,
  filter: { readonly cycleId: string; readonly state?: PledgeStateValue | null },
  page: PageArguments,
): Promise<Page<EmulationPledge>> {
  const query = dataSource
    .getRepository(EmulationPledge)
    .createQueryBuilder('pledge')
    .where('pledge.cycleId = :cycleId', { cycleId: filter.cycleId });
  if (filter.state) {
    query.andWhere('pledge.state = :state', { state: filter.state });
  }
  return keysetPage(query, page, [{ column: 'pledge.id', read: (pledge) => pledge.id }]);
}
