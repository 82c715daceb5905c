import { OPEN_END } from '@thidua/service-kit/calendar';

/** A fact that holds from one date until another, which is no longer part of it. */
export interface DatedFact {
  readonly id: string;
  readonly value: string;
  /** First day, YYYY-MM-DD. */
  readonly validFrom: string;
  /** First day on which it no longer holds; `9999-12-31` when open. */
  readonly validUntil: string;
}

/** What has to be written so that a new value holds from a date. */
export interface FactChange {
  /** The fact that held before, which now ends at the date; null when none did. */
  readonly cut: DatedFact | null;
  /** The fact that began on the very same day and whose value is replaced; null when there is none. */
  readonly corrected: DatedFact | null;
  /** The new value's last day, exclusive: it holds until the next change that is already known. */
  readonly validUntil: string;
}

/** The fact that holds on a date, or null. */
export function factAt<Fact extends DatedFact>(facts: readonly Fact[], date: string): Fact | null {
  return facts.find((fact) => fact.validFrom <= date && date < fact.validUntil) ?? null;
}

/**
 * What a new value from a date does to the facts of one kind: what was known before keeps its days before the date, what
 * is already known for later stays.
 */
export function changeFrom(facts: readonly DatedFact[], from: string): FactChange {
  const holding = factAt(facts, from);
  if (holding) {
    return holding.validFrom === from
      ? { cut: null, corrected: holding, validUntil: holding.validUntil }
      : { cut: holding, corrected: null, validUntil: holding.validUntil };
  }
  const later = facts.map((fact) => fact.validFrom).filter((validFrom) => validFrom > from);
  return { cut: null, corrected: null, validUntil: later.sort()[0] ?? OPEN_END };
}
