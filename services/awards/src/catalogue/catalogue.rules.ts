import type { Reason } from '@thidua/contracts';
import type { FieldProblem } from '@thidua/service-kit';
import { QuotaBase, QuotaMeasure } from './catalogue.enum';
import type { SetAwardQuotaInput } from './catalogue.input';

/** When a row holds: the day it begins and the first day on which it no longer does. */
export interface Validity {
  readonly validFrom: string;
  readonly validUntil: string;
}

/** What is wrong with the days of a new row, in its own terms; null when nothing is. */
export function validityProblem({ validFrom, validUntil }: Validity): FieldProblem | null {
  if (validUntil <= validFrom) {
    return { field: 'input.validUntil', vi: 'Phải sau ngày bắt đầu.', en: 'It must be after the day it begins.' };
  }
  return null;
}

/**
 * Why a row may not begin on that day: the past keeps its rules, and a version follows the one before it.
 * @param last the version before it; null for the first.
 * @param today the day before which nobody may change anything; null for a seed, which loads the past.
 */
export function successionProblem(validFrom: string, last: Validity | null, today: string | null): Reason | null {
  if (today !== null && validFrom < today) {
    return {
      code: 'CATALOGUE_WOULD_CHANGE_THE_PAST',
      vi: `Quy định mới chỉ có hiệu lực từ hôm nay (${today}) trở đi; quá khứ giữ nguyên.`,
      en: `What is new holds from today (${today}) at the earliest; the past keeps its rules.`,
      field: 'input.validFrom',
    };
  }
  if (last && validFrom <= last.validFrom) {
    return {
      code: 'CATALOGUE_PERIODS_WOULD_OVERLAP',
      vi: `Phiên bản trước bắt đầu từ ${last.validFrom}; phiên bản mới phải bắt đầu sau ngày đó.`,
      en: `The version before begins on ${last.validFrom}; a new one must begin after that day.`,
      field: 'input.validFrom',
    };
  }
  return null;
}

/**
 * Why a planned version cannot be replaced: only the latest can, and only before it has begun, when nothing has been
 * judged by it yet.
 */
export function replacementProblem(
  replacesId: string,
  last: (Validity & { readonly id: string }) | null,
  today: string,
): Reason | null {
  if (last?.id !== replacesId) {
    return {
      code: 'CATALOGUE_ROW_IS_NOT_THE_LATEST',
      vi: 'Chỉ thay thế được phiên bản mới nhất của chính dòng này.',
      en: 'Only the latest version of this very row can be replaced.',
      field: 'input.replacesId',
    };
  }
  return last.validFrom > today
    ? null
    : {
        code: 'CATALOGUE_ROW_HAS_BEGUN',
        vi: `Phiên bản này đã có hiệu lực từ ${last.validFrom}; hãy đặt phiên bản mới.`,
        en: `It has been in force since ${last.validFrom}; set a new version.`,
        field: 'input.replacesId',
      };
}

/** How a quota is stated. */
export type StatedQuota = Pick<
  SetAwardQuotaInput,
  'measure' | 'amount' | 'sharePercent' | 'base' | 'baseAwardCode' | 'rounding'
>;

const QUOTA_PROBLEMS: readonly (readonly [isWrong: (quota: StatedQuota) => boolean, problem: FieldProblem])[] = [
  [
    ({ measure, amount }) => (measure === QuotaMeasure.Absolute) !== ((amount ?? null) !== null),
    {
      field: 'input.amount',
      vi: 'Bắt buộc với số tuyệt đối, bỏ trống với tỷ lệ.',
      en: 'Needed for a number, left out for a share.',
    },
  ],
  [
    ({ measure, sharePercent }) =>
      (measure === QuotaMeasure.Share) !== ((sharePercent ?? null) !== null) || /^0+(\.0+)?$/.test(sharePercent ?? '1'),
    {
      field: 'input.sharePercent',
      vi: 'Bắt buộc và lớn hơn 0 với tỷ lệ, bỏ trống với số tuyệt đối.',
      en: 'Needed and above 0 for a share, left out for a number.',
    },
  ],
  [
    ({ measure, base }) => (measure === QuotaMeasure.Share) !== ((base ?? null) !== null),
    {
      field: 'input.base',
      vi: 'Tỷ lệ phải nêu cơ số; số tuyệt đối thì không có.',
      en: 'A share names its base; a number has none.',
    },
  ],
  [
    ({ measure, rounding }) => (measure === QuotaMeasure.Share) !== ((rounding ?? null) !== null),
    {
      field: 'input.rounding',
      vi: 'Tỷ lệ phải nêu cách làm tròn; số tuyệt đối thì không có.',
      en: 'A share states its rounding; a number has none.',
    },
  ],
  [
    ({ base, baseAwardCode }) => (base === QuotaBase.HoldersOfAward) !== ((baseAwardCode ?? null) !== null),
    {
      field: 'input.baseAwardCode',
      vi: 'Chỉ dùng và bắt buộc với cơ số HOLDERS_OF_AWARD.',
      en: 'For the base HOLDERS_OF_AWARD only, and needed there.',
    },
  ],
];

/** What is wrong with how a quota is stated; empty when nothing is. */
export function quotaProblems(quota: StatedQuota): FieldProblem[] {
  return QUOTA_PROBLEMS.filter(([isWrong]) => isWrong(quota)).map(([, problem]) => problem);
}
