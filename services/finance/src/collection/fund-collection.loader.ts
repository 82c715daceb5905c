import { calendarDateAt } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { FundStream } from '../ledger/fund-stream';
import { fundCollectionOf } from './fund-collection';
import type { FundCollection } from './fund-collection.type';
import { sumLedgers } from './ledger-sums';

/** Which collection of which unit. */
export interface CollectionKey {
  readonly unitId: string;
  readonly year: number;
  readonly stream: FundStream;
  readonly includeBelow: boolean;
}

type Period = Pick<CollectionKey, 'year' | 'includeBelow'>;

function distinctPeriods(keys: readonly CollectionKey[]): Iterable<Period> {
  return new Map(keys.map((key): [string, Period] => [`${key.year} ${key.includeBelow}`, key])).values();
}

/**
 * Sums for all units that a request asks for: three statements for each year and reach, however many units and
 * streams there are. Null for a unit that the tree does not know.
 */
export function fundCollectionLoader(
  dataSource: DataSource,
  now: () => Date = () => new Date(),
): DataLoader<CollectionKey, FundCollection | null, string> {
  return new DataLoader(
    async (keys) => {
      const collections = new Map<CollectionKey, FundCollection>();
      for (const { year, includeBelow } of distinctPeriods(keys)) {
        const group = keys.filter((key) => key.year === year && key.includeBelow === includeBelow);
        const sums = await sumLedgers(dataSource, {
          unitIds: [...new Set(group.map(({ unitId }) => unitId))],
          year,
          from: `${year}-01-01`,
          to: `${year}-12-31`,
          includeBelow,
          today: calendarDateAt(now()),
        });
        for (const key of group) {
          const own = sums.get(key.unitId);
          if (own) {
            collections.set(key, fundCollectionOf(own, year, key.stream, includeBelow));
          }
        }
      }
      return keys.map((key) => collections.get(key) ?? null);
    },
    { cacheKeyFn: ({ unitId, year, stream, includeBelow }) => `${unitId} ${year} ${stream} ${includeBelow}` },
  );
}
