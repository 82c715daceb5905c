import type { Page } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { entityColumns } from '../list/entity-columns';
import { listedPageLoader, type WantedPage } from '../list/listed-pages';
import { HeadcountRow } from './headcount.entity';
import { Headcount } from './headcount.type';

/** The loaders of stated figures of one request. */
export interface HeadcountLoaders {
  /** A figure by its id; null when unknown. */
  readonly headcounts: DataLoader<string, Headcount | null>;
  /** A unit's figures, in the order of their ids. The parent is the unit's id. */
  readonly headcountsOfUnit: DataLoader<WantedPage<string>, Page<Headcount>, string>;
}

/** Makes the loaders of stated figures of one request. */
export function createHeadcountLoaders(dataSource: DataSource): HeadcountLoaders {
  const columns = entityColumns(dataSource, HeadcountRow, 'headcount');
  const shown = (row: Headcount): Headcount => Object.assign(new Headcount(), row);
  return {
    headcounts: new DataLoader(async (ids) => {
      const rows = await dataSource.query<Headcount[]>(`SELECT ${columns} FROM headcount WHERE id IN (?)`, [ids]);
      const byId = new Map(rows.map((row) => [row.id, shown(row)]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    headcountsOfUnit: listedPageLoader<string, Headcount, Headcount>(
      dataSource,
      {
        columns,
        from: (unitId) => ({ sql: 'FROM headcount WHERE headcount.unit_id = ?', parameters: [unitId] }),
        sort: [{ column: 'headcount.id', holds: 'ID', read: (row) => row.id }],
        node: shown,
      },
      (unitId) => unitId,
    ),
  };
}
