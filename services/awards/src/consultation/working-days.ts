const SATURDAY = 6;
const SUNDAY = 0;

/**
 * The calendar date that many working days after another: Saturdays and Sundays do not count. Public holidays are not
 * known here; a letter that has to allow for them names its own deadline.
 * @param date YYYY-MM-DD, Asia/Ho_Chi_Minh.
 */
export function addWorkingDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    left -= day.getUTCDay() === SATURDAY || day.getUTCDay() === SUNDAY ? 0 : 1;
  }
  return day.toISOString().slice(0, 10);
}
