/** The first year that the ledgers hold. */
export const FIRST_YEAR = 2000;
/** The last year that the ledgers hold. */
export const LAST_YEAR = 2100;

/** The calendar year of a date YYYY-MM-DD. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
