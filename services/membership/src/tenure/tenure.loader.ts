import { OPEN_END, type SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { TenurePeriod } from './tenure.type';

/** Loaders of tenure. */
export interface TenureLoaders {
  /** Periods of a member that stand, by kind and first day; who may see them is the resolver's business. */
  readonly tenureOfMember: DataLoader<string, TenurePeriod[]>;
}

type Row = Omit<TenurePeriod, 'isPartTime'> & { readonly isPartTime: number | null };

/** Makes the loaders of one request. */
export function createTenureLoaders(runner: SqlRunner): TenureLoaders {
  return {
    tenureOfMember: new DataLoader(async (memberIds) => {
      const rows = await runner.query<Row[]>(
        `SELECT id, member_id AS memberId, kind, valid_from AS \`from\`, NULLIF(valid_until, ?) AS until,
                employment_rank AS \`rank\`, is_part_time AS isPartTime, sector, unit_id AS unitId, document, provenance
           FROM member_tenure WHERE member_id IN (?) AND withdrawn_at IS NULL ORDER BY kind, valid_from, id`,
        [OPEN_END, memberIds],
      );
      const byMember = Map.groupBy(rows, ({ memberId }) => memberId);
      return memberIds.map((id) =>
        (byMember.get(id) ?? []).map((row) =>
          Object.assign(new TenurePeriod(), row, { isPartTime: row.isPartTime === null ? null : row.isPartTime === 1 }),
        ),
      );
    }),
  };
}
