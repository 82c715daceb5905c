import type { OfficerPosition, PermissionCondition, PermissionRule, PermissionScope } from '@thidua/contracts';
import type { DecisionCase, FactCase, MandateCase, Relation } from './decision-case';

/** What must come out. */
export interface Expected {
  /** `ALLOWED`, or why not. */
  readonly decision: string;
  /** Whether the decision names the mandate as the one that was used. */
  readonly usesMandate: boolean;
  /** Whether a list that is filtered in SQL by the mandates holds the row. */
  readonly isListed: boolean;
  /** Whether the check that needs no row lets the caller go on. */
  readonly mayGoOn: boolean;
}

/**
 * Which relations each scope reaches, told from their names: nothing here knows of paths. The confederation stands
 * above every unit, and none above it.
 */
const REACHED: Readonly<Record<PermissionScope, readonly Relation[]>> = {
  SIGNED_IN: [],
  SELF: [],
  OWN_UNIT: ['OWN', 'CONFEDERATION_ITSELF'],
  OWN_UNIT_AND_BELOW: ['OWN', 'PARENT', 'CONFEDERATION', 'CONFEDERATION_ITSELF'],
  BELOW: ['PARENT', 'CONFEDERATION', 'CONFEDERATION_ITSELF'],
  GROUP_HEADED: ['GROUP_HEAD', 'CONFEDERATION_ITSELF'],
  COUNCIL_OF_BODY: ['OWN', 'CONFEDERATION_ITSELF'],
  AUDITOR_OF_BODY_AND_BELOW: ['OWN', 'PARENT', 'CONFEDERATION', 'CONFEDERATION_ITSELF'],
  CONFEDERATION: ['CONFEDERATION', 'CONFEDERATION_ITSELF'],
};

/** Which mandates can be used. */
const USABLE: Readonly<Record<MandateCase, boolean>> = {
  VALID: true,
  DELEGATED: true,
  NOT_YET: false,
  EXPIRED: false,
  SUSPENDED: false,
  DELEGATED_THEN_ENDED: false,
  DELEGATED_OF_AN_ENDED_OFFICE: false,
  DELEGATED_OF_A_SUSPENDED_OFFICE: false,
};

/** What breaks each condition. */
const BREAKS: Readonly<Record<PermissionCondition, FactCase>> = {
  SEPARATION_OF_DUTIES: 'isParty',
  NOT_COUNCIL_SECRETARY: 'isCouncilSecretary',
  NOT_OWN_MANDATE: 'isOwnMandate',
};

function holdsOneOf(positions: readonly OfficerPosition[], { position, state }: DecisionCase): boolean {
  return position !== null && USABLE[state] && positions.includes(position);
}

/** What the catalogue's row means for a case, in the words of the case. */
export function expectedDecision({ grants, conditions }: PermissionRule, asked: DecisionCase): Expected {
  if (asked.caller !== 'LINKED_PERSON') {
    return { decision: 'NOT_SIGNED_IN', usesMandate: false, isListed: false, mayGoOn: false };
  }
  const held = grants.filter(({ positions }) => holdsOneOf(positions, asked));
  const isReached = held.some(({ scope }) => REACHED[scope].includes(asked.relation));
  const needsNone = grants.some(({ scope }) => scope === 'SIGNED_IN' || (scope === 'SELF' && asked.isOwn));
  const mayGoOn =
    grants.some(({ scope }) => scope === 'SIGNED_IN' || scope === 'SELF') ||
    held.some(({ scope }) => scope !== 'CONFEDERATION' || REACHED.CONFEDERATION.includes(asked.relation));
  const broken = conditions.find((condition) => BREAKS[condition] === asked.fact);
  const decisionFor = (): string => {
    if (!isReached && !needsNone) {
      return held.length > 0 ? 'OUT_OF_SCOPE' : 'NO_MANDATE';
    }
    return broken ?? 'ALLOWED';
  };
  const decision = decisionFor();
  return { decision, usesMandate: decision === 'ALLOWED' && isReached, isListed: isReached, mayGoOn };
}
