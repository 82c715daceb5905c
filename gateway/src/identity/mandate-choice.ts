import type { Mandate } from '@thidua/contracts';
import type { OtherOffice } from '@thidua/contracts/passport';
import { unknownMandate } from '../errors/gateway-error';
import { mandateNotChosen } from './identity-error';
import type { OperationKind } from './request-passports';

/** What a request is done under, and what the person holds besides. */
export interface MandateChoice {
  /** The mandates acted under: one for a command, or none when the person holds none. */
  readonly mandates: readonly Mandate[];
  /** The others in force: they grant nothing, and count where duties must be separate. */
  readonly otherOffices: readonly OtherOffice[];
}

/**
 * Chooses the mandates of a request. A query without X-Act-As may use all of them; a command is done under one, the
 * only one or the one that is named.
 * @param held the mandates in force.
 * @param actAs the id that X-Act-As names; null when it names none.
 * @throws FORBIDDEN when it is not held, MANDATE_NOT_CHOSEN when a command could be done under several.
 */
export function chooseMandates(held: readonly Mandate[], actAs: string | null, kind: OperationKind): MandateChoice {
  if (actAs === null) {
    if (kind === 'mutation' && held.length > 1) throw mandateNotChosen(held);
    return { mandates: held, otherOffices: [] };
  }
  const mandates = held.filter(({ id }) => id === actAs);
  // Whether the mandate exists, was suspended or is somebody else's is not told.
  if (mandates.length === 0) throw unknownMandate();
  return { mandates, otherOffices: officesBesides(held, mandates) };
}

/** The offices of those held that are not acted under. */
export function officesBesides(held: readonly Mandate[], actedUnder: readonly Mandate[]): readonly OtherOffice[] {
  const ids = new Set(actedUnder.map(({ id }) => id));
  return held.filter(({ id }) => !ids.has(id)).map(({ unitId, position }) => ({ unitId, position }));
}
