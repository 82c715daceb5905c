/** The zone of every calendar date in thidua. */
export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
/** The open end of a dated fact, exclusive. */
export const OPEN_END = '9999-12-31';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a real calendar date YYYY-MM-DD between the years 1900 and 9999. */
export function isCalendarDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match || Number(match[1]) < 1900) {
    return false;
  }
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const vietnameseDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar date in Việt Nam at an instant, YYYY-MM-DD. */
export function calendarDateAt(instant: Date): string {
  return vietnameseDate.format(instant);
}

/** The instant at which a calendar date begins in Việt Nam (UTC+7, no summer time). */
export function startOfDate(date: string): Date {
  return new Date(`${date}T00:00:00+07:00`);
}

/** The calendar date that many days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  const shifted = new Date(`${date}T00:00:00Z`);
  shifted.setUTCDate(shifted.getUTCDate() + days);
  return shifted.toISOString().slice(0, 10);
}
