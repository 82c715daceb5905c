import { mandateState, type HeldOffice, type Mandate, type OfficerPosition } from '@thidua/contracts';
import type { PersistentClient } from '../../../cycle/persistent-client';
import { unitOfScene, type UnitName } from './scene-units';

/** A mandate of a person of the scene, as it was given to them. */
export interface SceneMandate {
  /** Id of the office, or of the delegation: what X-Act-As takes. */
  readonly id: string;
  readonly position: OfficerPosition;
  readonly unit: UnitName;
  /** The office behind it, with everything that has become of it. */
  readonly office: HeldOffice;
}

/** Somebody of the scene. */
export interface ScenePerson {
  readonly memberId: string;
  /** Everything that they were ever given, in force or not. */
  readonly mandates: readonly SceneMandate[];
  /** The graph as they see it, with a token of their own. */
  readonly client: PersistentClient;
}

/** Today's calendar date in Việt Nam, and days from there. */
export function day(offset = 0): string {
  const at = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(at);
}

/** The mandates that a person can use today, as a decision takes them. */
export function mandatesInForce({ mandates }: Pick<ScenePerson, 'mandates'>): Mandate[] {
  return mandates
    .filter(({ office }) => mandateState(office, day()) === 'IN_FORCE')
    .map(({ id, position, unit, office }) => ({
      id,
      position,
      ...unitOfScene(unit),
      delegation: office.delegation && { officeId: id, principalId: 'the holder' },
    }));
}

/** The id of the person's first mandate that fits. @throws when there is none. */
export function mandateOf({ mandates }: ScenePerson, position: OfficerPosition, unit: UnitName): string {
  const found = mandates.find((mandate) => mandate.position === position && mandate.unit === unit);
  if (!found) {
    throw new Error(`the person holds no mandate ${position} of ${unit}`);
  }
  return found.id;
}
