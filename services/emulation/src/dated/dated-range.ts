/** A span of days: from the first day up to, not including, the last; both YYYY-MM-DD. */
export interface DatedRange {
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Whether two spans have a day in common. */
export function rangesOverlap(left: DatedRange, right: DatedRange): boolean {
  return left.validFrom < right.validUntil && right.validFrom < left.validUntil;
}

/** The first of the spans that has a day in common with another one; null when none has. */
export function firstOverlap<Range extends DatedRange>(existing: readonly Range[], wanted: DatedRange): Range | null {
  return existing.find((range) => rangesOverlap(range, wanted)) ?? null;
}

/** Whether a span holds on a day. */
export function holdsOn(range: DatedRange, date: string): boolean {
  return range.validFrom <= date && date < range.validUntil;
}

/** Whether a span has at least one day. */
export function isForward(range: DatedRange): boolean {
  return range.validFrom < range.validUntil;
}
