import { badInput } from '@thidua/service-kit';

/**
 * Checks that something which is recorded as having happened does not lie in the future.
 * @param today calendar date in Việt Nam.
 * @throws BAD_USER_INPUT that names the field.
 */
export function assertNotAfterToday(date: string, today: string, field: string): void {
  if (date > today) {
    throw badInput({
      field,
      vi: `Ngày ${date} chưa đến; không được sau hôm nay (${today}).`,
      en: `${date} has not come yet; it must not be after today (${today}).`,
    });
  }
}
