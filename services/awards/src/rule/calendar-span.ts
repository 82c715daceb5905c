/**
 * Lengths of time by the calendar, so that twenty years are twenty years whatever leap days lie in them: a year counts
 * 360, a month 30, a day 1.
 */
export const SPAN_OF_A_YEAR = 360;
const MONTHS_A_YEAR = 12;
const SPAN_OF_A_MONTH = 30;
const DAY_MILLISECONDS = 86_400_000;

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function calendarDay(date: string): CalendarDay {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

/** The length from one date to another; 0 when the second is not later. */
export function calendarSpan(from: string, until: string): number {
  if (until <= from) {
    return 0;
  }
  const [start, end] = [calendarDay(from), calendarDay(until)];
  const months = (end.year - start.year) * MONTHS_A_YEAR + (end.month - start.month);
  return months * SPAN_OF_A_MONTH + (end.day - start.day);
}

/** The same day so many years later or earlier; 29 February becomes 28 where there is none. */
export function addYears(date: string, years: number): string {
  const { year, month, day } = calendarDay(date);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return `${String(year + years).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

/** Days from one date to another; 0 when the second is not later. */
export function daysBetween(from: string, until: string): number {
  return Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / DAY_MILLISECONDS));
}

/** A span in words, in whole years, months and days. */
export function spanInWords(span: number): { vi: string; en: string } {
  const years = Math.floor(span / SPAN_OF_A_YEAR);
  const months = Math.floor((span % SPAN_OF_A_YEAR) / SPAN_OF_A_MONTH);
  const days = Math.floor(span % SPAN_OF_A_MONTH);
  const vi = [years && `${years} năm`, months && `${months} tháng`, days && `${days} ngày`].filter(Boolean);
  const en = [years && `${years} years`, months && `${months} months`, days && `${days} days`].filter(Boolean);
  return { vi: vi.join(' ') || '0 năm', en: en.join(' ') || '0 years' };
}
