import {
  decideAccess,
  grantedSomewhere,
  type AccessCaller,
  type CallerFacts,
  type Mandate,
  type Permission,
} from '@thidua/contracts';
import type { AccessStatement, PlantedRow, Reach } from './operation-entry';
import { mandatesInForce, type ScenePerson } from './scene/scene-person';
import { unitOfScene } from './scene/scene-units';

/** Who asks, under which mandate, as far as an answer depends on it. */
export interface Asking {
  readonly person: ScenePerson;
  /** The mandate that X-Act-As names; null when it names none. */
  readonly actAs: string | null;
}

/** What is asked for. */
export interface Asked {
  readonly isCommand: boolean;
  /** The permissions that the operation declares; a field's own way there is open to whoever is signed in. */
  readonly declared: readonly Permission[];
  readonly entry: Pick<AccessStatement, 'permission' | 'over' | 'also' | 'seenWith'>;
  /** The member whose own it is; null where it is nobody's. */
  readonly ownerId: string | null;
  readonly facts?: CallerFacts;
}

/** The answer to whoever names a mandate by X-Act-As that they do not hold today: nothing is asked any further. */
export const UNKNOWN_MANDATE = 'FORBIDDEN X-Act-As';

/** The mandates of somebody that a request is done under. */
function mandatesUsed({ person, actAs }: Asking): readonly Mandate[] {
  const held = mandatesInForce(person);
  return actAs === null ? held : held.filter(({ id }) => id === actAs);
}

function callerOf(asking: Asking): AccessCaller {
  return { kind: 'person', subject: asking.person.memberId, mandates: mandatesUsed(asking) };
}

/** Why the reach is refused; null where it is allowed. */
function refusalOver(
  caller: AccessCaller,
  permission: Permission,
  { units, needed = 'ALL' }: Reach,
  ownerId: string | null,
  facts: CallerFacts,
): string | null {
  const refusals = units.map((name) => {
    const decision = decideAccess(caller, permission, { unit: unitOfScene(name), ownerId, facts });
    return decision.allowed ? null : decision.refusal;
  });
  const refused = refusals.filter((refusal) => refusal !== null);
  const isRefused = needed === 'ALL' ? refused.length > 0 : refused.length === units.length;
  return isRefused ? (refused[0] ?? null) : null;
}

/** The answer that somebody must get: `ALLOWED` or a code, with the condition where one is broken. */
export function expectedAnswer(asking: Asking, { isCommand, declared, entry, ownerId, facts = {} }: Asked): string {
  const mandates = mandatesUsed(asking);
  if (asking.actAs !== null && mandates.length === 0) {
    return UNKNOWN_MANDATE;
  }
  if (isCommand && mandates.length > 1) {
    return 'MANDATE_NOT_CHOSEN';
  }
  if (!declared.some((permission) => grantedSomewhere(mandates, permission))) {
    return 'FORBIDDEN';
  }
  if (entry.over === null) {
    return 'ALLOWED';
  }
  const caller = callerOf(asking);
  const { also } = entry;
  const refusal =
    refusalOver(caller, entry.permission, entry.over, ownerId, facts) ??
    (also ? refusalOver(caller, also.permission, also.reach, null, {}) : null);
  if (refusal === null) {
    return 'ALLOWED';
  }
  const { seenWith } = entry;
  const isHidden = seenWith && refusalOver(caller, seenWith.permission, seenWith.reach, ownerId, {}) !== null;
  if (isHidden) {
    return 'NOT_FOUND';
  }
  return refusal === 'NO_MANDATE' || refusal === 'OUT_OF_SCOPE' ? 'FORBIDDEN' : `FORBIDDEN ${refusal}`;
}

/** The ids of the planted rows that somebody must find in a list, sorted. */
export function expectedRows(asking: Asking, planted: readonly PlantedRow[]): string[] {
  const caller = callerOf(asking);
  return planted
    .filter(({ permission, reach }) => refusalOver(caller, permission, reach, null, {}) === null)
    .map(({ id }) => id)
    .sort();
}
