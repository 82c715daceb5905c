import { mandateState, type HeldOffice, type Mandate, type MandateDelegation, type Period } from '@thidua/contracts';

/** An office of a person, or one that was delegated to them, with everything that decides whether it can be used. */
export interface HeldMandate extends HeldOffice, Mandate {
  /** The document it rests on: of the delegation where there is one. */
  readonly document: string | null;
  /** From whom and for what time it was delegated; null for the person's own office. */
  readonly delegation: (MandateDelegation & Period) | null;
}

/**
 * The mandates of a person that are in force on a day. A delegation is for officers of the unit: it gives nothing
 * while the person holds no office of their own there that is in force.
 * @param held everything that one person holds.
 * @param day YYYY-MM-DD, Asia/Ho_Chi_Minh.
 */
export function mandatesInForce(held: readonly HeldMandate[], day: string): HeldMandate[] {
  const inForce = held.filter((mandate) => mandateState(mandate, day) === 'IN_FORCE');
  const ownUnits = new Set(inForce.filter(({ delegation }) => !delegation).map(({ unitId }) => unitId));
  return inForce.filter(({ delegation, unitId }) => !delegation || ownUnits.has(unitId));
}

/** The time for which a mandate can be used at the most: of a delegated one, as far as its office reaches as well. */
export function termOf({ from, until, delegation }: HeldMandate): Period {
  if (!delegation) {
    return { from, until };
  }
  const ends = [until, delegation.until].filter((end): end is string => end !== null).sort();
  return { from: delegation.from > from ? delegation.from : from, until: ends[0] ?? null };
}
