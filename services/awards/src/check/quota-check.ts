import { CheckKind, CheckOutcome } from './check.enum';
import type { CheckBasis, CheckResult } from './check-result';

/** A quota as its row states it. */
export interface QuotaRow extends CheckBasis {
  readonly id: string;
  readonly code: string;
  /** ABSOLUTE or SHARE. */
  readonly measure: string;
  readonly amount: number | null;
  /** Percent with two decimals, for example `15.00`. */
  readonly sharePercent: string | null;
  /** FLOOR, CEILING or HALF_UP. */
  readonly rounding: string | null;
  readonly overridePosition: string | null;
}

/** What of a quota is known where it is counted. */
export interface QuotaUse {
  /** The unit within which it is counted; null where the nominating unit has none such above it. */
  readonly scopeUnitId: string | null;
  /** Name of that unit. */
  readonly scopeName: string | null;
  /** Figure of the base of a share; null where it cannot be told here. */
  readonly base: number | null;
  /** Places taken by others. */
  readonly used: number;
}

const HUNDREDTHS = 100;
/** A share of 100 % in hundredths of a percent. */
const WHOLE = 10_000n;

/** How many places a quota has, in whole numbers; null where its base is not known. */
export function quotaLimit({ measure, amount, sharePercent, rounding }: QuotaRow, base: number | null): number | null {
  if (measure === 'ABSOLUTE') {
    return amount;
  }
  if (base === null || sharePercent === null) {
    return null;
  }
  const [whole = '0', decimals = ''] = sharePercent.split('.');
  const hundredths = Number(whole) * HUNDREDTHS + Number(decimals.padEnd(2, '0').slice(0, 2));
  const product = BigInt(base) * BigInt(hundredths);
  const added = rounding === 'CEILING' ? WHOLE - 1n : rounding === 'HALF_UP' ? WHOLE / 2n : 0n;
  return Number((product + added) / WHOLE);
}

/** Whether one more place is left. */
export function judgeQuota(quota: QuotaRow, use: QuotaUse): CheckResult {
  const limit = quotaLimit(quota, use.base);
  const shared = {
    kind: CheckKind.Quota,
    code: quota.code,
    name: { vi: `Chỉ tiêu ${quota.code}`, en: `Quota ${quota.code}` },
    ruleId: quota.id,
    document: quota.document,
    article: quota.article,
    sourceStatus: quota.sourceStatus,
    facts: [],
    overridePositions: [],
    overrideLevel: null,
    overrideId: null,
  };
  if (use.scopeUnitId === null) {
    return {
      ...shared,
      outcome: CheckOutcome.Pass,
      vi: 'Không áp dụng: phía trên đơn vị đề nghị không có cấp của chỉ tiêu này.',
      en: 'Does not apply: no unit of this quota’s level stands above the nominating unit.',
      cure: null,
    };
  }
  if (limit === null) {
    return {
      ...shared,
      outcome: CheckOutcome.Warn,
      vi: 'Chưa tính được cơ số của chỉ tiêu này trong hệ thống; cần đối chiếu bằng tay.',
      en: 'The base of this quota cannot be counted here; compare it by hand.',
      cure: null,
    };
  }
  const left = Math.max(0, limit - use.used);
  const base =
    quota.measure === 'SHARE'
      ? { vi: ` (${quota.sharePercent} % của ${use.base})`, en: ` (${quota.sharePercent} % of ${use.base})` }
      : { vi: '', en: '' };
  const holds = left > 0;
  return {
    ...shared,
    outcome: holds ? CheckOutcome.Pass : CheckOutcome.Block,
    vi: `${use.scopeName ?? ''}: chỉ tiêu ${limit}${base.vi}, đã dùng ${use.used}, còn ${left}.`,
    en: `${use.scopeName ?? ''}: quota ${limit}${base.en}, used ${use.used}, left ${left}.`,
    cure: holds
      ? null
      : {
          vi: 'Chờ một hồ sơ khác được rút hoặc không được chấp thuận, hoặc đề nghị người có thẩm quyền cho vượt chỉ tiêu, kèm lý do.',
          en: 'Wait until another nomination is withdrawn or rejected, or ask the signatory to exceed the quota, with a reason.',
        },
    overridePositions: holds || !quota.overridePosition ? [] : [quota.overridePosition],
  };
}
