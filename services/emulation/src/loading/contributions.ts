import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { ReviewContribution } from '../review/review.entity';

/** The first contributions of a line, by unit id. */
export interface FirstContributions {
  readonly lineId: string;
  /** How many at most. */
  readonly first: number;
}

/** The first contributions of lines: one statement for each different number asked for, normally one in all. */
export function firstContributions(
  dataSource: DataSource,
): DataLoader<FirstContributions, ReviewContribution[], string> {
  return new DataLoader(
    async (keys) => {
      const byKey = new Map<string, ReviewContribution[]>();
      for (const first of new Set(keys.map((key) => key.first))) {
        const lineIds = [...new Set(keys.filter((key) => key.first === first).map(({ lineId }) => lineId))];
        const rows = await dataSource
          .getRepository(ReviewContribution)
          .createQueryBuilder('contribution')
          .where(
            `(contribution.lineId, contribution.unitId) IN (
               SELECT line_id, unit_id FROM (
                 SELECT line_id, unit_id, ROW_NUMBER() OVER (PARTITION BY line_id ORDER BY unit_id) AS place
                   FROM review_contribution WHERE line_id IN (:...lineIds)) ranked
                WHERE place <= :first)`,
            { lineIds, first },
          )
          .orderBy('contribution.unitId', 'ASC')
          .getMany();
        for (const lineId of lineIds) {
          byKey.set(
            cacheKey({ lineId, first }),
            rows.filter((row) => row.lineId === lineId),
          );
        }
      }
      return keys.map((key) => byKey.get(cacheKey(key)) ?? []);
    },
    { cacheKeyFn: cacheKey },
  );
}

function cacheKey({ lineId, first }: FirstContributions): string {
  return `${lineId} ${first}`;
}
