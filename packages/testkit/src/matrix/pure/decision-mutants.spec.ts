import {
  ALL_PERMISSIONS,
  ruleOf,
  type AccessDecision,
  type Mandate,
  type Permission,
  type PermissionScope,
  type UnitInScope,
} from '@thidua/contracts';
import { DECISION_FUNCTIONS, runProduct, type DecisionFunctions } from './decision-product';

/** One demand for each permission: enough to see that an error in deciding is found. */
const DEMANDS = ALL_PERMISSIONS.map((permission) => ({ name: permission, permissions: [permission] }));

const { mandateState, decideAccess, grantedPaths, grantedSomewhere } = DECISION_FUNCTIONS;

/** Mandates whose position has a grant of that scope. */
function heldInScope(mandates: readonly Mandate[], permission: Permission, scope: PermissionScope): Mandate[] {
  return mandates.filter(({ position }) =>
    ruleOf(permission).grants.some((grant) => grant.scope === scope && grant.positions.includes(position)),
  );
}

/** A decision in which a scope reaches further than it should. */
function widened(
  scope: PermissionScope,
  reaches: (mandate: Mandate, unit: UnitInScope) => boolean,
): Partial<DecisionFunctions> {
  return {
    decideAccess(caller, permission, target): AccessDecision {
      const decided = decideAccess(caller, permission, target);
      const { unit } = target;
      const wrongly = unit && heldInScope(caller.mandates, permission, scope).find((mandate) => reaches(mandate, unit));
      return !decided.allowed && decided.refusal === 'OUT_OF_SCOPE' && wrongly
        ? { allowed: true, mandate: wrongly }
        : decided;
    },
  };
}

/** A decision in which a scope does not reach what it should. */
function narrowed(
  scope: PermissionScope,
  misses: (mandate: Mandate, unit: UnitInScope) => boolean,
): Partial<DecisionFunctions> {
  return {
    decideAccess(caller, permission, target): AccessDecision {
      const decided = decideAccess(caller, permission, target);
      const { unit } = target;
      return unit && heldInScope(caller.mandates, permission, scope).some((mandate) => misses(mandate, unit))
        ? { allowed: false, refusal: 'OUT_OF_SCOPE' }
        : decided;
    },
  };
}

const parentPath = (path: string): string => path.replace(/\d+\/$/, '');
const isSibling = (mandate: Mandate, unit: UnitInScope): boolean =>
  parentPath(mandate.unitPath) === parentPath(unit.unitPath);
const isOwn = (mandate: Mandate, unit: UnitInScope): boolean => mandate.unitId === unit.unitId;
const isAbove = (mandate: Mandate, unit: UnitInScope): boolean =>
  !isOwn(mandate, unit) && unit.unitPath.startsWith(mandate.unitPath);
const isBelow = (mandate: Mandate, unit: UnitInScope): boolean =>
  !isOwn(mandate, unit) && mandate.unitPath.startsWith(unit.unitPath);
const startsAlike = (mandate: Mandate, unit: UnitInScope): boolean =>
  unit.unitPath.startsWith(mandate.unitPath.slice(0, -1));

const MUTANTS: Readonly<Record<string, Partial<DecisionFunctions>>> = {
  'a suspension is overlooked': { mandateState: (office, day) => mandateState({ ...office, suspensions: [] }, day) },
  'a delegation that has ended is overlooked': {
    mandateState: (office, day) => mandateState({ ...office, delegation: null }, day),
  },
  'a delegation outlives its office': {
    mandateState: (office, day) => mandateState(office.delegation ? { ...office, until: null } : office, day),
  },
  'a delegated mandate is not suspended with its office': {
    mandateState: (office, day) => mandateState(office.delegation ? { ...office, suspensions: [] } : office, day),
  },
  'an office that has not begun counts': {
    mandateState: (office, day) => mandateState({ ...office, from: '2000-01-01' }, day),
  },
  'the day on which an office ends counts': {
    mandateState: (office, day) => mandateState(office.until === day ? { ...office, until: null } : office, day),
  },
  'whoever asks is taken for a person': {
    decideAccess: (caller, permission, target) => decideAccess({ ...caller, kind: 'person' }, permission, target),
  },
  'a process is taken for a person': {
    decideAccess: (caller, permission, target) =>
      decideAccess(caller.kind === 'system' ? { ...caller, kind: 'person' } : caller, permission, target),
  },
  'another’s row counts as one’s own': {
    decideAccess: (caller, permission, target) =>
      decideAccess(caller, permission, { ...target, ownerId: caller.subject }),
  },
  'one’s own row needs a mandate': {
    decideAccess: (caller, permission, target) => decideAccess(caller, permission, { ...target, ownerId: null }),
  },
  'any position will do': {
    decideAccess(caller, permission, target) {
      const decided = decideAccess(caller, permission, target);
      const [mandate] = caller.mandates;
      return !decided.allowed && decided.refusal === 'NO_MANDATE' && mandate ? { allowed: true, mandate } : decided;
    },
  },
  'OWN_UNIT takes siblings': widened('OWN_UNIT', isSibling),
  'OWN_UNIT takes what lies below': widened('OWN_UNIT', isAbove),
  'OWN_UNIT_AND_BELOW takes what lies above': widened('OWN_UNIT_AND_BELOW', isBelow),
  'OWN_UNIT_AND_BELOW takes numbers that begin alike': widened('OWN_UNIT_AND_BELOW', startsAlike),
  'OWN_UNIT_AND_BELOW leaves out what lies below': narrowed('OWN_UNIT_AND_BELOW', isAbove),
  'BELOW takes the unit itself': widened('BELOW', isOwn),
  'BELOW leaves out the root itself': narrowed('BELOW', isOwn),
  'GROUP_HEADED takes every member of the group': widened('GROUP_HEADED', isSibling),
  'GROUP_HEADED leaves out the head': narrowed('GROUP_HEADED', isOwn),
  'COUNCIL_OF_BODY takes the bodies below': widened('COUNCIL_OF_BODY', isAbove),
  'AUDITOR_OF_BODY_AND_BELOW leaves out what lies below': narrowed('AUDITOR_OF_BODY_AND_BELOW', isAbove),
  'AUDITOR_OF_BODY_AND_BELOW takes siblings': widened('AUDITOR_OF_BODY_AND_BELOW', isSibling),
  'CONFEDERATION takes provinces': widened('CONFEDERATION', ({ unitPath }) => unitPath.split('/').length === 4),
  'CONFEDERATION leaves out provinces’ units': narrowed('CONFEDERATION', isAbove),
  'who is a party judges': without('isParty'),
  'the council’s secretary decides': without('isCouncilSecretary'),
  'somebody suspends themself': without('isOwnMandate'),
  'a filter reaches numbers that begin alike': {
    grantedPaths(mandates, permission) {
      const { exactUnitIds, pathPrefixes } = grantedPaths(mandates, permission);
      return { exactUnitIds, pathPrefixes: pathPrefixes.map((prefix) => prefix.replace(/\/$/, '')) };
    },
  },
  'a filter forgets what lies below': {
    grantedPaths: (mandates, permission) => ({ ...grantedPaths(mandates, permission), pathPrefixes: [] }),
  },
  'a filter forgets the unit itself where only it is reached': {
    grantedPaths: (mandates, permission) => ({ ...grantedPaths(mandates, permission), exactUnitIds: [] }),
  },
  'the check without a row lets nobody without a mandate go on': {
    grantedSomewhere: (mandates, permission) => mandates.length > 0 && grantedSomewhere(mandates, permission),
  },
  'the check without a row lets everybody go on': { grantedSomewhere: () => true },
};

/** A decision that does not know of a fact. */
function without(fact: 'isParty' | 'isCouncilSecretary' | 'isOwnMandate'): Partial<DecisionFunctions> {
  return {
    decideAccess: (caller, permission, target) =>
      decideAccess(caller, permission, { ...target, facts: { ...target.facts, [fact]: false } }),
  };
}

describe('the matrix finds an error in deciding', () => {
  it.each(Object.entries(MUTANTS))('when %s', (_error, mutant) => {
    expect(runProduct(DEMANDS, { ...DECISION_FUNCTIONS, ...mutant }).differences.length).toBeGreaterThan(0);
  });

  it('and none where there is none', () => {
    expect(runProduct(DEMANDS).differences.slice(0, 20)).toEqual([]);
  });

  it('and has an error for every scope and every condition of the catalogue', () => {
    const scopes = new Set(
      ALL_PERMISSIONS.flatMap((permission) => ruleOf(permission).grants.map(({ scope }) => scope)),
    );
    const personal: readonly PermissionScope[] = ['SIGNED_IN', 'SELF'];
    const words = Object.keys(MUTANTS);
    const missing = [...scopes].filter(
      (scope) => !personal.includes(scope) && !words.some((word) => word.startsWith(`${scope} `)),
    );
    expect(missing).toEqual([]);
  });
});
