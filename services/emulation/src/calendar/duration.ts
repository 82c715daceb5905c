/** A span of calendar time as ISO 8601 writes it, for example `P1M15D` or `PT30S`. */
export interface CalendarDuration {
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

const DURATION =
  /^P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,3})?)S)?)?$/;
const HOURS_AHEAD_OF_UTC = 7;
const HOUR = 3_600_000;

/** Reads an ISO 8601 duration; null for anything else, negative and empty ones included. */
export function parseDuration(text: string): CalendarDuration | null {
  const match = DURATION.exec(text);
  if (!match || text === 'P' || text.endsWith('T')) {
    return null;
  }
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return {
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    milliseconds: Math.round((hours ?? 0) * HOUR + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000),
  };
}

/**
 * The instant that long after another one. Months and days are counted in Việt Nam's calendar (UTC+7, no summer time);
 * a day that the month does not have becomes its last day.
 */
export function addDuration(instant: Date, duration: CalendarDuration): Date {
  const local = new Date(instant.getTime() + HOURS_AHEAD_OF_UTC * HOUR);
  const day = local.getUTCDate();
  local.setUTCDate(1);
  local.setUTCMonth(local.getUTCMonth() + duration.months);
  const lastDay = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
  local.setUTCDate(Math.min(day, lastDay) + duration.days);
  return new Date(local.getTime() - HOURS_AHEAD_OF_UTC * HOUR + duration.milliseconds);
}
