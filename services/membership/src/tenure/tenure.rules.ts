import type { Period, Reason } from '@thidua/contracts';
import type { FieldProblem } from '@thidua/service-kit';
import { TenureKind } from './tenure.enum';
import type { RecordTenureInput } from './tenure.input';

const NEEDS: Readonly<Record<TenureKind, readonly ('until' | 'rank' | 'isPartTime' | 'sector')[]>> = {
  [TenureKind.Employment]: ['rank'],
  [TenureKind.UnionWork]: ['isPartTime', 'sector'],
  [TenureKind.MaternityLeave]: ['until'],
};
const OF_KIND: Readonly<Record<'rank' | 'isPartTime' | 'sector' | 'unitId', TenureKind>> = {
  rank: TenureKind.Employment,
  isPartTime: TenureKind.UnionWork,
  sector: TenureKind.UnionWork,
  unitId: TenureKind.UnionWork,
};

/** What is wrong with how a period is stated; empty when nothing is. */
export function tenureProblems(input: RecordTenureInput): FieldProblem[] {
  const missing = NEEDS[input.kind]
    .filter((name) => input[name] == null)
    .map((name) => ({
      field: `input.${name}`,
      vi: `Bắt buộc với ${input.kind}.`,
      en: `Needed for ${input.kind}.`,
    }));
  const unwanted = (Object.keys(OF_KIND) as (keyof typeof OF_KIND)[])
    .filter((name) => input[name] != null && OF_KIND[name] !== input.kind)
    .map((name) => ({
      field: `input.${name}`,
      vi: `Chỉ dùng với ${OF_KIND[name]}.`,
      en: `For ${OF_KIND[name]} only.`,
    }));
  const backwards =
    input.until != null && input.until <= input.from
      ? [{ field: 'input.until', vi: 'Phải sau ngày đầu.', en: 'It must be after the first day.' }]
      : [];
  return [...missing, ...unwanted, ...backwards];
}

/** A period of the same kind that is there already. */
export interface KnownPeriod extends Period {
  readonly id: string;
}

/** The one that a new period ends: open, and begun before it. */
export function endedBy(known: readonly KnownPeriod[], from: string): KnownPeriod | null {
  return known.find((period) => period.until === null && period.from < from) ?? null;
}

/** Why a period cannot stand beside those of its kind; null when it can. */
export function overlapProblem(known: readonly KnownPeriod[], { from, until }: Period): Reason | null {
  const ended = endedBy(known, from);
  const other = known.find(
    (period) =>
      period.id !== ended?.id &&
      (until === null || period.from < until) &&
      (period.until === null || period.until > from),
  );
  return other
    ? {
        code: 'TENURE_OVERLAPS',
        vi: `Đã ghi nhận khoảng từ ${other.from} đến ${other.until ?? 'nay'}; hãy rút khoảng đó trước nếu sai.`,
        en: `A period from ${other.from} to ${other.until ?? 'now'} is recorded; withdraw it first where it is wrong.`,
        field: 'input.from',
      }
    : null;
}
