import { connectionOf, keysetPage, type Page, type PageArguments } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { EmulationGroup, GroupMembership, type GroupKind } from './group.entity';

/** A page of groups. */
export const EmulationGroupConnection = connectionOf(EmulationGroup, 'EmulationGroup', 'cụm, khối thi đua');

/** Which groups a list shows. */
export interface GroupFilter {
  readonly ownerId?: string | null;
  readonly kind?: GroupKind | null;
  /** Only those with a member on this date. */
  readonly asOf?: string | null;
}

/** Groups by owner, kind and number. */
export function groupPage(
  dataSource: DataSource,
  filter: GroupFilter,
  page: PageArguments,
): Promise<Page<EmulationGroup>> {
  const query = dataSource.getRepository(EmulationGroup).createQueryBuilder('emulationGroup');
  if (filter.ownerId) {
    query.andWhere('emulationGroup.ownerUnitId = :ownerId', { ownerId: filter.ownerId });
  }
  if (filter.kind) {
    query.andWhere('emulationGroup.kind = :kind', { kind: filter.kind });
  }
  if (filter.asOf) {
    const members = query
      .subQuery()
      .select('1')
      .from(GroupMembership, 'membership')
      .where('membership.groupId = emulationGroup.id')
      .andWhere('membership.validFrom <= :asOf AND membership.validUntil > :asOf');
    query.andWhere(`EXISTS ${members.getQuery()}`, { asOf: filter.asOf });
  }
  return keysetPage(query, page, [
    { column: 'emulationGroup.ownerUnitId', read: (group) => group.ownerUnitId },
    { column: 'emulationGroup.kind', read: (group) => group.kind },
    { column: 'emulationGroup.number', read: (group) => group.number },
  ]);
}
