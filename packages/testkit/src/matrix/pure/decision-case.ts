import {
  OFFICER_POSITIONS,
  type CallerFacts,
  type HeldOffice,
  type OfficerPosition,
  type UnitInScope,
} from '@thidua/contracts';

/** Where the unit that gives the mandate stands, seen from the unit that the row belongs to. */
export const RELATIONS = [
  'OWN',
  'PARENT',
  'CHILD',
  'SIBLING',
  'OTHER_PROVINCE',
  'GROUP_HEAD',
  'CONFEDERATION',
  'CONFEDERATION_ITSELF',
] as const;
/** A relation of two units. */
export type Relation = (typeof RELATIONS)[number];

/** What has become of the mandate by today. */
export const MANDATE_STATES = [
  'VALID',
  'NOT_YET',
  'EXPIRED',
  'SUSPENDED',
  'DELEGATED',
  'DELEGATED_THEN_ENDED',
  'DELEGATED_OF_AN_ENDED_OFFICE',
  'DELEGATED_OF_A_SUSPENDED_OFFICE',
] as const;
/** A state of a mandate. */
export type MandateCase = (typeof MANDATE_STATES)[number];

/** Who sends it. Whoever is no linked person claims the mandate all the same. */
export const CALLERS = ['LINKED_PERSON', 'NO_TOKEN', 'BAD_TOKEN', 'NOT_LINKED', 'PROCESS'] as const;
/** A kind of caller. */
export type CallerCase = (typeof CALLERS)[number];

/** What the service knows about caller and row, one at a time. */
export const FACTS = ['NONE', 'isParty', 'isCouncilSecretary', 'isOwnMandate'] as const;
/** A fact, or none. */
export type FactCase = (typeof FACTS)[number];

/** Positions, and a person who holds none. */
export const POSITIONS = [...OFFICER_POSITIONS, null] as const;

/** One combination of everything that a decision can depend on. */
export interface DecisionCase {
  readonly position: OfficerPosition | null;
  readonly relation: Relation;
  readonly state: MandateCase;
  readonly caller: CallerCase;
  /** Whether the row is the caller's own. */
  readonly isOwn: boolean;
  readonly fact: FactCase;
}

/** The day on which everything is decided. */
export const TODAY = '2024-06-15';
const YESTERDAY = '2024-06-14';
const TOMORROW = '2024-06-16';

/** Units whose numbers begin alike where an error in comparing paths would show. */
const UNITS = {
  root: { unitId: 'confederation', unitPath: '/1/' },
  province: { unitId: 'province', unitPath: '/1/70/' },
  unit: { unitId: 'unit', unitPath: '/1/70/93/' },
  child: { unitId: 'child', unitPath: '/1/70/93/500/' },
  sibling: { unitId: 'sibling', unitPath: '/1/70/9/' },
  head: { unitId: 'head', unitPath: '/1/70/94/' },
  otherProvince: { unitId: 'other province', unitPath: '/1/7/' },
} as const satisfies Record<string, UnitInScope>;

/** The unit that gives the mandate. */
export const MANDATE_UNIT: Readonly<Record<Relation, UnitInScope>> = {
  OWN: UNITS.unit,
  PARENT: UNITS.province,
  CHILD: UNITS.child,
  SIBLING: UNITS.sibling,
  OTHER_PROVINCE: UNITS.otherProvince,
  GROUP_HEAD: UNITS.head,
  CONFEDERATION: UNITS.root,
  CONFEDERATION_ITSELF: UNITS.root,
};

/**
 * The unit that the service names for the row: the unit it belongs to, or, for what the head of a group does, the head
 * of the unit's group.
 */
export function unitOfRow(relation: Relation, namesHead: boolean): UnitInScope {
  if (relation === 'CONFEDERATION_ITSELF') {
    return UNITS.root;
  }
  return namesHead ? UNITS.head : UNITS.unit;
}

/** The office behind the mandate, on the very days on which an error in comparing days would show. */
export const OFFICES: Readonly<Record<MandateCase, HeldOffice>> = {
  VALID: { from: TODAY, until: TOMORROW, suspensions: [{ from: YESTERDAY, until: TODAY }], delegation: null },
  NOT_YET: { from: TOMORROW, until: null, suspensions: [], delegation: null },
  EXPIRED: { from: YESTERDAY, until: TODAY, suspensions: [], delegation: null },
  SUSPENDED: { from: YESTERDAY, until: null, suspensions: [{ from: TODAY, until: TOMORROW }], delegation: null },
  DELEGATED: { from: YESTERDAY, until: null, suspensions: [], delegation: { from: TODAY, until: TOMORROW } },
  DELEGATED_THEN_ENDED: {
    from: YESTERDAY,
    until: null,
    suspensions: [],
    delegation: { from: YESTERDAY, until: TODAY },
  },
  DELEGATED_OF_AN_ENDED_OFFICE: {
    from: YESTERDAY,
    until: TODAY,
    suspensions: [],
    delegation: { from: YESTERDAY, until: TOMORROW },
  },
  DELEGATED_OF_A_SUSPENDED_OFFICE: {
    from: YESTERDAY,
    until: null,
    suspensions: [{ from: TODAY, until: null }],
    delegation: { from: YESTERDAY, until: TOMORROW },
  },
};

/** The facts that a service hands to the decision. */
export function factsOf(fact: FactCase): CallerFacts {
  return fact === 'NONE' ? {} : { [fact]: true };
}

/**
 * Every combination.
 * @param dependsOnOwner whether it matters that the row is the caller's own.
 * @param facts the facts to try.
 */
export function decisionCases(dependsOnOwner: boolean, facts: readonly FactCase[]): DecisionCase[] {
  const owners = dependsOnOwner ? [false, true] : [false];
  return POSITIONS.flatMap((position) =>
    RELATIONS.flatMap((relation) =>
      MANDATE_STATES.flatMap((state) =>
        CALLERS.flatMap((caller) =>
          owners.flatMap((isOwn) => facts.map((fact) => ({ position, relation, state, caller, isOwn, fact }))),
        ),
      ),
    ),
  );
}

/** A case in words. */
export function describeCase({ position, relation, state, caller, isOwn, fact }: DecisionCase): string {
  const row = isOwn ? 'their own row' : 'another’s row';
  return `${caller}, ${position ?? 'no position'} of ${relation}, ${state}, ${row}, fact ${fact}`;
}
