import type { Message } from '@thidua/contracts';

/** Form of a stated figure. */
export enum FigureKind {
  Ratio = 'RATIO',
  Percent = 'PERCENT',
  PercentRange = 'PERCENT_RANGE',
  Quantity = 'QUANTITY',
  Money = 'MONEY',
}

/** Whether a figure is a level or what happened in a period: the two are never compared or added up. */
export enum FigureMeasure {
  /** What there was on the last day of the period. */
  Stock = 'STOCK',
  /** What happened within the period. */
  Flow = 'FLOW',
}

/** The qualifier that stands before a figure. */
export enum FigureQualifier {
  Exact = 'EXACT',
  MoreThan = 'MORE_THAN',
  LessThan = 'LESS_THAN',
  Nearly = 'NEARLY',
}

/** The numbers of a stated figure. */
export interface FigureValues {
  readonly kind: FigureKind;
  readonly numerator?: string | null;
  readonly denominator?: string | null;
  readonly percent?: string | null;
  readonly percentMin?: string | null;
  readonly percentMax?: string | null;
  readonly quantity?: string | null;
  readonly amount?: number | null;
  readonly amountEachMin?: number | null;
  readonly amountEachMax?: number | null;
}

/** A wrong field of a figure. */
export interface FigureProblem extends Message {
  readonly field: keyof FigureValues;
}

const DEMANDED: Readonly<Record<FigureKind, readonly (keyof FigureValues)[]>> = {
  [FigureKind.Ratio]: ['numerator', 'denominator'],
  [FigureKind.Percent]: ['percent'],
  [FigureKind.PercentRange]: ['percentMin', 'percentMax'],
  [FigureKind.Quantity]: ['quantity'],
  [FigureKind.Money]: ['amount'],
};

const NUMBERS = [
  'numerator',
  'denominator',
  'percent',
  'percentMin',
  'percentMax',
  'quantity',
  'amount',
  'amountEachMin',
  'amountEachMax',
] as const;

/** What is wrong with the numbers of a figure: one that its kind demands is missing, negative, or a range runs backwards. */
export function problemsOfFigure(values: FigureValues): FigureProblem[] {
  const problems: FigureProblem[] = [];
  for (const field of DEMANDED[values.kind]) {
    if (values[field] === null || values[field] === undefined) {
      problems.push({
        field,
        vi: `Số liệu dạng ${values.kind} cần trường này.`,
        en: `A figure of kind ${values.kind} needs it.`,
      });
    }
  }
  for (const field of NUMBERS) {
    if (Number(values[field] ?? 0) < 0) {
      problems.push({ field, vi: 'Không được âm.', en: 'It must not be negative.' });
    }
  }
  for (const [low, high] of [
    ['percentMin', 'percentMax'],
    ['amountEachMin', 'amountEachMax'],
  ] as const) {
    const [least, most] = [values[low], values[high]];
    if (least !== null && least !== undefined && most !== null && most !== undefined && Number(least) > Number(most)) {
      problems.push({
        field: high,
        vi: 'Đầu trên của khoảng nhỏ hơn đầu dưới.',
        en: 'The upper end of the range is below the lower one.',
      });
    }
  }
  return problems;
}

/**
 * Warnings that the numbers themselves give: a source's figure is imported with a warning and never corrected.
 * @returns for example that so many packages of so much each cannot make the sum stated.
 */
export function warningsOfFigure({ quantity, amount, amountEachMin, amountEachMax }: FigureValues): Message[] {
  if (!quantity || amount === null || amount === undefined) {
    return [];
  }
  const count = Number(quantity);
  const least = amountEachMin ? count * amountEachMin : null;
  const most = amountEachMax ? count * amountEachMax : null;
  if ((least === null || amount >= least) && (most === null || amount <= most)) {
    return [];
  }
  const bound = (sum: number | null): string => (sum === null ? '?' : sum.toLocaleString('de-DE'));
  return [
    {
      vi: `Số liệu không khớp: ${count} suất phải có tổng từ ${bound(least)} đến ${bound(most)} đồng, nguồn nêu ${bound(amount)} đồng.`,
      en: `The figures do not agree: ${count} of them make ${bound(least)} to ${bound(most)} đồng, the source says ${bound(amount)} đồng.`,
    },
  ];
}
