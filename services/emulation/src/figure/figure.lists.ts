import { connectionOf, keysetPage, type Page, type PageArguments } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { StatedFigure } from './stated-figure.entity';

/** A page of stated figures. */
export const StatedFigureConnection = connectionOf(StatedFigure, 'StatedFigure', 'số liệu theo nguồn công bố');

/** Which figures a list shows. */
export interface StatedFigureFilter {
  readonly ownerUnitId?: string | null;
  readonly groupId?: string | null;
}

/** Stated figures, in the order of their ids. */
export function statedFigurePage(
  dataSource: DataSource,
  filter: StatedFigureFilter,
  page: PageArguments,
): Promise<Page<StatedFigure>> {
  const query = dataSource.getRepository(StatedFigure).createQueryBuilder('figure');
  if (filter.ownerUnitId) {
    query.andWhere('figure.ownerUnitId = :ownerUnitId', { ownerUnitId: filter.ownerUnitId });
  }
  if (filter.groupId) {
    query.andWhere('figure.groupId = :groupId', { groupId: filter.groupId });
  }
  return keysetPage(query, page, [{ column: 'figure.id', read: (figure) => figure.id }]);
}
