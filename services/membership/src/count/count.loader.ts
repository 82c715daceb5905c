import type { SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import { countOver, findCountedUnits, type CountKind } from './membership-counts';

/** A count wanted of a unit and everything under it. */
export interface WantedCount {
  readonly unitId: string;
  readonly kind: CountKind;
  /** First day; for MEMBERS the day itself. */
  readonly from: string;
  /** Last day, inclusive; for MEMBERS the day itself. */
  readonly to: string;
}

/** The loader of counts of one request: two statements for all units that are asked the same question. */
export function createCountLoader(runner: SqlRunner): DataLoader<WantedCount, number, string> {
  const questionOf = ({ kind, from, to }: WantedCount): string => `${kind} ${from} ${to}`;
  return new DataLoader(
    async (wanted) => {
      const answers = new Map<string, number>();
      for (const [question, same] of Map.groupBy(wanted, questionOf)) {
        const [{ kind, from, to }] = same as [WantedCount, ...WantedCount[]];
        const units = await findCountedUnits(
          runner,
          same.map(({ unitId }) => unitId),
          from,
          to,
        );
        for (const [unitId, total] of await countOver(runner, kind, units, from, to)) {
          answers.set(`${question} ${unitId}`, total);
        }
      }
      return wanted.map((key) => answers.get(`${questionOf(key)} ${key.unitId}`) ?? 0);
    },
    { cacheKeyFn: (key) => `${questionOf(key)} ${key.unitId}` },
  );
}
