import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPermission, type Permission } from '@thidua/contracts';
import {
  Kind,
  parse,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** The services whose schemas make the graph. */
export const SUBGRAPHS = ['membership', 'finance', 'emulation', 'awards'] as const;
/** Name of a service with a schema. */
export type Subgraph = (typeof SUBGRAPHS)[number];

/** A field with what the schema says of it. */
export interface SurfaceField {
  /** `Type.field`, for example `Mutation.foundUnit`. */
  readonly name: string;
  readonly subgraph: Subgraph;
  /** The permissions of which the schema says that any one is needed. */
  readonly permissions: readonly Permission[];
  /** The type that it returns, without lists and non-null marks. */
  readonly returns: string;
}

/** A type with a key, which the subgraph resolves when somebody names its id through `_entities`. */
export interface SurfaceEntity {
  /** `subgraph.Type`, for example `awards.Nomination`. */
  readonly name: string;
  readonly subgraph: Subgraph;
  readonly type: string;
}

/** Everything by which the graph lets somebody in: what the matrix must speak of. */
export interface SchemaSurface {
  /** The fields of Query and Mutation. */
  readonly operations: readonly SurfaceField[];
  /** The fields of other types that name a permission. */
  readonly sensitiveFields: readonly SurfaceField[];
  /** The fields of other types that return an entity, from wherever. */
  readonly entityFields: readonly SurfaceField[];
  readonly entities: readonly SurfaceEntity[];
}

/** The repository's folder. */
const ROOT = join(__dirname, '..', '..', '..', '..');

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function argumentOf(directive: DirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.LIST) {
    return value.values.map((item) => (item.kind === Kind.STRING ? item.value : null));
  }
  return value && 'value' in value ? value.value : null;
}

function permissionsOf({ directives = [], name }: FieldDefinitionNode): Permission[] {
  const directive = directives.find((each) => each.name.value === 'permission');
  const named = directive ? (argumentOf(directive, 'any') as string[]) : [];
  return named.map((permission) => {
    if (!isPermission(permission)) {
      throw new Error(`${name.value} names ${permission}, which the catalogue does not have`);
    }
    return permission;
  });
}

/** Whether references to the type are resolved here: a key marked as not resolvable only points elsewhere. */
function isEntity({ directives = [] }: ObjectTypeDefinitionNode): boolean {
  return directives.some(
    (directive) => directive.name.value === 'key' && argumentOf(directive, 'resolvable') !== false,
  );
}

function objectTypes(document: DocumentNode): ObjectTypeDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
}

/**
 * Reads the surface from schemas.
 * @param textOf the schema of a service, in the schema definition language.
 */
export function surfaceOf(textOf: (subgraph: Subgraph) => string): SchemaSurface {
  const types = SUBGRAPHS.flatMap((subgraph) =>
    objectTypes(parse(textOf(subgraph), { noLocation: true })).map((type) => ({ subgraph, type })),
  );
  const entities = types
    .filter(({ type }) => isEntity(type))
    .map(({ subgraph, type: { name } }) => ({ name: `${subgraph}.${name.value}`, subgraph, type: name.value }));
  const fields = types.flatMap(({ subgraph, type: { name: typeName, fields: own = [] } }) =>
    own.map((field) => ({
      name: `${typeName.value}.${field.name.value}`,
      isOperation: ['Query', 'Mutation'].includes(typeName.value),
      subgraph,
      permissions: permissionsOf(field),
      returns: namedType(field.type),
    })),
  );
  const entityTypes = new Set(entities.map(({ type }) => type));
  return {
    operations: fields.filter(({ isOperation }) => isOperation),
    sensitiveFields: fields.filter(({ isOperation, permissions }) => !isOperation && permissions.length > 0),
    entityFields: fields.filter(({ isOperation, returns }) => !isOperation && entityTypes.has(returns)),
    entities,
  };
}

/** The surface of the committed schemas. */
export function committedSurface(): SchemaSurface {
  return surfaceOf((subgraph) => readFileSync(join(ROOT, 'services', subgraph, 'schema.graphql'), 'utf8'));
}
