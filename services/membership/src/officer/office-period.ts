import { badInput } from '@thidua/service-kit';

/**
 * Checks that a period has a day.
 * @param until first day no longer in it; null when open.
 * @throws BAD_USER_INPUT that names the field.
 */
export function assertPeriod(from: string, until: string | null, field: string): void {
  if (until !== null && until <= from) {
    throw badInput({
      field,
      vi: `Ngày kết thúc phải sau ngày bắt đầu (${from}).`,
      en: `The end must be after the beginning (${from}).`,
    });
  }
}

/**
 * Checks that what changes who may act does not reach back: what was done on days that are past stays as it was.
 * @param today calendar date in Việt Nam.
 * @throws BAD_USER_INPUT that names the field.
 */
export function assertNotBeforeToday(date: string, today: string, field: string): void {
  if (date < today) {
    throw badInput({
      field,
      vi: `Ngày ${date} đã qua; phải từ hôm nay (${today}).`,
      en: `${date} has passed; it must not be before today (${today}).`,
    });
  }
}
