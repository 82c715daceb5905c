/** Collectives and individuals: always counted apart, never added up. */
export interface Counts {
  readonly collectives: number;
  readonly individuals: number;
}

/** By what statistics divide. */
export enum StatisticsDimension {
  Level = 'LEVEL',
  Form = 'FORM',
  Track = 'TRACK',
  Year = 'YEAR',
  Gender = 'GENDER',
  Rank = 'RANK',
  Sector = 'SECTOR',
  Provenance = 'PROVENANCE',
}

/** Whether something was nominated, awarded, or awarded and then revoked. Nominated is not awarded. */
export type Standing = 'NOMINATED' | 'AWARDED' | 'REVOKED';

/** A cell of the finest division: how many of one standing have the same value in every dimension. */
export interface StatisticsCell extends Readonly<Record<StatisticsDimension, string>> {
  readonly standing: Standing;
  readonly isCollective: boolean;
  readonly count: number;
}

/** What is not known or does not apply: the gender of a collective, the rank of somebody without one. */
export const NOT_STATED = 'NOT_STATED';
/** Rank at work of those whose share is a policy to report on. */
const DIRECT_WORKER = 'WORKER';
const AD_HOC = 'AD_HOC';

/** Sums cells of a standing. */
export function countsOf(cells: readonly StatisticsCell[], standing: Standing): Counts {
  const of = (isCollective: boolean): number =>
    cells.reduce(
      (sum, cell) => (cell.standing === standing && cell.isCollective === isCollective ? sum + cell.count : sum),
      0,
    );
  return { collectives: of(true), individuals: of(false) };
}

/** A value of a dimension with what was nominated and awarded. */
export interface StatisticsLine {
  readonly key: string;
  readonly nominated: Counts;
  readonly awarded: Counts;
}

/** The cells by one dimension, in the order of its values. */
export function linesBy(cells: readonly StatisticsCell[], dimension: StatisticsDimension): StatisticsLine[] {
  const keys = [...new Set(cells.map((cell) => cell[dimension]))].sort();
  return keys.map((key) => {
    const own = cells.filter((cell) => cell[dimension] === key);
    return { key, nominated: countsOf(own, 'NOMINATED'), awarded: countsOf(own, 'AWARDED') };
  });
}

/** A share as the figures that make it: the percentage is told only where there is a whole. */
export interface Share {
  readonly part: number;
  readonly whole: number;
  /** Of how many it is not known whether they belong to the part; they are in neither figure. */
  readonly unknown: number;
  /** Two decimals, rounded half up, as decimal text; null where the whole is nought. */
  readonly percent: string | null;
}

/** The share of a part in a whole, in integers to the last step. */
export function shareOf(part: number, whole: number, unknown = 0): Share {
  if (whole === 0) {
    return { part, whole, unknown, percent: null };
  }
  const hundredths = (BigInt(part) * 20_000n + BigInt(whole)) / (BigInt(whole) * 2n);
  return { part, whole, unknown, percent: `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}` };
}

/** The share of ad hoc awards among all that were awarded, collective and individual ones. */
export function adHocShare(cells: readonly StatisticsCell[]): Share {
  const awarded = cells.filter(({ standing }) => standing === 'AWARDED');
  const sum = (of: readonly StatisticsCell[]): number => of.reduce((total, { count }) => total + count, 0);
  return shareOf(sum(awarded.filter((cell) => cell[StatisticsDimension.Track] === AD_HOC)), sum(awarded));
}

/** The share of direct workers among awarded individuals whose rank is known. */
export function directWorkerShare(cells: readonly StatisticsCell[]): Share {
  const individuals = cells.filter(({ standing, isCollective }) => standing === 'AWARDED' && !isCollective);
  const sum = (rankIs: (rank: string) => boolean): number =>
    individuals.reduce((total, cell) => (rankIs(cell[StatisticsDimension.Rank]) ? total + cell.count : total), 0);
  return shareOf(
    sum((rank) => rank === DIRECT_WORKER),
    sum((rank) => rank !== NOT_STATED),
    sum((rank) => rank === NOT_STATED),
  );
}
