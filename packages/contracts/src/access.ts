import type { Mandate } from './mandate';
import { ruleOf, type Permission, type PermissionCondition, type PermissionScope } from './permissions';

/** A unit that something is to be done to, as the service that owns the row sees it. */
export interface UnitInScope {
  readonly unitId: string;
  readonly unitPath: string;
}

/** What the owner of the row knows about the caller and the row; conditions are judged by it. */
export interface CallerFacts {
  /** Drafted, submitted or is nominated, the caller or the one who delegated the mandate to them. */
  readonly isParty?: boolean;
  /** Is the secretary of the body's council, or recorded its vote on this. */
  readonly isCouncilSecretary?: boolean;
  /** The mandate concerned is the caller's own, or that of who delegated theirs to them. */
  readonly isOwnMandate?: boolean;
}

/** Who asks. */
export interface AccessCaller {
  /** A linked person, an anonymous caller or a process of ours. */
  readonly kind: 'person' | 'public' | 'system';
  /** Member id of a person. */
  readonly subject: string;
  /** The mandates acted under, in force. */
  readonly mandates: readonly Mandate[];
}

/** Over what. */
export interface AccessTarget {
  /** The unit, where the permission is held over units. */
  readonly unit?: UnitInScope | null;
  /** The member whose own it is. */
  readonly ownerId?: string | null;
  readonly facts?: CallerFacts;
}

/** Why something is refused. */
export type AccessRefusal = 'NOT_SIGNED_IN' | 'NO_MANDATE' | 'OUT_OF_SCOPE' | PermissionCondition;

/** The answer: allowed, by which mandate (null where none is needed), or refused and why. */
export type AccessDecision =
  | { readonly allowed: true; readonly mandate: Mandate | null }
  | { readonly allowed: false; readonly refusal: AccessRefusal };

const BROKEN_BY: Readonly<Record<PermissionCondition, keyof CallerFacts>> = {
  SEPARATION_OF_DUTIES: 'isParty',
  NOT_COUNCIL_SECRETARY: 'isCouncilSecretary',
  NOT_OWN_MANDATE: 'isOwnMandate',
};

/** The first condition of the permission that the facts break; null when all hold. */
export function brokenCondition(permission: Permission, facts: CallerFacts): PermissionCondition | null {
  return ruleOf(permission).conditions.find((condition) => facts[BROKEN_BY[condition]] === true) ?? null;
}

/** Whether nothing is above the unit: its path is of one number, `/1/`. */
export function isRoot({ unitPath }: Pick<UnitInScope, 'unitPath'>): boolean {
  return /^\/\d+\/$/.test(unitPath);
}

function reaches(scope: PermissionScope, mandate: Mandate, unit: UnitInScope): boolean {
  const isOwn = mandate.unitId === unit.unitId;
  switch (scope) {
    case 'OWN_UNIT':
    case 'GROUP_HEADED':
    case 'COUNCIL_OF_BODY':
      return isOwn;
    case 'OWN_UNIT_AND_BELOW':
    case 'AUDITOR_OF_BODY_AND_BELOW':
      return isOwn || unit.unitPath.startsWith(mandate.unitPath);
    case 'BELOW':
      return isOwn ? isRoot(mandate) : unit.unitPath.startsWith(mandate.unitPath);
    case 'CONFEDERATION':
      return isRoot(mandate);
    default:
      return false;
  }
}

/**
 * The first of the mandates that grants the permission over the unit, or null when none does.
 * Pure: the same answer in every service.
 */
export function grantingMandate(
  mandates: readonly Mandate[],
  permission: Permission,
  unit: UnitInScope,
): Mandate | null {
  const { grants } = ruleOf(permission);
  return (
    mandates.find((mandate) =>
      grants.some(({ positions, scope }) => positions.includes(mandate.position) && reaches(scope, mandate, unit)),
    ) ?? null
  );
}

/** Whether the permission may be granted somewhere: by any mandate held, or by none where it is one's own or common. */
export function grantedSomewhere(mandates: readonly Mandate[], permission: Permission): boolean {
  return ruleOf(permission).grants.some(
    ({ positions, scope }) =>
      scope === 'SIGNED_IN' ||
      scope === 'SELF' ||
      mandates.some(
        (mandate) => positions.includes(mandate.position) && (scope !== 'CONFEDERATION' || isRoot(mandate)),
      ),
  );
}

/** The decision: may this caller use the permission over this target? */
export function decideAccess(caller: AccessCaller, permission: Permission, target: AccessTarget): AccessDecision {
  if (caller.kind !== 'person') {
    return { allowed: false, refusal: 'NOT_SIGNED_IN' };
  }
  const { grants } = ruleOf(permission);
  const needsNoMandate = grants.some(
    ({ scope }) => scope === 'SIGNED_IN' || (scope === 'SELF' && target.ownerId === caller.subject),
  );
  const mandate = target.unit ? grantingMandate(caller.mandates, permission, target.unit) : null;
  if (!needsNoMandate && mandate === null) {
    const holdsPosition = grants.some(({ positions }) =>
      caller.mandates.some(({ position }) => positions.includes(position)),
    );
    return { allowed: false, refusal: holdsPosition ? 'OUT_OF_SCOPE' : 'NO_MANDATE' };
  }
  const broken = brokenCondition(permission, target.facts ?? {});
  return broken === null ? { allowed: true, mandate } : { allowed: false, refusal: broken };
}

/** What a number on a path can begin with. */
const FIRST_DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Units that grants reach, for filters in SQL. */
export interface GrantedPaths {
  /** Ids of single units. */
  readonly exactUnitIds: readonly string[];
  /** Prefixes of the paths of whole branches. */
  readonly pathPrefixes: readonly string[];
}

function reachOf(scope: PermissionScope, mandate: Mandate): GrantedPaths {
  const { unitId, unitPath } = mandate;
  switch (scope) {
    case 'OWN_UNIT':
    case 'GROUP_HEADED':
    case 'COUNCIL_OF_BODY':
      return { exactUnitIds: [unitId], pathPrefixes: [] };
    case 'OWN_UNIT_AND_BELOW':
    case 'AUDITOR_OF_BODY_AND_BELOW':
      return { exactUnitIds: [unitId], pathPrefixes: [unitPath] };
    case 'BELOW':
      return {
        exactUnitIds: isRoot(mandate) ? [unitId] : [],
        pathPrefixes: FIRST_DIGITS.map((digit) => `${unitPath}${digit}`),
      };
    case 'CONFEDERATION':
      return isRoot(mandate)
        ? { exactUnitIds: [unitId], pathPrefixes: [unitPath] }
        : { exactUnitIds: [], pathPrefixes: [] };
    default:
      return { exactUnitIds: [], pathPrefixes: [] };
  }
}

/** Ids and paths of the units over which the mandates grant the permission: what grantingMandate says, for SQL. */
export function grantedPaths(mandates: readonly Mandate[], permission: Permission): GrantedPaths {
  const reached = ruleOf(permission).grants.flatMap(({ positions, scope }) =>
    mandates.filter(({ position }) => positions.includes(position)).map((mandate) => reachOf(scope, mandate)),
  );
  return {
    exactUnitIds: [...new Set(reached.flatMap(({ exactUnitIds }) => exactUnitIds))],
    pathPrefixes: [...new Set(reached.flatMap(({ pathPrefixes }) => pathPrefixes))],
  };
}
