import type { CallerFacts, Permission, PermissionCondition } from '@thidua/contracts';
import type { MatrixScene } from './scene/matrix-scene';
import type { ScenePerson } from './scene/scene-person';
import type { ActingPosition } from './scene/scene-people';
import type { UnitName } from './scene/scene-units';

/** Over which units a permission must be held. */
export interface Reach {
  readonly units: readonly UnitName[];
  /** Over all of them, or over any one; ALL when not said. */
  readonly needed?: 'ALL' | 'ANY';
}

/** Somebody whom a condition of the permission keeps out, though a mandate of theirs reaches. */
export interface BrokenCondition {
  readonly condition: PermissionCondition;
  readonly facts: CallerFacts;
  readonly person: (scene: MatrixScene) => Promise<ScenePerson>;
  /** The mandate that they act under, where they hold several. */
  readonly actAs?: (person: ScenePerson) => string;
}

/** A row of a list, and over which units the permission must be held to see it. */
export interface PlantedRow {
  readonly id: string;
  readonly permission: Permission;
  readonly reach: Reach;
}

/** Who may, and what those get who may not: what an entry states of an operation or of a field. */
export interface AccessStatement {
  /** What is particular, where there are several entries. */
  readonly note?: string;
  /** The permission that this row needs, of those that are declared. */
  readonly permission: Permission;
  /** The units over which it must be held; null where the row asks for nothing beyond the operation's own check. */
  readonly over: Reach | null;
  /** Another permission that must be held besides, over units of its own. */
  readonly also?: { readonly permission: Permission; readonly reach: Reach };
  /** The position in which somebody of the unit may. */
  readonly by: ActingPosition;
  /** The member whose own it is, where the permission has SELF. */
  readonly owner?: (scene: MatrixScene) => Promise<ScenePerson>;
  /**
   * With what permission, over which units, somebody who is refused sees that there is such a row: FORBIDDEN to them,
   * NOT_FOUND to everybody else. Left out where existence is common: FORBIDDEN.
   */
  readonly seenWith?: { readonly permission: Permission; readonly reach: Reach };
  readonly broken?: readonly BrokenCondition[];
  /** For lists: rows that were planted, of which everybody finds those that they may see. */
  readonly planted?: (scene: MatrixScene) => Promise<readonly PlantedRow[]>;
}

/** What the matrix knows of one way to use an operation. */
export interface OperationEntry extends AccessStatement {
  /** `Query.…` or `Mutation.…`. */
  readonly operation: string;
  /** Whether it can be done again at once: then everybody does it who may. */
  readonly repeatable?: boolean;
  /** The operation as it is sent. */
  readonly document: string;
  /** Good variables: with them whoever is allowed succeeds. */
  readonly variables: (scene: MatrixScene) => Promise<object>;
}

/** What an entry needs to say besides its operation. */
type Statement = Omit<AccessStatement, 'by' | 'over'> & {
  readonly by?: ActingPosition;
  readonly repeatable?: boolean;
  /** One unit, or the reach in full. */
  readonly over: UnitName | Reach | null;
};

/** A reach as it is written for short: one unit. */
export function reachOf(over: UnitName | Reach | null): Reach | null {
  return typeof over === 'string' ? { units: [over] } : over;
}

function capitalised(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

/**
 * An entry for a command.
 * @param field name of the mutation.
 * @param more its input but for the commandId; the type of the input where it is not named after the mutation.
 */
export function command(
  field: string,
  {
    input,
    inputType = `${capitalised(field)}Input`,
    by = 'VICE_CHAIR',
    over,
    ...statement
  }: Statement & { readonly input: (scene: MatrixScene) => Promise<object> | object; readonly inputType?: string },
): OperationEntry {
  return {
    ...statement,
    operation: `Mutation.${field}`,
    by,
    over: reachOf(over),
    document: `mutation Matrix($input: ${inputType}!) {
      ${field}(input: $input) { __typename ... on CommandRefused { reasons { code en } } }
    }`,
    variables: async (scene) => ({ input: await input(scene) }),
  };
}

/**
 * An entry for a question.
 * @param field name of the query.
 * @param more its arguments with their types, for example `{ id: 'ID!' }`, and what is selected.
 */
export function question(
  field: string,
  {
    args = {},
    select,
    by = 'VICE_CHAIR',
    over,
    variables = () => ({}),
    ...statement
  }: Statement & {
    readonly args?: Readonly<Record<string, string>>;
    readonly select: string;
    readonly variables?: (scene: MatrixScene) => Promise<object> | object;
  },
): OperationEntry {
  const names = Object.keys(args);
  const declared = names.map((name) => `$${name}: ${args[name]}`).join(', ');
  const given = names.map((name) => `${name}: $${name}`).join(', ');
  return {
    ...statement,
    operation: `Query.${field}`,
    by,
    over: reachOf(over),
    document: `query Matrix${declared ? `(${declared})` : ''} { ${field}${given ? `(${given})` : ''} { ${select} } }`,
    variables: async (scene) => variables(scene),
  };
}
