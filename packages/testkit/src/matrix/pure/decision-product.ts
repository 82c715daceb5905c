import {
  decideAccess,
  grantedPaths,
  grantedSomewhere,
  mandateState,
  ruleOf,
  type AccessCaller,
  type Mandate,
  type Permission,
  type UnitInScope,
} from '@thidua/contracts';
import {
  decisionCases,
  describeCase,
  FACTS,
  factsOf,
  MANDATE_UNIT,
  OFFICES,
  TODAY,
  unitOfRow,
  type CallerCase,
  type DecisionCase,
} from './decision-case';
import { expectedDecision, type Expected } from './oracle';

/** The functions by which services decide. */
export interface DecisionFunctions {
  readonly mandateState: typeof mandateState;
  readonly decideAccess: typeof decideAccess;
  readonly grantedPaths: typeof grantedPaths;
  readonly grantedSomewhere: typeof grantedSomewhere;
}

/** Those of the product. */
export const DECISION_FUNCTIONS: DecisionFunctions = { mandateState, decideAccess, grantedPaths, grantedSomewhere };

/** Something that a caller may want, with the permissions of which any one will do where the row says which. */
export interface Demand {
  /** `Type.field`, or `subgraph.Type` of an entity. */
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** What a run over the product found. */
export interface ProductResult {
  /** How many combinations were decided. */
  readonly cases: number;
  /** Where what was decided differs from what the catalogue means, in words. */
  readonly differences: readonly string[];
}

const CALLER = 'the caller';
const SOMEBODY_ELSE = 'somebody else';
/** What a passport says of each caller: the gateway makes a person's only for a linked account. */
const PASSPORT_KIND: Readonly<Record<CallerCase, AccessCaller['kind']>> = {
  LINKED_PERSON: 'person',
  NO_TOKEN: 'public',
  BAD_TOKEN: 'public',
  NOT_LINKED: 'public',
  PROCESS: 'system',
};

function mandateOf({ position, relation, state }: DecisionCase): Mandate[] {
  if (position === null) {
    return [];
  }
  const { delegation } = OFFICES[state];
  return [
    {
      id: 'the mandate',
      position,
      ...MANDATE_UNIT[relation],
      delegation: delegation && { officeId: 'the office', principalId: SOMEBODY_ELSE },
    },
  ];
}

function isWithinPaths(
  functions: DecisionFunctions,
  mandates: readonly Mandate[],
  permission: Permission,
  unit: UnitInScope,
) {
  const { exactUnitIds, pathPrefixes } = functions.grantedPaths(mandates, permission);
  return exactUnitIds.includes(unit.unitId) || pathPrefixes.some((prefix) => unit.unitPath.startsWith(prefix));
}

/** What the functions decide in a case, on the way that a request takes: mandates, the check without a row, the row. */
export function decide(functions: DecisionFunctions, permission: Permission, asked: DecisionCase): Expected {
  const namesHead = ruleOf(permission).grants.some(({ scope }) => scope === 'GROUP_HEADED');
  const unit = unitOfRow(asked.relation, namesHead);
  const isInForce = functions.mandateState(OFFICES[asked.state], TODAY) === 'IN_FORCE';
  const mandates = isInForce ? mandateOf(asked) : [];
  const caller: AccessCaller = { kind: PASSPORT_KIND[asked.caller], subject: CALLER, mandates };
  const decision = functions.decideAccess(caller, permission, {
    unit,
    ownerId: asked.isOwn ? CALLER : SOMEBODY_ELSE,
    facts: factsOf(asked.fact),
  });
  const isPerson = caller.kind === 'person';
  return {
    decision: decision.allowed ? 'ALLOWED' : decision.refusal,
    usesMandate: decision.allowed && decision.mandate !== null,
    isListed: isPerson && isWithinPaths(functions, mandates, permission, unit),
    mayGoOn: isPerson && functions.grantedSomewhere(mandates, permission),
  };
}

function isSame(one: Expected, other: Expected): boolean {
  return (
    one.decision === other.decision &&
    one.usesMandate === other.usesMandate &&
    one.isListed === other.isListed &&
    one.mayGoOn === other.mayGoOn
  );
}

/** The combinations that can make a difference to a permission. */
function casesOf(permission: Permission): DecisionCase[] {
  const { grants, conditions } = ruleOf(permission);
  const isPersonal = grants.some(({ scope }) => scope === 'SELF');
  return decisionCases(isPersonal, conditions.length > 0 ? FACTS : ['NONE']);
}

/**
 * Decides every combination for every demand and compares with what the catalogue means.
 * @param demands what the graph offers.
 */
export function runProduct(
  demands: readonly Demand[],
  functions: DecisionFunctions = DECISION_FUNCTIONS,
): ProductResult {
  const known = new Map<Permission, DecisionCase[]>();
  const casesFor = (permission: Permission): DecisionCase[] => {
    const cases = known.get(permission) ?? casesOf(permission);
    known.set(permission, cases);
    return cases;
  };
  let cases = 0;
  const differences: string[] = [];
  for (const { name, permissions } of demands) {
    for (const permission of permissions) {
      for (const asked of casesFor(permission)) {
        cases += 1;
        const expected = expectedDecision(ruleOf(permission), asked);
        const decided = decide(functions, permission, asked);
        if (!isSame(expected, decided)) {
          differences.push(
            `${name} (${permission}) · ${describeCase(asked)}: expected ${JSON.stringify(expected)}, decided ${JSON.stringify(decided)}`,
          );
        }
      }
    }
  }
  return { cases, differences };
}
